import { type Context, type Middleware, defineMiddleware } from '@monojs/core';
import { Authentication, refuse, type Viewer } from './authentication.js';

/** The ctx of a handler behind {@link requireUser}. */
export interface SignedIn extends Context {
  state: { viewer: Viewer };
}

/** The ctx of a handler behind {@link optionalUser}. */
export interface MaybeSignedIn extends Context {
  state: { viewer?: Viewer };
}

/** Koa middleware: nobody gets past it without a valid token. */
export function requireUser(): Middleware {
  return defineMiddleware([Authentication], (authentication) => async (ctx, next) => {
    ctx.state.viewer = (await authentication.viewerOf(ctx)) ?? refuse('the Authorization header is missing');
    await next();
  });
}

/** Koa middleware: tells the handler who is asking, if anybody says so. */
export function optionalUser(): Middleware {
  return defineMiddleware([Authentication], (authentication) => async (ctx, next) => {
    ctx.state.viewer = await authentication.viewerOf(ctx);
    await next();
  });
}
