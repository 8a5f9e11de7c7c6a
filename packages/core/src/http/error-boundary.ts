import type { Context, Middleware } from 'koa';
import type { RenderError } from '../metadata/shapes.js';
import { isDisconnect, readFault, toThrowable } from './fault.js';
import { finishBody } from './finish-body.js';
import { dropRepresentation, renderProblem } from './problem.js';

/** Told of every error that is a fault of the application, not of the request. Never throws. */
export type ReportError = (error: unknown, ctx: Context) => void;

/**
 * Turns a thrown error into an answer. It sits inside Koa, because Koa's own drops the headers that were set before the error, such as CORS's.
 * Once the answer has begun it is too late: the error goes on to Koa, which ends the connection.
 */
export function createErrorBoundary(renderError: RenderError | undefined, report: ReportError): Middleware {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      if (ctx.headerSent || !ctx.writable || ctx.respond === false) throw toThrowable(error);
      if (readFault(error).status >= 500 && !isDisconnect(error, ctx)) report(error, ctx);
      dropRepresentation(ctx);
      await render(ctx, error, renderError, report);
    }
  };
}

async function render(
  ctx: Context,
  error: unknown,
  renderError: RenderError | undefined,
  report: ReportError,
): Promise<void> {
  const { status, headers = {} } = readFault(error);
  setHeaders(ctx, headers, report);
  ctx.status = status; // so that a renderError which sets a body alone does not answer 200
  if (!renderError) return renderProblem(error, ctx);
  try {
    await renderError(error, ctx);
    await finishBody(ctx);
  } catch (failure) {
    report(failure, ctx);
    dropRepresentation(ctx);
    renderProblem(new Error('renderError threw', { cause: failure }), ctx);
  }
}

/** Without those that cannot be sent: a 401 stays a 401. */
function setHeaders(ctx: Context, headers: Readonly<Record<string, string>>, report: ReportError): void {
  for (const [name, value] of Object.entries(headers)) {
    try {
      ctx.set(name, value);
    } catch (failure) {
      report(failure, ctx);
    }
  }
}
