import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createApp, type Context, defineService, Get, type Input, Post, type RenderError, Service } from '@monojs/core';
import Koa from 'koa';
import { lastPort, type Send, serve } from '../serve.js';

const hostile: Record<string, unknown> = {
  frozen: Object.freeze(new Error('frozen')),
  bigint: { a: 1n },
  nothing: undefined,
  'no-prototype': Object.create(null),
  'throwing-status': Object.defineProperty(new Error('x'), 'status', { get() { throw new Error('from status'); } }), // prettier-ignore
  'throwing-message': Object.defineProperty(new Error('x'), 'message', { get() { throw new Error('from message'); } }), // prettier-ignore
  'odd-stack': Object.assign(new Error('x'), { stack: 7 }),
  revoked: (() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; })(), // prettier-ignore
  'symbol-to-string': { toString: () => Symbol('x') },
};
let foreign: Error;
let gone: Promise<unknown>;
let arrived: (socket: Socket) => void;

@Service('a')
class Hostile {
  @Get('/throw/:what') throw({ params }: Input<'/throw/:what'>) { throw hostile[params.what]; } // prettier-ignore
  @Get('/begun/:what') begun({ params }: Input<'/begun/:what'>, ctx: Context) {
    ctx.res.write('half');
    throw hostile[params.what];
  }
  @Get('/gone/:what') async gone({ params }: Input<'/gone/:what'>, ctx: Context) {
    const closed = once(ctx.res, 'close');
    arrived(ctx.req.socket);
    await closed;
    throw hostile[params.what];
  }
  @Get('/trailer') trailer(_: Input, ctx: Context) { ctx.set('Trailer', 'x'); return { a: 1 }; } // prettier-ignore
  @Get('/to-json/:what') toJson({ params }: Input<'/to-json/:what'>) {
    return { toJSON() { throw hostile[params.what]; } }; // prettier-ignore
  }
  @Get('/ended') ended(_: Input, ctx: Context) { ctx.respond = false; ctx.res.end('whole'); throw new Error('late'); } // prettier-ignore
  @Get('/circle') circle() { const circle: Record<string, unknown> = {}; return (circle.self = circle); } // prettier-ignore
  @Get('/function') function() { return () => {}; } // prettier-ignore
  @Get('/map') map() { return new Map([[1, 2]]); } // prettier-ignore
  @Get('/error') error() { return new Error('secret'); } // prettier-ignore
  @Get('/generator') generator() { return (async function* () { yield 'a'; })(); } // prettier-ignore
  @Get('/foreign-issues') foreign() { throw foreign; } // prettier-ignore
  @Post('/upload') async upload(_: Input, ctx: Context) { for await (const _ of ctx.req); } // prettier-ignore
}

let send: Send;
let reported: unknown[];
let printed: jest.SpyInstance;
beforeEach(async () => {
  reported = [];
  printed = jest.spyOn(console, 'error').mockImplementation(() => {});
  gone = new Promise((resolve) => (arrived = (socket) => socket.once('close', () => setTimeout(resolve, 20))));
  send = await serve(createApp({ services: [Hostile], onError: (error) => void reported.push(error) }).callback());
});
afterEach(() => printed.mockRestore());

const internal = { type: 'about:blank', title: 'Internal Server Error', status: 500 };
const names = Object.keys(hostile);

async function leave(path: string): Promise<void> {
  const socket = connect(lastPort(), '127.0.0.1').on('error', () => {});
  const asked = new Promise<void>((resolve) => {
    const before = arrived;
    arrived = (one) => (before(one), resolve());
  });
  socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
  await asked;
  socket.destroy();
  await gone;
}

