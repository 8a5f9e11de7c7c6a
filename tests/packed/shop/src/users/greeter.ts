import { singleton } from '@monojs/core';
import { UserRepository } from '../shared/user.repository.js';

@singleton()
export class Greeter {
  constructor(private readonly users: UserRepository) {}
  greet(id: string): string {
    return `hello ${this.users.find(id) ?? 'stranger'}`;
  }
}
