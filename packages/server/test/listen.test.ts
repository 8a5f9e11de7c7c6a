import { EventEmitter, once } from 'node:events';
import {
  Agent,
  createServer,
  request as send,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
  type Server,
} from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { MonoError } from '@monojs/core';
import { listen, type Listener } from '../src/listen.js';

const host = '127.0.0.1';
const hello: RequestListener = (_, response) => void response.end('hello');

/** Leaves a request unanswered, for the test to answer. */
const requests = new EventEmitter();
const hold: RequestListener = (_, response) => void requests.emit('held', response);
const held = async (): Promise<ServerResponse> => (await once(requests, 'held'))[0];

const open: Listener[] = [];

async function start(listener: RequestListener = hello): Promise<Listener> {
  const opened = await listen(listener, { port: 0, host, services: ['users'] });
  open.push(opened);
  return opened;
}

/** One request on a kept connection; resolves at the answer's end. */
function get(port: number, agent = new Agent({ keepAlive: true })): Promise<IncomingMessage & { text: string }> {
  return new Promise((resolve, reject) => {
    send({ host, port, agent }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk) => (text += chunk));
      answer.on('end', () => resolve(Object.assign(answer, { text })));
    })
      .on('error', reject)
      .end();
  });
}

async function connected(port: number): Promise<Socket> {
  const socket = connect(port, host);
  await new Promise((resolve) => socket.once('connect', resolve));
  return socket;
}

const errorOf = (address: { port: number; host?: string }) =>
  listen(hello, { ...address, services: ['auth', 'users'] }).then(
    () => fail('it listened'),
    (error: MonoError) => error,
  );

const closed = (socket: Socket) => new Promise((resolve) => socket.resume().once('close', resolve));

afterEach(async () => {
  await Promise.all(open.splice(0).map((listener) => listener.close(0)));
});

describe('listen', () => {
  it('opens a free port for 0 and tells which', async () => {
    const listener = await start();
    expect(listener).toMatchObject({ host, services: ['users'], url: `http://127.0.0.1:${listener.port}` });
    expect(listener.port).toBeGreaterThan(0);
    expect(await (await fetch(listener.url)).text()).toBe('hello');
  });

  it('listens on every interface without a host', async () => {
    const listener = await listen(hello, { port: 0, services: [] });
    open.push(listener);
    expect(listener.url).toBe(`http://localhost:${listener.port}`);
    expect((await fetch(`http://127.0.0.1:${listener.port}`)).status).toBe(200);
  });

  describe('when the port cannot be opened', () => {
    let other: Server;
    let taken: number;
    beforeAll(async () => {
      other = createServer().listen(0, host);
      await new Promise((resolve) => other.once('listening', resolve));
      taken = (other.address() as AddressInfo).port;
    });
    afterAll(() => void other.close());

    it('says which port is taken, by which services it was wanted, how to find its owner, how to choose another', async () => {
      const find = process.platform === 'win32' ? `netstat -ano | findstr :${taken}` : `lsof -i :${taken}`;
      expect((await errorOf({ port: taken, host }))!.message).toBe(
        `MONO_PORT_IN_USE: 127.0.0.1:${taken} is already in use.\n` +
          '  service "auth"\n' +
          '  service "users"\n' +
          `  Fix: stop the process that has it (\`${find}\` names it), or choose another port, for example --port ${taken < 65535 ? taken + 1 : 3000}.`,
      );
    });

    it('says that the machine has no such address', async () => {
      const error = await errorOf({ port: 0, host: '192.0.2.1' });
      expect(error!.message).toMatch(/^MONO_LISTEN_FAILED: 192\.0\.2\.1:0 could not be opened: listen EADDRNOTAVAIL/);
      expect(error!.message).toContain('Fix: this machine has no such address');
    });

    it('says that the host name is unknown', async () => {
      const error = await errorOf({ port: 0, host: 'no-such-host.invalid' });
      expect(error!.message).toContain('Fix: that host name is unknown here');
    });
  });
});

describe('close', () => {
  it('refuses new connections and closes idle ones at once', async () => {
    const listener = await start();
    const agent = new Agent({ keepAlive: true });
    await get(listener.port, agent);
    const unused = await connected(listener.port);
    const unusedClosed = closed(unused);
    const began = Date.now();
    expect(await listener.close(10_000)).toBe(0);
    await unusedClosed;
    expect(Date.now() - began).toBeLessThan(1_000);
    await expect(fetch(listener.url)).rejects.toThrow();
  });

  it('waits for a request in flight and answers it with Connection: close', async () => {
    const listener = await start(hold);
    const answer = get(listener.port);
    const response = await held();
    let isClosed = false;
    const closing = listener.close(10_000).finally(() => (isClosed = true));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isClosed).toBe(false);
    response.end('late');
    expect(await answer).toMatchObject({ statusCode: 200, text: 'late', headers: { connection: 'close' } });
    expect(await closing).toBe(0);
  });

  it('closes a kept connection whose headers had left before', async () => {
    const listener = await start(hold);
    const answer = get(listener.port);
    const response = await held();
    response.write('begin ');
    const closing = listener.close(10_000);
    response.end('end');
    expect((await answer).text).toBe('begin end');
    expect(await closing).toBe(0);
  });

  it('closes a kept connection whose handler takes the header away again', async () => {
    const listener = await start(hold);
    const answer = get(listener.port);
    const response = await held();
    const closing = listener.close(10_000);
    response.removeHeader('Connection');
    response.end('late');
    expect((await answer).text).toBe('late');
    expect(await closing).toBe(0);
  });

  it('answers a request whose head was still arriving', async () => {
    const listener = await start();
    const socket = await connected(listener.port);
    socket.write('GET / HTTP/1.1\r\nHost: ');
    await new Promise((resolve) => setTimeout(resolve, 50));
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk) => (text += chunk));
    const closing = listener.close(10_000);
    socket.write('localhost\r\n\r\n');
    expect(await closing).toBe(0);
    await closed(socket);
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\nConnection: close\r\n/);
    expect(text).toMatch(/hello$/);
  });

  it('cuts what is in flight after the limit and counts it', async () => {
    const listener = await start(hold);
    const answer = get(listener.port);
    answer.catch(() => undefined);
    await held();
    expect(await listener.close(50)).toBe(1);
    await expect(answer).rejects.toThrow('socket hang up');
  });
});
