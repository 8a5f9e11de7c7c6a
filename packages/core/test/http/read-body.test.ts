import net from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { Body, createApp, type Context, Get, type Input, Post, Service, Use } from '@monojs/core';
import { z } from 'zod';
import { lastPort, type Send, serve } from '../serve.js';

const Name = z.object({ name: z.string() });
const create = { body: Name };

@Service('users')
class Users {
  @Post('/', create) create({ body }: Input<typeof create>) {
    return body;
  }
  @Post('/second-style') secondStyle(
    @Body(Name) first: { name: string },
    @Body(Name.partial()) again: { name?: string },
  ) {
    return [first, again];
  }
  @Post('/optional', { body: Name.optional() }) optional({ body }: Input) {
    return { body: body ?? 'none' };
  }
  @Post('/any') any({ body }: Input) {
    return { body: body ?? 'none' };
  }
  @Post('/raw') async raw(_: Input, ctx: Context) {
    let text = '';
    for await (const chunk of ctx.req) text += chunk;
    return { text };
  }
  @Post('/small', { body: z.unknown(), bodyLimit: 20 }) small({ body }: Input) {
    return body;
  }
  @Use((ctx, next) => {
    (ctx.request as { body?: unknown }).body = { name: 'parsed before' };
    return next();
  })
  @Post('/parsed', create)
  parsed({ body }: Input<typeof create>) {
    return body;
  }
  @Get('/nothing') nothing() {
    return 'nothing was read';
  }
}

let send: Send;
let errors: unknown[];
beforeEach(async () => {
  errors = [];
  send = await serve(createApp({ services: [Users], onError: (error) => errors.push(error) }).callback());
});
afterEach(() => expect(errors).toEqual([]));

const json = (body: string | Buffer | readonly string[], headers: Record<string, string> = {}) => ({
  body,
  headers: { 'Content-Type': 'application/json', ...headers },
});
const problem = (status: number, title: string, detail: string) => ({ type: 'about:blank', title, status, detail });

