import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defineService, defineSetup, Get, MonoError, Service, type AppDescription } from '@monojs/core';
import { freePort, portBelow } from './free-port.js';
import { startApp } from '../src/start-app.js';
import type { RunningApp } from '../src/running-app.js';

const host = '127.0.0.1';
let events: string[] = [];
let loaded: string[] = [];

@Service('users', { prefix: '/users' })
class UsersController {
  @Get('/:id') byId() {
    return { users: true };
  }
  @Get('/') all() {
    return [];
  }
  onStart() {
    events.push('start users');
  }
  onStop() {
    events.push('stop users');
  }
}

@Service('auth', { prefix: '/auth' })
class AuthController {
  @Get('/') whoAmI() {
    return { auth: true };
  }
}

const worker = defineService('worker', {
  onStart: () => void events.push('start worker'),
  onStop: () => void events.push('stop worker'),
});

function load(name: string, module: object) {
  return async () => {
    loaded.push(name);
    return module;
  };
}

const description: AppDescription = {
  services: {
    users: load('users', { UsersController }),
    auth: load('auth', { AuthController }),
    worker: load('worker', { default: worker }),
  },
  groups: { edge: ['users', 'auth'] },
};

const running: RunningApp[] = [];
async function start(...[what, options]: Parameters<typeof startApp>): Promise<RunningApp> {
  const app = await startApp(what, { host, ...options });
  running.push(app);
  return app;
}

const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    () => fail('it started'),
    (error: unknown) => error as MonoError,
  );

beforeEach(() => {
  events = [];
  loaded = [];
});
afterEach(async () => {
  await Promise.allSettled(running.splice(0).map((app) => app.stop()));
});

