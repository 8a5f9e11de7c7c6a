import { Get, Service, type Input } from '@monojs/core';
import { Greeter } from './greeter.js';

@Service('users', { prefix: '/users' })
export class UsersController {
  constructor(private readonly greeter: Greeter) {}

  @Get('/:id')
  byId({ params }: Input<'/:id'>) {
    return { greeting: this.greeter.greet(params.id) };
  }
}