describe('a JSON body', () => {
  it.each([
    ['with a length', json('{"name":"a"}')],
    ['in chunks', json(['{"na', 'me":', '"a"}'])],
    ['with a charset', json('{"name":"a"}', { 'Content-Type': 'application/json; charset="UTF-8"' })],
    ['of a type that ends in +json', json('{"name":"a"}', { 'Content-Type': 'application/merge-patch+json' })],
    ['as gzip', json(gzipSync('{"name":"a"}'), { 'Content-Encoding': 'gzip' })],
    ['as deflate', json(deflateSync('{"name":"a"}'), { 'Content-Encoding': 'Deflate' })],
    ['as brotli', json(brotliCompressSync('{"name":"a"}'), { 'Content-Encoding': 'br' })],
  ])('is read %s', async (_, details) => {
    const answer = await send('POST', '/', details);
    expect([answer.status, answer.json]).toEqual([200, { name: 'a' }]);
  });

  it('keeps characters of several bytes whole, wherever a chunk ends', async () => {
    const bytes = Buffer.from('{"name":"héé€"}');
    const answer = await send('POST', '/', json(bytes));
    expect(answer.json).toEqual({ name: 'héé€' });
  });

  it('may be read by several parameters', async () => {
    expect((await send('POST', '/second-style', { body: { name: 'a' } })).json).toEqual([{ name: 'a' }, { name: 'a' }]);
  });

  it('is taken as it is when a middleware has parsed it', async () => {
    expect((await send('POST', '/parsed', json('{"name":"a"}'))).json).toEqual({ name: 'parsed before' });
  });

  it('is parsed without a schema too', async () => {
    expect((await send('POST', '/any', json('[1]'))).json).toEqual({ body: [1] });
    expect((await send('POST', '/any', json('{'))).status).toBe(400);
  });

  it('of another type is left to a handler that declares no body', async () => {
    const answer = await send('POST', '/raw', { body: 'a,b', headers: { 'Content-Type': 'text/csv' } });
    expect(answer.json).toEqual({ text: 'a,b' });
  });

  it('may be missing where the schema says so, with or without a type', async () => {
    expect((await send('POST', '/optional')).json).toEqual({ body: 'none' });
    expect((await send('POST', '/optional', json(''))).json).toEqual({ body: 'none' });
    expect((await send('POST', '/')).status).toBe(400);
  });

  it('pollutes no prototype', async () => {
    const answer = await send(
      'POST',
      '/any',
      json('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'),
    );
    expect(answer.status).toBe(200);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe('400 is the answer to', () => {
  it.each([
    ['malformed JSON', json('{"name":'), 'the body is not valid JSON'],
    ['JSON5', json("{name:'a'}"), 'the body is not valid JSON'],
    ['gzip that is none', json('{"name":"a"}', { 'Content-Encoding': 'gzip' }), 'the body cannot be decompressed'],
    [
      'gzip cut short',
      json(gzipSync('{"name":"a"}').subarray(0, 20), { 'Content-Encoding': 'gzip' }),
      'the body cannot be decompressed',
    ],
    ['brotli that is none', json('{"name":"a"}', { 'Content-Encoding': 'br' }), 'the body cannot be decompressed'],
    [
      'deflate that is none',
      json('{"name":"a"}', { 'Content-Encoding': 'deflate' }),
      'the body cannot be decompressed',
    ],
  ])('%s', async (_, details, detail) => {
    const answer = await send('POST', '/', details);
    expect([answer.status, answer.headers['content-type'], answer.json]).toEqual([
      400,
      'application/problem+json',
      problem(400, 'Bad Request', detail),
    ]);
  });
});

describe('413 is the answer to', () => {
  const large = JSON.stringify({ name: 'x'.repeat(1_048_577) });
  it.each([
    ['more than a mebibyte', '/', json(large)],
    ['more than a mebibyte in chunks', '/', json([large.slice(0, 600_000), large.slice(600_000)])],
    ['more than a mebibyte after decompression', '/', json(gzipSync(large), { 'Content-Encoding': 'gzip' })],
    ['more than the limit of the route', '/small', json('{"name":"too long for twenty bytes"}')],
  ])('%s, and the connection is closed, since the rest is not read', async (_, path, details) => {
    const answer = await send('POST', path, details);
    expect([answer.status, answer.headers.connection, answer.json]).toEqual([
      413,
      'close',
      problem(413, 'Payload Too Large', 'the body is too large'),
    ]);
  });

  it('but not to a body of exactly the limit', async () => {
    expect((await send('POST', '/small', json(JSON.stringify('x'.repeat(18))))).status).toBe(200);
  });
});

describe('415 is the answer to', () => {
  it.each([
    ['another type', { 'Content-Type': 'text/plain' }, 'the body must be application/json, not text/plain'],
    [
      'a form',
      { 'Content-Type': 'application/x-www-form-urlencoded' },
      'the body must be application/json, not application/x-www-form-urlencoded',
    ],
    ['no type', {}, 'the body must be application/json, not none'],
    ['another charset', { 'Content-Type': 'application/json; charset=latin1' }, 'the body must be UTF-8, not latin1'],
    [
      'an unknown encoding',
      { 'Content-Type': 'application/json', 'Content-Encoding': 'zstd' },
      'the content encoding is not supported: zstd',
    ],
    [
      'an encoding named like a property',
      { 'Content-Type': 'application/json', 'Content-Encoding': 'constructor' },
      'the content encoding is not supported: constructor',
    ],
  ])('%s', async (_, headers, detail) => {
    const answer = await send('POST', '/', { body: '{"name":"a"}', headers });
    expect([answer.status, answer.json]).toEqual([415, problem(415, 'Unsupported Media Type', detail)]);
  });

  it('names what would be accepted (RFC 9110 §15.5.16)', async () => {
    const type = await send('POST', '/', { body: 'x', headers: { 'Content-Type': 'text/plain' } });
    expect(type.headers.accept).toBe('application/json');
    const encoding = await send('POST', '/', json('x', { 'Content-Encoding': 'zstd' }));
    expect(encoding.headers['accept-encoding']).toBe('gzip, deflate, br');
  });
});

it('a broken JSON body is refused for every handler: one that seems to take nothing may be wrapped by a decorator', async () => {
  expect((await send('GET', '/nothing', json('{"broken'))).status).toBe(400);
});

it.each([
  ['plain', ''],
  ['compressed', 'Content-Encoding: gzip\r\n'],
])('a client that goes away in the middle of a %s body is no fault of the application', async (_, header) => {
  const socket = net.connect(lastPort(), '127.0.0.1');
  socket.write(
    `POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n${header}Content-Length: 100\r\n\r\n{"na`,
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.destroy();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(errors).toEqual([]);
});
