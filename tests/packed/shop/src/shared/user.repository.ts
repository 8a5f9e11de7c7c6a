import { inject, singleton } from '@monojs/core';
import { DATABASE, type Database } from './database.js';

@singleton()
export class UserRepository {
  constructor(@inject(DATABASE) private readonly database: Database) {}
  find(id: string): string | undefined {
    return this.database.find(id);
  }
}
