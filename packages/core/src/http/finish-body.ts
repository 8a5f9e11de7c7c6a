import type { Context, Middleware } from 'koa';
import { finishStream, isStream } from './body-stream.js';

/** Stands inside the outer error boundary: what cannot be sent is found while there still is a boundary to answer it. */
export const finishAnswer: Middleware = async (ctx, next) => {
  await next();
  await finishBody(ctx);
};

/** Brings a body into the form in which it is sent: JSON as text, streams as bytes of which the first are there. Koa does the rest. */
export async function finishBody(ctx: Context): Promise<void> {
  if (ctx.respond === false || ctx.headerSent || !ctx.writable) return;
  const { body }: { body: unknown } = ctx;
  if (body === null || body === undefined || typeof body === 'string' || Buffer.isBuffer(body)) return;
  if (body instanceof Blob) return;
  if (isStream(body)) return finishStream(ctx, body);
  const text = JSON.stringify(body) as string | undefined;
  if (text === undefined) throw new TypeError(`a ${typeof body} was returned, which has no form in JSON`);
  ctx.body = text;
}

/** Whether JSON would make nothing of a value, without a word: `{}` of a Map is never what somebody meant. */
export function assertSendable(value: unknown): void {
  if (typeof value !== 'object' || value === null || 'toJSON' in value || isStream(value)) return;
  const name = unsendable.find((kind) => value instanceof kind)?.name;
  if (name || Symbol.asyncIterator in value) {
    const what = name ?? 'async iterator';
    const fix = name ? 'return plain data made from it' : 'return Readable.from(…) of it';
    throw new TypeError(`a handler returned ${/^[aeiou]/i.test(what) ? 'an' : 'a'} ${what}, which is no body: ${fix}`);
  }
}

const unsendable = [Map, Set, WeakMap, WeakSet, Error];
