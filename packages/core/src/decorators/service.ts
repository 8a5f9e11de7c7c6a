import type { Middleware } from 'koa';
import { recordController } from '../metadata/reflect.js';
import type { ControllerClass } from '../metadata/shapes.js';

export interface ControllerOptions {
  /** Literal text in front of every path of this class, such as `/users`. Default: none. */
  prefix?: string;
  /** Koa middleware for this class's routes, before their own. */
  use?: readonly Middleware[];
}

/**
 * Says which **runnable service** this class's routes belong to: `mono start users` answers them. Several classes may name the same service.
 * It does not mean "an injectable class", as in other frameworks: that is {@link injectable}.
 *
 * @param name a string literal of the form `[a-z][a-z0-9-]*`, so that the scan can read it without running the file
 * @example
 * @Service('users', { prefix: '/users', use: [requestId()] })
 * export class UsersController {}
 */
export function Service(
  name: string,
  { prefix = '', use = [] }: ControllerOptions = {},
): (target: ControllerClass) => void {
  return (target) => recordController(target, { service: name, prefix, use });
}
