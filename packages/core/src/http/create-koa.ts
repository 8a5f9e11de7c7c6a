import Koa, { type Context, type Middleware } from 'koa';
import { dropRepresentation, renderProblem, type ReportError } from './error-boundary.js';

/** A Koa application of our own for each service, so that its middleware, its 404 and its errors are the same whoever else runs. */
export function createKoa(pipeline: readonly Middleware[], report: ReportError): Koa {
  const koa = new Koa();
  for (const middleware of pipeline) koa.use(middleware);
  const reported = new WeakMap<Context, unknown>(); // Koa tells of a stream that fails twice
  koa.on('error', (error: LateError, ctx: Context) => {
    if ((error.status ?? 500) < 500 || isDisconnect(error, ctx) || reported.get(ctx) === error) return;
    reported.set(ctx, error);
    report(error, ctx);
  });
  answerLateErrors(koa);
  return koa;
}

type LateError = Error & { status?: number; code?: string };

/** A client that went away in the middle is no fault of the application. */
function isDisconnect({ code = '' }: LateError, ctx: Context): boolean {
  return ctx.req.socket.destroyed && /^(HPE_|ECONNRESET$|EPIPE$|ERR_STREAM_PREMATURE_CLOSE$)/.test(code);
}

/** What goes wrong outside the error boundary, such as a body that cannot be written as JSON, gets the same kind of answer. */
function answerLateErrors(koa: Koa): void {
  const onerror = koa.context.onerror;
  koa.context.onerror = function (this: Context, error: Error): void {
    if (error === null || error === undefined || this.headerSent || !this.writable) return onerror.call(this, error);
    this.app.emit('error', error, this);
    dropRepresentation(this);
    renderProblem(error, this);
    this.res.end(this.body);
  };
}
