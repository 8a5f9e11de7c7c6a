import type { Context } from 'koa';

/**
 * What a handler returned becomes the answer. A value is the body, with the route's declared status; null and undefined mean 204,
 * unless the handler has set a status or a body on `ctx`, or has taken the response over (`ctx.respond = false`).
 */
export function writeResult(ctx: Context, result: unknown, status: number | undefined): void {
  if (ctx.respond === false) return;
  // Koa's own note that somebody chose a status; there is no public one, and 404 may have been chosen.
  const response = ctx.response as typeof ctx.response & { _explicitStatus?: boolean };
  const isStatusChosen = response._explicitStatus === true;
  if (result === null || result === undefined) {
    if (isStatusChosen || ctx.body !== undefined) return;
    ctx.body = null; // tells Koa that no body is meant, and sets 204
    if (status !== undefined) ctx.status = status;
    return;
  }
  if (!isStatusChosen && status !== undefined) ctx.status = status;
  ctx.body = result;
}
