import { STATUS_CODES } from 'node:http';
import { isHttpError } from 'http-errors';
import type { Context, Middleware } from 'koa';
import { isValidationError } from '../errors/validation-error.js';
import type { RenderError } from '../metadata/shapes.js';

/** Told of every error that is a fault of the application, not of the request. */
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
      if (ctx.headerSent || !ctx.writable || ctx.respond === false) throw error;
      if (statusOf(error) >= 500) report(error, ctx);
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
  setErrorHeaders(ctx, error);
  ctx.status = statusOf(error); // so that a renderError which sets a body alone does not answer 200
  if (!renderError) return renderProblem(error, ctx);
  try {
    await renderError(error, ctx);
  } catch (failure) {
    report(failure, ctx);
    renderProblem(new Error('renderError threw', { cause: failure }), ctx);
  }
}

/**
 * The default answer to an error: RFC 9457 problem details. The message is shown only where the error says that it may be (`expose`, as in http-errors);
 * a validation error lists every issue in `errors`.
 */
export function renderProblem(error: unknown, ctx: Context): void {
  const status = statusOf(error);
  const detail = isExposed(error) ? (error as Error).message : undefined;
  const title = STATUS_CODES[status] ?? 'Error';
  ctx.status = status;
  ctx.type = 'application/problem+json';
  ctx.body = JSON.stringify({
    type: 'about:blank',
    title,
    status,
    ...(detail && detail !== title && { detail }),
    ...(isValidationError(error) && { errors: error.issues }),
  });
}

/** 500 for everything that does not say otherwise. */
function statusOf(error: unknown): number {
  const { status, statusCode } = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>;
  const claimed = status ?? statusCode;
  return typeof claimed === 'number' && claimed >= 400 && claimed <= 599 && STATUS_CODES[claimed] ? claimed : 500;
}

function isExposed(error: unknown): boolean {
  return error instanceof Error && (error as { expose?: unknown }).expose === true;
}

function setErrorHeaders(ctx: Context, error: unknown): void {
  const headers = isHttpError(error) ? error.headers : undefined;
  if (headers) ctx.set(headers);
}

/** Forgets the body that will not be sent, and what was said about it; other headers stay. */
export function dropRepresentation(ctx: Context): void {
  for (const name of representationHeaders) ctx.remove(name);
  ctx.body = undefined; // after its type: Koa would make `null` of a JSON body
}

const representationHeaders = [
  'Accept-Ranges',
  'Content-Disposition',
  'Content-Encoding',
  'Content-Language',
  'Content-Length',
  'Content-Location',
  'Content-Range',
  'Content-Type',
  'ETag',
  'Last-Modified',
];
