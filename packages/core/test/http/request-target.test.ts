import { connect } from 'node:net';
import { createApp, type Context, defineSetup, Get, type Input, Service } from '@monojs/core';
import { lastPort, type Send, serve } from '../serve.js';

@Service('a')
class Echo {
  @Get('/') root() { return 'root'; } // prettier-ignore
  @Get('/at/*rest') at(_: Input<'/at/*rest'>, ctx: Context) {
    return { path: ctx.path, href: ctx.href, host: ctx.host, query: ctx.query };
  }
}
@Service('b')
class Rest {
  @Get('/*rest') rest({ params }: Input<'/*rest'>) { return params.rest; } // prettier-ignore
}

let send: Send;
let reported: unknown[];
beforeEach(async () => {
  reported = [];
  send = await serve(createApp({ services: [Echo], onError: (error) => reported.push(error) }).callback());
});

/** Sent as it stands; resolves to everything that came back when the server has closed. */
async function raw(text: string): Promise<string> {
  const socket = connect(lastPort(), '127.0.0.1');
  let answer = '';
  socket.setEncoding('latin1').on('data', (chunk) => (answer += chunk));
  socket.write(text, 'latin1');
  await new Promise((resolve) => socket.once('close', resolve));
  return answer;
}
const get = (target: string, ...headers: string[]): Promise<string> =>
  raw([`GET ${target} HTTP/1.1`, ...(headers.length > 0 ? headers : ['Host: a.example']), 'Connection: close', '', ''].join('\r\n')); // prettier-ignore

describe('a request target that is not sound', () => {
  it.each([
    ['a bad authority', 'http://[x/'],
    ['a bad port', 'http://a:b/at/x'],
    ['a user in the authority', 'http://a@b/at/x'],
    ['another scheme', 'ftp://a/at/x'],
    ['a fragment', '/at/x#y'],
    ['a backslash', '/at/x\\y'],
    ['a star', '*'],
  ])('is refused with 400 before anybody sees it: %s', async (_, target) => {
    const answer = await get(target);
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toMatch(/content-type: application\/problem\+json\r\n/i);
    expect(answer).toMatch(/connection: close\r\n/i);
    expect(answer).toContain('"status":400,"detail":"the request target is not valid"');
    expect(reported).toEqual([]);
    expect((await send('GET', '/')).status).toBe(200);
  });

  it('is not the star of OPTIONS', async () => {
    expect(await raw('OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 404 /);
  });

  it('is not a backslash in the query', async () => {
    expect((await send('GET', '/at/x?path=c:\\temp')).json.query).toEqual({ path: 'c:\\temp' });
  });
});

describe('a Host header that is not sound', () => {
  it.each([
    ['more than one', ['Host: a', 'Host: b'], 'there is more than one Host header'],
    ['the same twice', ['Host: a', 'hOsT: a'], 'there is more than one Host header'],
    ['a user', ['Host: evil.com:fake@legit.com'], 'the Host header is not valid'],
    ['a path', ['Host: a/b'], 'the Host header is not valid'],
  ])('is refused with 400: %s', async (_, headers, detail) => {
    const answer = await get('/', ...headers);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain(detail);
  });

  it.each(['', 'localhost:3000', 'my_host', '[::1]:3000', '127.0.0.1'])('is not %j', async (host) => {
    expect(await get('/', `Host: ${host}`)).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('is not needed by HTTP/1.0', async () => {
    expect(await raw('GET / HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe('a target in absolute form', () => {
  it('gives everybody one path and one host: its own', async () => {
    const answer = await get('http://b.example/at/a/../a?x=1', 'Host: a.example');
    expect(JSON.parse(answer.split('\r\n\r\n')[1]!)).toEqual({
      path: '/at/a/../a',
      href: 'http://b.example/at/a/../a?x=1',
      host: 'b.example',
      query: { x: '1' },
    });
  });

  it.each(['http://b.example', 'http://b.example?x=1'])('may lack a path: %s', async (target) => {
    expect(await get(target)).toMatch(/^HTTP\/1\.1 200 .*root$/s);
  });
});

describe('a path that begins with two slashes', () => {
  it('belongs to nobody, alone as well as beside others', async () => {
    const together = await serve(createApp({ services: [Echo, Rest], listeners: [['a'], ['b']] }).callback(['b']));
    expect((await together('GET', '/x')).json).toEqual(['x']);
    for (const path of ['//', '//x', '//evil.example/at/x'])
      expect([path, (await together('GET', path)).status, (await send('GET', path)).status]).toEqual([path, 404, 404]);
  });
});

it('middleware of the application never sees a refused request, nor does its renderError', async () => {
  const seen: string[] = [];
  const setup = defineSetup({ use: [(ctx, next) => (seen.push(ctx.path), next())], renderError: (_, ctx) => void seen.push(ctx.path) }); // prettier-ignore
  send = await serve(createApp({ services: [Echo], setup }).callback());
  await get('http://[x/');
  expect(seen).toEqual([]);
});
