import { createServer, type RequestListener, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { createApp, Get, Service } from '@monojs/core';
import { listen } from '../src/listen.js';
import { refuseBroken } from '../src/refuse-broken.js';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** Everything that came back until the server closed the connection. */
async function raw(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  let answer = '';
  socket.setEncoding('latin1').on('data', (chunk) => (answer += chunk));
  socket.write(text);
  await new Promise((resolve) => socket.once('close', resolve));
  return answer;
}

async function open(listener: RequestListener): Promise<number> {
  const { port, close } = await listen(listener, { port: 0, host: '127.0.0.1', services: [] });
  closing.push(() => close(0));
  return port;
}
const hello: RequestListener = (_, response) => void response.end('hello');

const problem = (status: number, title: string) => {
  const body = JSON.stringify({ type: 'about:blank', title, status });
  return `HTTP/1.1 ${status} ${title}\r\nContent-Type: application/problem+json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;
};

it.each([
  ['no HTTP', 'hello\r\n\r\n', 400, 'Bad Request'],
  ['a broken header', 'GET / HTTP/1.1\r\nHost: a\r\nbad header\r\n\r\n', 400, 'Bad Request'],
  ['two lengths', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 400, 'Bad Request'],
  ['too many headers', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'Request Header Fields Too Large'], // prettier-ignore
  ['CONNECT', 'CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n', 501, 'Not Implemented'],
])('%s is refused with a body that says so, and the connection is closed', async (_, text, status, title) => {
  expect(await raw(await open(hello), text)).toBe(problem(status, title));
});

it('a request that does not arrive in time is refused with 408', async () => {
  const server: Server = createServer({ headersTimeout: 50, requestTimeout: 100, connectionsCheckingInterval: 20 }, hello); // prettier-ignore
  refuseBroken(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  expect(await raw(port, 'GET / HTTP/1.1\r\nHost: a\r\nX-')).toBe(problem(408, 'Request Timeout'));
});

it('nothing is written into the middle of an answer', async () => {
  const port = await open((request, response) => {
    response.write('begun');
    request.on('error', () => {}).resume();
  });
  const text = 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n';
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  let answer = '';
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    answer += chunk;
    if (chunk.includes('begun')) socket.write('ZZ\r\n');
  });
  socket.write(text);
  await closed;
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(answer).not.toContain('400');
});

it('a request without a Host is refused by the application, which says why', async () => {
  @Service('a')
  class A {
    @Get('/') get() {
      return 'a';
    }
  }
  const answer = await raw(await open(createApp({ services: [A] }).callback()), 'GET / HTTP/1.1\r\n\r\n');
  expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n.*"detail":"there is no Host header"/s);
});
