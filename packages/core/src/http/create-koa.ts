import Koa, { type Context, type Middleware } from 'koa';
import type { ReportError } from './error-boundary.js';
import { isDisconnect, readFault } from './fault.js';
import { dropRepresentation, renderProblem } from './problem.js';

/** A Koa application of our own for each service, so that its middleware, its 404 and its errors are the same whoever else runs. */
export function createKoa(pipeline: readonly Middleware[], report: ReportError): Koa {
  const koa = new Koa();
  for (const middleware of pipeline) koa.use(middleware);
  const reported = new WeakMap<Context, unknown>(); // Koa tells of a stream that fails twice
  koa.on('error', (error: unknown, ctx: Context) => {
    if (readFault(error).status < 500 || isDisconnect(error, ctx) || reported.get(ctx) === error) return;
    reported.set(ctx, error);
    report(error, ctx);
  });
  koa.context.onerror = endInError;
  return koa;
}

/**
 * What goes wrong outside the error boundary gets the same kind of answer, or, once one has begun, the end of the connection: nobody shall take the half for
 * the whole. Stands in the place of Koa's own, which drops every header and writes to the error it is given. Nothing it does may throw: nobody would catch it.
 */
function endInError(this: Context, thrown: unknown): void {
  const { res } = this;
  if ((thrown === null || thrown === undefined) && (res.destroyed || !this.writable)) return; // Koa's way to say that it is done
  try {
    this.app.emit('error', thrown, this);
    if (res.writableEnded) return;
    if (this.headerSent || !this.writable) return void res.destroy();
    dropRepresentation(this);
    renderProblem(thrown, this);
    res.end(this.body);
  } catch {
    res.destroy();
  }
}
