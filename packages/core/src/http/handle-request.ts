import type { Middleware } from 'koa';
import type { Route } from '../routing/route.js';
import { createInputReader } from './read-input.js';
import { assertDecodable } from './request-target.js';
import { writeResult } from './write-result.js';

/**
 * The spine of one request, after the middleware: check the path, read the input, call the method, write the result.
 * Whatever can be decided before the first request is decided here, once.
 */
export function createHandler(route: Route, controller: object): Middleware {
  const readInput = createInputReader(route);
  const method = (controller as Record<string | symbol, (...input: unknown[]) => unknown>)[route.handler]!;
  const { status } = route.spec;
  return async (ctx) => {
    assertDecodable(ctx);
    const input = await readInput(ctx);
    if (status !== undefined) ctx.status = status;
    const result = await method.apply(controller, input);
    writeResult(ctx, result, status);
  };
}
