import Koa, { type Context, type Middleware } from 'koa';
import { renderProblem, type ReportError } from './error-boundary.js';

/** A Koa application of our own for each service, so that its middleware, its 404 and its errors are the same whoever else runs. */
export function createKoa(pipeline: readonly Middleware[], report: ReportError): Koa {
  const koa = new Koa();
  for (const middleware of pipeline) koa.use(middleware);
  koa.on('error', (error: Error & { status?: number }, ctx: Context) => {
    if ((error.status ?? 500) >= 500) report(error, ctx);
  });
  answerLateErrors(koa);
  return koa;
}

/** What goes wrong outside the error boundary, such as a body that cannot be written as JSON, gets the same kind of answer. */
function answerLateErrors(koa: Koa): void {
  const onerror = koa.context.onerror;
  koa.context.onerror = function (this: Context, error: Error): void {
    if (error === null || error === undefined || this.headerSent || !this.writable) return onerror.call(this, error);
    this.app.emit('error', error, this);
    for (const name of this.res.getHeaderNames())
      if (/^(content-|etag$|last-modified$)/.test(name)) this.res.removeHeader(name);
    renderProblem(error, this);
    this.res.end(this.body);
  };
}
