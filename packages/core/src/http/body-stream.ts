import Stream, { Readable } from 'node:stream';
import type { Context } from 'koa';
import { isError } from '../errors/print-cause.js';

/** Everything that Koa sends piece by piece. */
type StreamBody = Stream | ReadableStream | Response;

export function isStream(body: unknown): body is StreamBody {
  return body instanceof Stream || body instanceof ReadableStream || body instanceof Response;
}

const guarded = new WeakSet<Stream>();

/** A stream that fails while nobody listens would end the process: HEAD, a client that has gone, a compression that took its place. */
export function guardStream(ctx: Context, stream: unknown): void {
  if (!(stream instanceof Stream) || guarded.has(stream)) return;
  guarded.add(stream);
  stream.on('error', (error: unknown) => {
    const current: unknown = ctx.body;
    // What was made from it, such as its compressed form, would wait for the rest for ever.
    if (current !== stream && current instanceof Readable) current.destroy(toError(error));
    // Koa's pipeline waits for an error that is one.
    else if (current === stream && !error && ctx.headerSent) ctx.res.destroy();
  });
}

/** Waits for the first bytes, so that a stream which fails before them is answered like any other error. */
export async function finishStream(ctx: Context, body: StreamBody): Promise<void> {
  guardStream(ctx, body);
  const stream = isOfObjects(body) ? replaceBody(ctx, Readable.from(bytesOf(body), { objectMode: false })) : body;
  if (stream instanceof Readable && ctx.method !== 'HEAD') await firstBytes(stream);
}

function isOfObjects(body: StreamBody): boolean {
  return !(body instanceof Stream) || (body as Readable).readableObjectMode === true;
}

/** Koa forgets the length, which the bytes still have. */
function replaceBody(ctx: Context, stream: Readable): Readable {
  const length = ctx.response.get('Content-Length');
  ctx.body = stream;
  if (length) ctx.set('Content-Length', length);
  guardStream(ctx, stream);
  return stream;
}

/** Node throws out of everybody's reach when a response is handed something else. */
async function* bytesOf(body: StreamBody): AsyncGenerator<string | Uint8Array> {
  const source = body instanceof Response ? (body.body ?? []) : body;
  for await (const chunk of source as AsyncIterable<unknown>) {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array))
      throw new TypeError('a stream of objects was returned: a body is made of strings or bytes');
    yield chunk;
  }
}

async function firstBytes(stream: Readable): Promise<void> {
  if (stream.errored) throw stream.errored;
  if (stream.readableLength > 0 || stream.readableEnded) return;
  if (stream.destroyed) throw closedError();
  await new Promise<void>((resolve, reject) => {
    const settle = (error?: unknown) => {
      stream.off('readable', onReady).off('end', onReady).off('error', onError).off('close', onClose);
      if (error === undefined) resolve();
      else reject(error);
    };
    const onReady = () => settle();
    const onError = (error: unknown) => settle(toError(error));
    const onClose = () => settle(closedError());
    stream.on('readable', onReady).on('end', onReady).on('error', onError).on('close', onClose);
  });
}

const toError = (error: unknown): Error => (isError(error) ? error : new Error('a stream failed', { cause: error }));

const closedError = (): Error =>
  Object.assign(new Error('a stream was closed before it was sent'), { code: 'ERR_STREAM_PREMATURE_CLOSE' });
