import type { Middleware } from 'koa';
import { recordMethodUse, recordUse } from '../metadata/reflect.js';

/**
 * Plain Koa middleware for one route, or for every route of a class, run in the order written and before the handler.
 *
 * @example
 * @Post('/', create) @Use(requireRole('admin')) create() {}
 */
export function Use(...use: Middleware<any, any>[]): ClassDecorator & MethodDecorator {
  return (target: object, handler?: string | symbol): void => {
    if (handler === undefined) recordUse(target, use);
    else recordMethodUse(target.constructor, { handler, use });
  };
}
