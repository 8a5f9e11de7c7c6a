import { Readable } from 'node:stream';
import {
  badRequest,
  createApp,
  type Context,
  defineService,
  defineSetup,
  Get,
  httpError,
  type Input,
  isValidationError,
  type Middleware,
  notFound,
  type RenderError,
  Service,
  unauthorized,
  Use,
} from '@monojs/core';
import { z } from 'zod';
import { type Send, serve } from '../serve.js';

const bug = new Error('secret: the password of the database');

@Service('a')
class Fails {
  @Get('/not-found') async notFound() { return (await Promise.resolve(null)) ?? notFound('no user 7'); } // prettier-ignore
  @Get('/plain-404') plain() { notFound(); } // prettier-ignore
  @Get('/headers') headers() { unauthorized('log in', { headers: { 'WWW-Authenticate': 'Bearer' } }); } // prettier-ignore
  @Get('/bad-headers') badHeaders() { badRequest('no', { headers: { 'X-A': 'a\r\nSet-Cookie: b' } }); } // prettier-ignore
  @Get('/bug') bug() { throw bug; } // prettier-ignore
  @Get('/async-bug') async asyncBug() { throw bug; } // prettier-ignore
  @Get('/unavailable') unavailable() { throw httpError(503, 'secret: the database is away', { headers: { 'Retry-After': '5' } }); } // prettier-ignore
  @Get('/exposed-500') exposed() { throw httpError(500, 'please call us', { expose: true }); } // prettier-ignore
  @Get('/hidden-404') hidden() { throw httpError(404, 'secret', { expose: false }); } // prettier-ignore
  @Get('/foreign-status') foreign() { throw Object.assign(new Error('upstream says'), { status: 404 }); } // prettier-ignore
  @Get('/odd-status') odd() { throw Object.assign(new Error('odd'), { status: 200 }); } // prettier-ignore
  @Get('/string') string() { throw 'secret text'; } // prettier-ignore
  @Get('/undefined') undefined() { throw undefined; } // prettier-ignore
  @Get('/bigint') bigint() { return { id: 1n }; } // prettier-ignore
  @Get('/circle') circle(_: Input, ctx: Context) {
    const circle: Record<string, unknown> = {};
    ctx.set({ ETag: '"1"', Vary: 'Origin', 'Content-Security-Policy': 'self' });
    return (circle.self = circle);
  }
  @Get('/after-headers') afterHeaders(_: Input, ctx: Context) {
    ctx.set({
      'Access-Control-Allow-Origin': '*',
      Vary: 'Origin',
      'Content-Security-Policy': 'self',
      'X-Request-Id': '1',
    });
    ctx.set({ 'Content-Encoding': 'gzip', 'Content-Disposition': 'attachment', 'Content-Language': 'de', ETag: '"1"' });
    ctx.set({ 'Last-Modified': 'x', 'Content-Length': '7', 'Content-Type': 'text/csv', 'Accept-Ranges': 'bytes' });
    ctx.body = 'half an answer';
    throw bug;
  }
  @Get('/stream') stream() {
    return new Readable({ read() { this.destroy(bug); } }); // prettier-ignore
  }
  @Get('/late-stream') lateStream() {
    let count = 0;
    return new Readable({ read() { if (count++ === 0) this.push('begun'); else setTimeout(() => this.destroy(bug), 20); } }); // prettier-ignore
  }
  @Get('/validated', { query: z.object({ page: z.coerce.number() }) }) validated() {}
  @Use(async () => { throw bug; }) // prettier-ignore
  @Get('/middleware')
  middleware() {}
}

let send: Send;
let reported: { error: unknown; path: string; service: string | undefined }[];

async function start(...parts: Parameters<typeof createApp>[0]['services']): Promise<void> {
  await startWith({ services: [Fails, ...parts] });
}
async function startWith(options: Parameters<typeof createApp>[0]): Promise<void> {
  reported = [];
  const onError = (error: unknown, ctx: Context, service?: string) => reported.push({ error, path: ctx.path, service });
  send = await serve(createApp({ ...options, onError }).callback());
}
beforeEach(() => start());

const problem = (status: number, title: string, detail?: string) => ({
  type: 'about:blank',
  title,
  status,
  ...(detail && { detail }),
});

