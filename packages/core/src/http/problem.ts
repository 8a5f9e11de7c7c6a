import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Context } from 'koa';
import { readFault } from './fault.js';

/**
 * The default answer to an error: RFC 9457 problem details. The message is shown only where the error says that it may be (`expose`, as in http-errors);
 * a validation error lists its issues in `errors`.
 */
export function renderProblem(error: unknown, ctx: Context): void {
  const { status, detail, invalid } = readFault(error);
  ctx.status = status;
  ctx.type = problemType;
  ctx.body = printProblem(status, detail, invalid && { errors: invalid.issues });
}

/** Refuses what is not sound HTTP, before there is a ctx; the connection cannot be trusted with another request. */
export function refuseRequest(response: ServerResponse, detail: string): void {
  const body = printProblem(400, detail);
  const headers = { 'Content-Type': problemType, 'Content-Length': Buffer.byteLength(body), Connection: 'close' };
  response.writeHead(400, headers).end(body);
}

const problemType = 'application/problem+json';

function printProblem(status: number, detail: string | undefined, more?: object): string {
  const title = STATUS_CODES[status] ?? 'Error';
  return JSON.stringify({ type: 'about:blank', title, status, ...(detail && detail !== title && { detail }), ...more });
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
  'Trailer',
  'Transfer-Encoding',
];
