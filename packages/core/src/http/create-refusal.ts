import createError from 'http-errors';
import type { Context, Middleware } from 'koa';
import type { RenderError } from '../metadata/shapes.js';
import { createKoa } from './create-koa.js';
import { createErrorBoundary } from './error-boundary.js';

type RequestHandler = ReturnType<ReturnType<typeof createKoa>['callback']>;

/**
 * Answers 503 in the place of an application that could not start or has stopped, and asks the client to come back on another connection.
 *
 * @param onRefused told of each request; why the application does not run is for it to know
 */
export function createRefusal(renderError: RenderError | undefined, onRefused: (ctx: Context) => void): RequestHandler {
  const refuse: Middleware = (ctx) => {
    ctx.set('Connection', 'close');
    throw createError(503, 'the application does not run');
  };
  return createKoa([createErrorBoundary(renderError, (_, ctx) => onRefused(ctx)), refuse], () => {}).callback();
}