describe('startApp', () => {
  it('carries the artifact that runs, for whoever asks; from sources there is none', async () => {
    const artifact = { name: 'shop', fingerprint: 'f', services: { users: 'u' } };
    expect((await start(description, { targets: ['users'], port: 0, artifact })).artifact).toEqual(artifact);
    expect((await start(description, { targets: ['users'], port: 0 })).artifact).toBeUndefined();
  });

  it('starts the service asked for, imports no other, and answers on its port', async () => {
    const lines: string[] = [];
    const { app, listeners } = await start(description, {
      targets: ['users'],
      port: 0,
      log: (line) => lines.push(line),
    });
    expect(loaded).toEqual(['users']);
    expect(listeners).toHaveLength(1);
    const { url, port } = listeners[0]!;
    expect(await (await fetch(`${url}/users/1`)).json()).toEqual({ users: true });
    expect((await fetch(`${url}/auth`)).status).toBe(404);
    expect(app.services.map(({ name, state }) => [name, state])).toEqual([['users', 'running']]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^users   http://127\\.0\\.0\\.1:${port}   2 routes   \\d+ ms$`));
  });

  it('starts the members of a group, and everything for no name', async () => {
    await start(description, { targets: ['edge'], port: 0 });
    expect(loaded.sort()).toEqual(['auth', 'users']);
    loaded = [];
    await start(description, { targets: [], port: 0 });
    expect(loaded.sort()).toEqual(['auth', 'users', 'worker']);
  });

  it('opens one listener per configured port, and each answers for its own services only', async () => {
    const [one, two] = [await freePort(), await freePort()];
    const { users, auth } = description.services;
    const withPorts = {
      services: {
        users: { load: users as never, port: one },
        auth: { load: auth as never, port: two },
      },
    };
    const { listeners } = await start(withPorts, { targets: [] });
    expect(listeners.map((listener) => [listener.port, ...listener.services]).sort()).toEqual(
      [
        [one, 'users'],
        [two, 'auth'],
      ].sort(),
    );
    expect((await fetch(`http://${host}:${one}/users`)).status).toBe(200);
    expect((await fetch(`http://${host}:${one}/auth`)).status).toBe(404);
    expect((await fetch(`http://${host}:${two}/auth`)).status).toBe(200);
  });

  it('opens no port for a service without routes unless one is asked for', async () => {
    const lines: string[] = [];
    const { listeners } = await start(description, { targets: ['worker'], log: (line) => lines.push(line) });
    expect(listeners).toEqual([]);
    expect(lines[0]).toMatch(/^worker   no port   0 routes   \d+ ms$/);
    expect((await start(description, { targets: ['worker'], port: 0 })).listeners).toHaveLength(1);
  });

  it('reads PORT where it is told to look', async () => {
    const port = await freePort();
    const { listeners } = await start(description, { targets: ['users'], environment: { PORT: String(port) } });
    expect(listeners.map((listener) => listener.port)).toEqual([port]);
  });

  it('applies the setup, given or loaded', async () => {
    const setup = defineSetup({ use: [(ctx, next) => (ctx.set('x-setup', 'yes'), next())] });
    for (const given of [setup, async () => ({ default: setup })]) {
      const { listeners } = await start({ ...description, setup: given }, { targets: ['users'], port: 0 });
      expect((await fetch(`${listeners[0]!.url}/users`)).headers.get('x-setup')).toBe('yes');
    }
  });

  it('tells the setup where it listens, once everything answers', async () => {
    const told: unknown[] = [];
    const setup = defineSetup({
      async onListen(listeners) {
        for (const { url, services } of listeners) told.push([url, services, (await fetch(`${url}/users`)).status]);
      },
    });
    const { listeners } = await start({ ...description, setup }, { targets: ['users'], port: 0 });
    expect(told).toEqual([[listeners[0]!.url, ['users'], 200]]);
  });

  it('undoes the start when the setup fails at that', async () => {
    const setup = defineSetup({
      onListen() {
        throw new Error('nobody listens');
      },
    });
    await expect(startApp({ ...description, setup }, { targets: ['users'], port: 0 })).rejects.toThrow(
      'nobody listens',
    );
    expect(events).toEqual(['start users', 'stop users']);
  });

  it('stops in reverse and closes its port; a second stop waits for the first', async () => {
    const app = await start(description, { targets: ['users', 'worker'], port: 0 });
    const [first, second] = [app.stop(), app.stop()];
    expect(second).toBe(first);
    await first;
    expect(events).toEqual(['start users', 'start worker', 'stop worker', 'stop users']);
    await expect(fetch(app.listeners[0]!.url)).rejects.toThrow();
  });

  it('knows no service of another name, and imports nothing then', async () => {
    const error = await errorOf(startApp(description, { targets: ['user'], port: 0 }));
    expect(error.message).toContain('MONO_SERVICE_UNKNOWN: there is no service or group "user".');
    expect(loaded).toEqual([]);
  });
});

describe('startApp, without any service', () => {
  it('says so, instead of waiting for nothing', async () => {
    await expect(startApp({ services: {} }, { targets: [] })).rejects.toThrow(
      'MONO_NO_SERVICES: there is no service to start.',
    );
  });
});

describe('startApp, when a port is taken', () => {
  let other: Server;
  let taken: number;
  beforeAll(async () => {
    other = createServer().listen(0, host);
    await new Promise((resolve) => other.once('listening', resolve));
    taken = (other.address() as AddressInfo).port;
  });
  afterAll(() => void other.close());

  it('stops what it has started', async () => {
    const error = await errorOf(startApp(description, { targets: ['users', 'worker'], port: taken, host }));
    expect(error.findings).toMatchObject([
      { code: 'MONO_PORT_IN_USE', where: [{ service: 'users' }, { service: 'worker' }] },
    ]);
    expect(events).toEqual(['start users', 'start worker', 'stop worker', 'stop users']);
  });

  it('closes the listeners that were open', async () => {
    // The lower port is opened first.
    const free = await portBelow(taken);
    const services = {
      users: { load: description.services.users as never, port: free },
      auth: { load: description.services.auth as never, port: taken },
    };
    const error = await errorOf(startApp({ services }, { targets: [], host }));
    expect(error.findings).toMatchObject([{ code: 'MONO_PORT_IN_USE', where: [{ service: 'auth' }] }]);
    await expect(fetch(`http://${host}:${free}/users`)).rejects.toThrow();
    expect(events).toEqual(['start users', 'stop users']);
  });

  it('tells both when the stop fails too', async () => {
    const stubborn = defineService('worker', {
      onStop() {
        throw new Error('will not');
      },
    });
    const error = await errorOf(
      startApp({ services: { worker: async () => ({ stubborn }) } }, { targets: [], port: taken, host }),
    );
    expect(error.findings.map(({ code }) => code)).toEqual(['MONO_PORT_IN_USE', 'MONO_STOP_FAILED']);
  });
});
