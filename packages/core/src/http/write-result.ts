import type { Context } from 'koa';
import { guardStream } from './body-stream.js';
import { assertSendable } from './finish-body.js';

/**
 * What a handler returned becomes the answer. A value is the body; null and undefined mean 204, or the route's declared status without a body,
 * unless the handler has set another status or a body on `ctx`, or has taken the response over (`ctx.respond = false`).
 *
 * @param declared the status that was set before the handler ran
 */
export function writeResult(ctx: Context, result: unknown, declared: number | undefined): void {
  if (ctx.respond === false) return;
  if (result !== null && result !== undefined) {
    assertSendable(result);
    ctx.body = result;
  }
  guardStream(ctx, ctx.body); // now: middleware may put another in its place
  if (result !== null && result !== undefined) return;
  if (ctx.body !== undefined) return;
  // Koa's own note that somebody chose a status; there is no public one, and 404 may have been chosen.
  const { _explicitStatus: isChosen } = ctx.response as typeof ctx.response & { _explicitStatus?: boolean };
  if (isChosen && ctx.status !== declared) return;
  ctx.body = null; // tells Koa that no body is meant, and sets 204
  if (declared !== undefined) ctx.status = declared;
}
