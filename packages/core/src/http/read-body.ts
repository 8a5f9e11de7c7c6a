import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import createError from 'http-errors';
import type { Context } from 'koa';
import rawBody from 'raw-body';
import { depthLimit, isTooDeep } from './json-depth.js';

/** 1 MiB, after decompression. */
export const defaultBodyLimit = 1_048_576;

/**
 * The JSON body of a request, or undefined when it has none. A body that a middleware has parsed already is taken as it is.
 *
 * @throws http-errors: 400 what cannot be decompressed or parsed, 413 more than `limit` bytes, 415 another type, charset or encoding (RFC 9110 §15.5)
 */
export async function readBody(ctx: Context, limit: number): Promise<unknown> {
  const parsed = (ctx.request as { body?: unknown }).body;
  if (parsed !== undefined) return parsed;
  const type = ctx.request.is('json', '+json');
  if (type === null || ctx.request.length === 0) return undefined; // no body at all; fetch sends a length of 0 then
  if (type === false) {
    const got = ctx.get('Content-Type') || 'none';
    throw createError(415, `the body must be application/json, not ${got}`, {
      headers: { Accept: 'application/json' },
    });
  }
  if (!/^(utf-?8)?$/i.test(ctx.request.charset))
    throw createError(415, `the body must be UTF-8, not ${ctx.request.charset}`);
  const text = await readText(ctx, limit);
  return text === '' ? undefined : parseJson(text);
}

/** Whether a request that declares no body schema carries JSON all the same. */
export function hasJsonBody(ctx: Context): boolean {
  return typeof ctx.request.is('json', '+json') === 'string' || (ctx.request as { body?: unknown }).body !== undefined;
}

async function readText(ctx: Context, limit: number): Promise<string> {
  // What has been destroyed already tells nobody any more.
  if (isAborted(ctx)) throw abortedError();
  const encoding = ctx.get('Content-Encoding').toLowerCase() || 'identity';
  const decoder = encoding === 'identity' ? undefined : createDecoder(encoding);
  const length = decoder ? undefined : ctx.request.length;
  try {
    const stream = decoder ? decode(ctx, decoder) : ctx.req;
    return await rawBody(stream, { limit, encoding: 'utf-8', ...(length !== undefined && { length }) });
  } catch (error) {
    if (decoder) ctx.req.unpipe(decoder);
    decoder?.destroy();
    throw toClientError(ctx, error as Error & { status?: number; code?: string });
  }
}

type Decoder = ReturnType<typeof createGunzip>;
const decoders: Record<string, () => Decoder> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

function createDecoder(encoding: string): Decoder {
  if (Object.hasOwn(decoders, encoding)) return decoders[encoding]!();
  throw createError(415, `the content encoding is not supported: ${encoding}`, {
    headers: { 'Accept-Encoding': 'gzip, deflate, br' },
  });
}

function decode(ctx: Context, decoder: Decoder): Decoder {
  // Not stream.pipeline: it would destroy the socket before the 400 is written.
  const { req } = ctx;
  const stop = (): void => void (req.complete || decoder.destroy(new Error('the client has gone')));
  req.once('error', stop).once('close', stop);
  return req.pipe(decoder);
}

function toClientError(ctx: Context, error: Error & { status?: number; code?: string }): Error {
  if (error.status === 413) {
    // The rest of it will not be read, so the connection cannot serve another request.
    ctx.set('Connection', 'close');
    return createError(413, 'the body is too large');
  }
  if (error.code?.startsWith('Z_') || error.code?.startsWith('ERR__ERROR_'))
    return createError(400, 'the body cannot be decompressed');
  return isAborted(ctx) || error.status === 400 ? abortedError() : error;
}

const isAborted = ({ req }: Context): boolean => req.destroyed && !req.complete;
const abortedError = (): Error => createError(400, 'the body ended before its time');

function parseJson(text: string): unknown {
  if (isTooDeep(text)) throw createError(400, `the body is nested deeper than ${depthLimit} levels`);
  try {
    return JSON.parse(text);
  } catch {
    throw createError(400, 'the body is not valid JSON');
  }
}