describe('an error is answered as problem+json', () => {
  it.each([
    ['/not-found', 404, problem(404, 'Not Found', 'no user 7')],
    ['/plain-404', 404, problem(404, 'Not Found')],
    ['/headers', 401, problem(401, 'Unauthorized', 'log in')],
    ['/hidden-404', 404, problem(404, 'Not Found')],
    ['/foreign-status', 404, problem(404, 'Not Found')],
    ['/exposed-500', 500, problem(500, 'Internal Server Error', 'please call us')],
    ['/nowhere', 404, problem(404, 'Not Found', 'nothing answers /nowhere')],
  ])('%s', async (path, status, body) => {
    const answer = await send('GET', path);
    expect([answer.status, answer.headers['content-type'], answer.json]).toEqual([
      status,
      'application/problem+json',
      body,
    ]);
    expect(answer.headers['content-length']).toBe(String(answer.text.length));
  });

  it('with the headers that it carries', async () => {
    expect((await send('GET', '/headers')).headers['www-authenticate']).toBe('Bearer');
    expect((await send('GET', '/unavailable')).headers['retry-after']).toBe('5');
  });

  it('without those that cannot be sent: they split no answer, change no status, and are reported', async () => {
    const answer = await send('GET', '/bad-headers');
    expect([answer.status, answer.json.detail, answer.headers['set-cookie']]).toEqual([400, 'no', undefined]);
    expect(reported.map(({ error }) => (error as { code?: string }).code)).toEqual(['ERR_INVALID_CHAR']);
  });

  it('without a body for HEAD', async () => {
    const answer = await send('HEAD', '/not-found');
    expect([answer.status, answer.headers['content-type'], answer.text]).toEqual([404, 'application/problem+json', '']);
  });
});

describe("a handler's bug", () => {
  it.each(['/bug', '/async-bug', '/string', '/undefined', '/odd-status', '/unavailable', '/middleware'])(
    '%s leaks nothing and is reported once, with the original error',
    async (path) => {
      const answer = await send('GET', path);
      const status = path === '/unavailable' ? 503 : 500;
      expect(answer.json).toEqual(problem(status, status === 503 ? 'Service Unavailable' : 'Internal Server Error'));
      expect(answer.text).not.toMatch(/secret|\.ts|at /);
      expect(reported).toHaveLength(1);
      expect(reported[0]).toMatchObject({ path, service: 'a' });
    },
  );

  it('is reported as it was thrown', async () => {
    await send('GET', '/bug');
    expect(reported[0]!.error).toBe(bug);
  });

  it('is printed with its stack where nobody asked for it', async () => {
    const print = jest.spyOn(console, 'error').mockImplementation(() => {});
    const quiet = await serve(createApp({ services: [Fails] }).callback());
    await quiet('GET', '/bug');
    await quiet('GET', '/string');
    await quiet('GET', '/not-found');
    const lines = print.mock.calls.map(([line]) => String(line));
    print.mockRestore();
    expect(lines).toEqual([`[a] GET /bug failed\n${bug.stack}`, '[a] GET /string failed\nsecret text']);
  });

  it.each([
    ['throws', () => { throw new Error('onError failed'); }], // prettier-ignore
    ['rejects', () => Promise.reject(new Error('onError failed'))],
  ])('is printed with what went wrong when an onError %s, and answered all the same', async (_, onError) => {
    const print = jest.spyOn(console, 'error').mockImplementation(() => {});
    const careless = await serve(createApp({ services: [Fails], onError }).callback());
    const answers = [await careless('GET', '/bug'), await careless('GET', '/bigint')];
    const lines = print.mock.calls.map(([line]) => String(line).split('\n')[0]);
    print.mockRestore();
    expect(answers.map(({ status, json }) => [status, json.title])).toEqual([
      [500, 'Internal Server Error'],
      [500, 'Internal Server Error'],
    ]);
    expect(lines).toEqual([
      '[a] GET /bug failed',
      '[a] onError failed',
      '[a] GET /bigint failed',
      '[a] onError failed',
    ]);
  });

  it('prints the cause as well', async () => {
    @Service('b')
    class Wraps {
      @Get('/wrapped') wrapped() {
        throw new Error('outer', { cause: new Error('inner') });
      }
    }
    const print = jest.spyOn(console, 'error').mockImplementation(() => {});
    await (
      await serve(createApp({ services: [Wraps] }).callback())
    )('GET', '/wrapped');
    const [[line]] = print.mock.calls as [[string]];
    print.mockRestore();
    expect(line).toMatch(/^\[b\] GET \/wrapped failed\nError: outer\n[\s\S]+\[cause\]: Error: inner\n/);
  });

  it('is not what a request that fits no schema is', async () => {
    await send('GET', '/validated?page=x');
    expect(reported).toEqual([]);
  });
});

describe('what was set before the error', () => {
  it('stays, such as CORS, Vary and security headers; what described the body goes, and so does the body', async () => {
    const { headers, text } = await send('GET', '/after-headers');
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      vary: 'Origin',
      'content-security-policy': 'self',
      'x-request-id': '1',
      'content-type': 'application/problem+json',
    });
    const gone = [
      'content-encoding',
      'content-disposition',
      'content-language',
      'etag',
      'last-modified',
      'accept-ranges',
    ];
    expect(gone.filter((name) => name in headers)).toEqual([]);
    expect(text).not.toMatch('half');
  });
});