describe('whatever is thrown', () => {
  it.each(names)('is answered 500 and reported as it was thrown: %s', async (what) => {
    expect((await send('GET', `/throw/${what}`)).json).toEqual(internal);
    expect(reported).toHaveLength(1);
    expect(Object.is(reported[0], hostile[what])).toBe(true);
  });

  it.each(names)('is printed where nobody asked for it: %s', async (what) => {
    const quiet = await serve(createApp({ services: [Hostile] }).callback());
    expect((await quiet('GET', `/throw/${what}?secret=1`)).status).toBe(500);
    expect(printed).toHaveBeenCalledTimes(1);
    expect(String(printed.mock.calls[0]![0]).split('\n')[0]).toBe(`[a] GET /throw/${what} failed`);
  });

  it.each(names)('after the answer has begun ends the connection: %s', async (what) => {
    await expect(send('GET', `/begun/${what}`)).rejects.toThrow(/aborted|hang up|ECONNRESET/);
    expect(reported).toHaveLength(1);
  });

  it.each(names)('when the client has gone ends nothing else: %s', async (what) => {
    await leave(`/gone/${what}`);
    expect((await send('GET', '/throw/bigint')).status).toBe(500);
  });

  it.each(names)('by toJSON is answered 500: %s', async (what) => {
    expect((await send('GET', `/to-json/${what}`)).json).toEqual(internal);
  });

  it('in a host application goes on to the host as an error that it can work with', async () => {
    const host = new Koa();
    host.on('error', (error) => reported.push(error));
    host.use(createApp({ services: [Hostile] }).middleware());
    const hosted = await serve(host.callback());
    await hosted('GET', '/begun/frozen').catch(() => {});
    expect(reported).toEqual([expect.objectContaining({ cause: hostile.frozen })]);
    expect((await hosted('GET', '/throw/frozen')).json).toEqual(internal);
  }, 10_000);

  it('after the whole answer was written cuts nothing', async () => {
    expect((await send('GET', '/ended')).text).toBe('whole');
    expect(reported).toHaveLength(1);
  });
});

describe('an answer that Node refuses to write', () => {
  it('is a 500, reported once', async () => {
    expect((await send('GET', '/trailer')).json).toEqual(internal);
    expect(reported).toHaveLength(1);
  });
});

describe('a value that is no body', () => {
  const renderError: RenderError = (error, ctx) => void (ctx.body = { own: error instanceof Error });
  const what = ['circle', 'function', 'map', 'error', 'generator', 'to-json/bigint'];

  it.each(what)('is a 500 and reported once: %s', async (path) => {
    expect((await send('GET', `/${path}`)).json).toEqual(internal);
    expect(reported).toHaveLength(1);
  });

  it.each(what)('is given to renderError: %s', async (path) => {
    send = await serve(
      createApp({ services: [Hostile, defineService('a', { renderError })], onError() {} }).callback(),
    );
    const answer = await send('GET', `/${path}`);
    expect([answer.status, Object.keys(answer.json)]).toEqual([500, ['own']]);
  });

  it.each(what)('is answered alike in a host application: %s', async (path) => {
    const host = new Koa();
    host.use(createApp({ services: [Hostile], onError() {} }).middleware());
    expect((await (await serve(host.callback()))('GET', `/${path}`)).json).toEqual(internal);
  });

  it('is a fault of renderError where that makes one', async () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    const own = defineService('a', { renderError: (_, ctx) => void (ctx.body = circle) });
    send = await serve(createApp({ services: [Hostile, own], onError: (error) => void reported.push(error) }).callback()); // prettier-ignore
    expect((await send('GET', '/nowhere')).status).toBe(404);
    expect((await send('GET', '/throw/bigint')).json).toEqual(internal);
    expect(reported).toEqual([hostile.bigint, expect.any(TypeError)]);
  });
});

it.each([
  ['zod', { name: 'ValidationError', issues: [{ code: 'custom', path: ['password'], message: 'secret' }] }, 500],
  ['texts', { name: 'ValidationError', status: 400, issues: ['secret'] }, 400],
  [
    'none of ours',
    { name: 'ValidationError', status: 400, issues: [{ in: 'config', path: [], message: 'secret' }] },
    400,
  ],
  ['ours by a server', { name: 'ValidationError', issues: [{ in: 'body', path: [], message: 'secret' }] }, 500],
])("somebody else's ValidationError shows nothing of its issues: %s", async (_, properties, status) => {
  foreign = Object.assign(new Error('secret'), properties);
  const answer = await send('GET', '/foreign-issues');
  expect([answer.status, answer.text]).toEqual([status, expect.not.stringContaining('secret')]);
});

describe('a client that fails', () => {
  it.each([
    ['goes away in its body', 'Content-Length: 100\r\n\r\nhalf'],
    ['sends a malformed chunk', 'Transfer-Encoding: chunked\r\n\r\nZZ\r\n'],
  ])('is no failure of the application: %s', async (_, rest) => {
    const socket = connect(lastPort(), '127.0.0.1').on('error', () => {});
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.resume().write(`POST /upload HTTP/1.1\r\nHost: a\r\n${rest}`);
    setTimeout(() => socket.destroy(), 30);
    await closed;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(reported).toEqual([]);
  });
});
