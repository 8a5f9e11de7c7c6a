import { createReadStream } from 'node:fs';
import { connect } from 'node:net';
import { PassThrough, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { createApp, type Context, defineService, Get, type Input, type Middleware, Service } from '@monojs/core';
import Koa from 'koa';
import { lastPort, type Send, serve } from '../serve.js';

const missing = '/there/is/no/such/file';
const failing = (error?: unknown) => new Readable({ read() { process.nextTick(() => this.emit('error', error)); } }); // prettier-ignore
let held: (() => void)[];

@Service('a')
class Streams {
  @Get('/file') file() { return createReadStream(__filename); } // prettier-ignore
  @Get('/missing') missing() { return createReadStream(missing); } // prettier-ignore
  @Get('/nothing') nothing() { return failing(); } // prettier-ignore
  @Get('/destroyed') destroyed() { return new PassThrough().destroy(); } // prettier-ignore
  @Get('/empty') empty() { return Readable.from([]); } // prettier-ignore
  @Get('/texts') texts() { return Readable.from(['a', 'b']); } // prettier-ignore
  @Get('/objects') objects() { return Readable.from([{ a: 1 }]); } // prettier-ignore
  @Get('/web') web() { return new Blob(['web']).stream(); } // prettier-ignore
  @Get('/web-objects') webObjects() { return new ReadableStream({ start: (one) => one.enqueue({ a: 1 }) }); } // prettier-ignore
  @Get('/response') response() { return new Response('upstream', { status: 203, headers: { 'X-Up': '1', 'Content-Length': '8' } }); } // prettier-ignore
  @Get('/length') length(_: Input, ctx: Context) { ctx.length = 2; return Readable.from(['a', 'b']); } // prettier-ignore
  @Get('/late-objects') lateObjects() {
    return Readable.from((async function* () { yield 'a'; await new Promise((go) => setTimeout(go, 20)); yield { a: 1 }; })()); // prettier-ignore
  }
  @Get('/late') async late() {
    await new Promise<void>((go) => held.push(go));
    return createReadStream(missing);
  }
}

let send: Send;
let reported: string[];
const onError = (error: unknown) => void reported.push((error as { code?: string }).code ?? (error as Error).message);
beforeEach(async () => {
  [held, reported] = [[], []];
  send = await serve(createApp({ services: [Streams], onError }).callback());
});

const internal = { type: 'about:blank', title: 'Internal Server Error', status: 500 };
const noObjects = 'a stream of objects was returned: a body is made of strings or bytes';
const hosted = (): Promise<Send> => {
  const host = new Koa();
  host.use(createApp({ services: [Streams], onError }).middleware());
  return serve(host.callback());
};

describe('a returned stream', () => {
  it.each([
    ['/empty', 200, ''],
    ['/texts', 200, 'ab'],
    ['/web', 200, 'web'],
    ['/response', 203, 'upstream'],
  ])('is sent as it is: %s', async (path, status, text) => {
    const answer = await send('GET', path);
    expect([answer.status, answer.text]).toEqual([status, text]);
    expect(reported).toEqual([]);
  });

  it('of a file is sent whole', async () => {
    expect((await send('GET', '/file')).text).toContain('is sent whole');
  });

  it.each(['/length', '/response'])('keeps its declared length: %s', async (path) => {
    expect((await send('GET', path)).headers['content-length']).toBe(path === '/length' ? '2' : '8');
  });

  it.each([
    ['/missing', 'ENOENT'],
    ['/nothing', 'a stream failed'],
    ['/destroyed', 'ERR_STREAM_PREMATURE_CLOSE'],
    ['/objects', noObjects],
    ['/web-objects', noObjects],
  ])('that fails before its first byte is a 500, also in a host application: %s', async (path, code) => {
    for (const one of [send, await hosted()]) expect((await one('GET', path)).json).toEqual(internal);
    expect(reported).toEqual([code, code]);
  });

  it('of strings and then objects ends the connection', async () => {
    await expect(send('GET', '/late-objects')).rejects.toThrow(/aborted|hang up|ECONNRESET/);
    expect(reported).toEqual([noObjects]);
  });

  it.each(['/missing', '/nothing', '/destroyed', '/objects', '/web-objects'])('hurts nobody for HEAD: %s', async (path) => {
    expect((await send('HEAD', path)).text).toBe('');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await send('GET', '/texts')).text).toBe('ab');
  }); // prettier-ignore

  it('that fails when the client has gone hurts nobody', async () => {
    const socket = connect(lastPort(), '127.0.0.1');
    socket.write('GET /late HTTP/1.1\r\nHost: a\r\n\r\n');
    while (held.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 30));
    held[0]!();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect((await send('GET', '/texts')).text).toBe('ab');
    expect(reported).toEqual([]);
  });

  it('that fails behind a compression is a 500 all the same', async () => {
    const compress: Middleware = async (ctx, next) => {
      await next();
      ctx.set('Content-Encoding', 'gzip');
      ctx.body = (ctx.body as Readable).pipe(createGzip());
    };
    send = await serve(createApp({ services: [Streams, defineService('a', { use: [compress] })], onError }).callback());
    const answer = await send('GET', '/missing');
    expect([answer.json, answer.headers['content-encoding']]).toEqual([internal, undefined]);
    expect(reported).toEqual(['ENOENT']);
  });
});