describe('a value that cannot be sent', () => {
  it.each(['/bigint', '/circle'])('%s is a 500 problem+json, reported once', async (path) => {
    const answer = await send('GET', path);
    expect([answer.status, answer.json]).toEqual([500, problem(500, 'Internal Server Error')]);
    expect(reported.map(({ error }) => error)).toEqual([expect.objectContaining({ name: 'TypeError' })]);
  });

  it('leaves the headers that do not describe it', async () => {
    const { headers } = await send('GET', '/circle');
    expect([headers.vary, headers['content-security-policy'], headers.etag]).toEqual(['Origin', 'self', undefined]);
  });
});

describe('a stream that fails', () => {
  it('before its first byte is a 500', async () => {
    expect((await send('GET', '/stream')).json).toEqual(problem(500, 'Internal Server Error'));
    expect(reported.map(({ error }) => error)).toEqual([bug]);
  });

  it('in the middle ends the connection, so that nobody takes the half for the whole, and is reported once', async () => {
    await expect(send('GET', '/late-stream')).rejects.toThrow(/aborted|hang up|ECONNRESET/);
    expect(reported.map(({ error }) => error)).toEqual([bug]);
  });
});

describe('renderError', () => {
  const render =
    (by: string): RenderError =>
    (error, ctx) => {
      ctx.status = isValidationError(error) ? 422 : ctx.status;
      ctx.body = { by, message: (error as Error).message };
    };

  it('of the setup replaces problem+json for every service and for what nobody owns, and need not set the status', async () => {
    await startWith({ services: [Fails], setup: defineSetup({ renderError: render('setup') }) });
    for (const [path, status] of [
      ['/not-found', 404],
      ['/bug', 500],
      ['/nowhere', 404],
      ['/validated?page=x', 422],
    ] as const) {
      const answer = await send('GET', path);
      expect([path, answer.status, answer.json.by]).toEqual([path, status, 'setup']);
    }
    expect(reported).toHaveLength(1);
  });

  it('of a service stands before that of the setup', async () => {
    const own = defineService('a', { renderError: render('service') });
    await startWith({ services: [Fails, own], setup: defineSetup({ renderError: render('setup') }) });
    expect((await send('GET', '/not-found')).json.by).toBe('service');
    expect((await send('PUT', '/not-found')).json.by).toBe('service');
    expect((await send('GET', '/nowhere')).json.by).toBe('setup');
  });

  it('may be asynchronous, and the headers of the error are set already', async () => {
    const later: RenderError = async (_, ctx) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      ctx.body = 'later';
    };
    await start(defineService('a', { renderError: later }));
    const answer = await send('GET', '/headers');
    expect([answer.status, answer.text, answer.headers['www-authenticate']]).toEqual([401, 'later', 'Bearer']);
  });

  it('that writes nothing leaves nothing of the half answer', async () => {
    await start(defineService('a', { renderError: () => {} }));
    const answer = await send('GET', '/after-headers');
    expect([answer.status, answer.text]).toEqual([500, 'Internal Server Error']);
  });

  it('that throws is answered 500 problem+json, and both errors are reported', async () => {
    const broken = new Error('secret: broken renderer');
    await start(defineService('a', { renderError: () => { throw broken; } })); // prettier-ignore
    const answer = await send('GET', '/bug');
    expect([answer.status, answer.json]).toEqual([500, problem(500, 'Internal Server Error')]);
    expect(reported.map(({ error }) => error)).toEqual([bug, broken]);
  });
});

describe('middleware', () => {
  it('sees the finished answer of an error on the way back, and the headers it sets stay', async () => {
    const seen: unknown[] = [];
    const watch: Middleware = async (ctx, next) => {
      ctx.set('X-Before', '1');
      await next();
      seen.push([ctx.status, ctx.type, (ctx.body as string).includes('no user 7')]);
      ctx.set('X-After', '1');
    };
    await start(defineService('a', { use: [watch] }));
    const answer = await send('GET', '/not-found');
    expect(seen).toEqual([[404, 'application/problem+json', true]]);
    expect([answer.headers['x-before'], answer.headers['x-after']]).toEqual(['1', '1']);
  });

  it('that throws on its way back is answered 500, reported once', async () => {
    const late: Middleware = async (_, next) => {
      await next();
      throw bug;
    };
    await start(defineService('a', { use: [late] }));
    const answer = await send('GET', '/not-found');
    expect([answer.status, answer.json]).toEqual([500, problem(500, 'Internal Server Error')]);
    expect(reported.map(({ error }) => error)).toEqual([bug]);
  });
});
