import createError from 'http-errors';
import type { Context, Middleware } from 'koa';
import type { Route } from '../routing/route.js';
import { createInputReader } from './read-input.js';
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

/** @koa/router hands a parameter that cannot be decoded to the handler as it came; a NUL byte is never meant. */
function assertDecodable(ctx: Context): void {
  if (!ctx.path.includes('%')) return;
  try {
    if (!decodeURIComponent(ctx.path).includes('\0')) return;
  } catch {
    // not valid percent-encoding: refused below, like the NUL
  }
  throw createError(400, 'the path is not valid');
}
