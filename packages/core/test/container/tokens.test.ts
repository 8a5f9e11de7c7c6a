import {
  createApp,
  defineService,
  defineSetup,
  inject,
  type Key,
  type Resolve,
  Service,
  singleton,
  token,
} from '@monojs/core';
import { codesOf, rejectionOf } from '../error-of.js';

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** A service that injects these keys. */
function serviceWith(name: string, ...keys: Key<any>[]) {
  const Controller = { [name]: class { constructor(...values: unknown[]) { received.push(...values); } } }[name]!; // prettier-ignore
  Object.defineProperty(Controller, 'length', { value: keys.length });
  for (const [index, key] of keys.entries()) (inject(key) as any)(Controller, undefined, index);
  Service(name)(Controller);
  return Controller;
}

let log: string[];
let received: unknown[];
beforeEach(() => {
  log = [];
  received = [];
});

const logged = <T>(name: string, make: (resolve: Resolve) => T | Promise<T>) =>
  token<T>(name, {
    create: async (resolve) => {
      const value = await make(resolve);
      log.push(`create ${name}`);
      return value;
    },
    dispose: () => void log.push(`dispose ${name}`),
  });

describe('create', () => {
  it('is awaited before what injects the token is built, and runs once per application', async () => {
    let count = 0;
    const DATABASE = token<{ id: number }>('database', {
      create: async () => {
        await pause(5);
        return { id: ++count };
      },
    });
    const app = createApp({ services: [serviceWith('a', DATABASE, DATABASE), serviceWith('b', DATABASE)] });
    await app.start();
    expect(received).toEqual([{ id: 1 }, { id: 1 }, { id: 1 }]);
    expect(app.resolve(DATABASE)).toBe(received[0]);
    await app.stop();
  });

  it('may give undefined, null, false, a function, a class or a promise-like value of its own', async () => {
    class Model {}
    const fn = () => 1;
    const keys = [undefined, null, false, 0, '', fn, Model].map((value, index) => token(`t${index}`, { create: () => value })); // prettier-ignore
    const app = createApp({ services: [serviceWith('a', ...keys)] });
    await app.start();
    expect(received).toEqual([undefined, null, false, 0, '', fn, Model]);
    await app.stop();
  });

  it('resolves other tokens and classes, with their overrides', async () => {
    const URL_TOKEN = token<string>('url', { create: () => 'real' });
    @singleton()
    class Pool {
      constructor(@inject(URL_TOKEN) readonly url: string) {}
    }
    const DATABASE = token<string>('database', {
      create: async (resolve) => `${await resolve(URL_TOKEN)} ${(await resolve(Pool)).url}`,
    });
    const real = createApp({ services: [serviceWith('a', DATABASE)] });
    const tested = createApp({ services: [serviceWith('b', DATABASE)], override: [[URL_TOKEN, 'fake']] });
    await Promise.all([real.start(), tested.start()]);
    expect(received.sort()).toEqual(['fake fake', 'real real']);
    await Promise.all([real.stop(), tested.stop()]);
  });

  it('starts and stops the hooks of a class that only a create asks for', async () => {
    @singleton()
    class Pool {
      onStart() {
        log.push('pool up');
      }
      onStop() {
        log.push('pool down');
      }
    }
    const DATABASE = logged('database', (resolve) => resolve(Pool));
    const app = createApp({ services: [serviceWith('a', DATABASE)] });
    await app.start();
    await app.stop();
    expect(log).toEqual(['create database', 'pool up', 'pool down', 'dispose database']);
  });

  it('reports a mistake in what it asks for, in words of the graph', async () => {
    const MISSING = token<string>('missing');
    const DATABASE = token('database', { create: (resolve) => resolve(MISSING) });
    const error = await rejectionOf(createApp({ services: [serviceWith('a', DATABASE)] }).start());
    expect(error.message).toBe(
      [
        'MONO_PROVIDER_MISSING: nothing provides "missing", which is needed along database -> missing.',
        '  database',
        "  Fix: give the token a `create`: token('missing', { create: () => … }), or name it in `provide` of defineSetup, since it is shared.",
      ].join('\n'),
    );
  });

  it('that throws is reported with its reason and its cause, and what was made is disposed of', async () => {
    const cause = new TypeError('no route to host');
    const FIRST = logged('first', () => 1);
    const DATABASE = token('database', {
      create: async () => {
        throw cause;
      },
    });
    const app = createApp({ services: [serviceWith('a', FIRST, DATABASE)] });
    const error = await rejectionOf(app.start());
    expect(error.message).toBe(
      [
        'MONO_PROVIDER_FAILED: database could not be made: its create threw. TypeError: no route to host',
        '  database',
        '  Fix: mend what the message names; the stack of the original error is its cause.',
      ].join('\n'),
    );
    expect(error.cause).toBe(cause);
    expect(log).toEqual(['create first', 'dispose first']);
    expect(app.services[0]!.state).toBe('failed');
  });

  it('may ask for several at once', async () => {
    const A = token('a', { create: async () => { await pause(5); return 'a'; } }); // prettier-ignore
    const B = token('b', { create: async (resolve) => `b${await resolve(A)}` });
    const BOTH = token('both', { create: async (resolve) => Promise.all([resolve(B), resolve(A), resolve(B)]) });
    const app = createApp({ services: [serviceWith('x', BOTH)] });
    await app.start();
    expect(received).toEqual([['ba', 'a', 'ba']]);
    await app.stop();
  });

  it('is not over before everything it asked for is settled: what comes late is disposed of too', async () => {
    const SLOW = logged('slow', async () => {
      await pause(30);
      return 1;
    });
    const BAD = token('bad', { create: () => Promise.reject(new Error('bad')) });
    const BOTH = token('both', { create: (resolve) => Promise.all([resolve(SLOW), resolve(BAD)]) });
    const error = await rejectionOf(createApp({ services: [serviceWith('a', BOTH)] }).start());
    expect(codesOf(error)).toEqual(['MONO_PROVIDER_FAILED']);
    expect(log).toEqual(['create slow', 'dispose slow']);
  });

  it('cannot use resolve when it is over', async () => {
    let late: Resolve | undefined;
    const OTHER = token('other', { create: () => 1 });
    const KEEPS = token('keeps', { create: (resolve) => void (late = resolve) });
    const app = createApp({ services: [serviceWith('a', KEEPS)] });
    await app.start();
    const error = await rejectionOf(late!(OTHER));
    expect(error.message).toBe(
      [
        'MONO_APP_STATE: "keeps" asks for "other" after its create was over.',
        '  keeps',
        '  Fix: resolve what it needs while create runs, so that it is checked, started and stopped in order.',
      ].join('\n'),
    );
    await app.stop();
  });
});

describe('a circle among creates', () => {
  it('is an error that names it, instead of a start that never ends', async () => {
    const A = token('a', { create: (resolve): Promise<unknown> => resolve(B) });
    const B = token('b', { create: (resolve): Promise<unknown> => resolve(C) });
    const C = token('c', { create: (resolve): Promise<unknown> => resolve(A) });
    const error = await rejectionOf(createApp({ services: [serviceWith('x', A)] }).start());
    expect(error.message).toBe(
      [
        'MONO_INJECT_CYCLE: these need each other to be made: a -> b -> c -> a.',
        '  a',
        '  b',
        '  c',
        '  Fix: let one of them be made without the other, or look it up later.',
      ].join('\n'),
    );
  });

  it('is found when its members are asked for at the same time', async () => {
    const ROOT = token('root', { create: (resolve) => Promise.all([resolve(LEFT), resolve(RIGHT)]) });
    const LEFT = token('left', { create: async (resolve): Promise<unknown> => { await pause(5); return resolve(RIGHT); } }); // prettier-ignore
    const RIGHT = token('right', { create: async (resolve): Promise<unknown> => { await pause(5); return resolve(LEFT); } }); // prettier-ignore
    const error = await rejectionOf(createApp({ services: [serviceWith('x', ROOT)] }).start());
    expect(codesOf(error)).toEqual(['MONO_INJECT_CYCLE']);
    expect(error.message).toMatch('left -> right -> left');
  });

  it('through a class is one too', async () => {
    const DATABASE = token('database', { create: (resolve): Promise<unknown> => resolve(Repository) });
    @singleton()
    class Repository {
      constructor(@inject(DATABASE) readonly database: unknown) {}
    }
    const error = await rejectionOf(createApp({ services: [serviceWith('x', Repository)] }).start());
    expect(error.message).toMatch('Repository -> database -> Repository');
  });

  it('is not what a token is that two others ask for at the same time', async () => {
    const SHARED = logged('shared', async () => { await pause(5); return 1; }); // prettier-ignore
    const LEFT = token('left', { create: (resolve) => resolve(SHARED) });
    const RIGHT = token('right', { create: (resolve) => resolve(SHARED) });
    const ROOT = token('root', { create: (resolve) => Promise.all([resolve(LEFT), resolve(RIGHT)]) });
    const app = createApp({ services: [serviceWith('x', ROOT)] });
    await app.start();
    expect(log).toEqual(['create shared']);
    await app.stop();
  });
});

describe('dispose', () => {
  it('runs in the exact reverse of the creates, each with its value', async () => {
    const values: unknown[] = [];
    const A = token('a', { create: () => 'A', dispose: (value) => void values.push(value) });
    const B = token('b', {
      create: async (resolve) => `B${await resolve(A)}`,
      dispose: (value) => void values.push(value),
    });
    const C = token('c', { create: () => undefined, dispose: (value) => void values.push(value) });
    const app = createApp({ services: [serviceWith('x', B, C)] });
    await app.start();
    await app.stop();
    expect(values).toEqual([undefined, 'BA', 'A']);
  });

  it('that throws is reported and keeps nobody from being disposed of', async () => {
    const FIRST = logged('first', () => 1);
    const BAD = token('bad', { create: () => 1, dispose: () => Promise.reject(new Error('stuck')) });
    const LAST = logged('last', () => 1);
    const app = createApp({ services: [serviceWith('x', FIRST, BAD, LAST)] });
    await app.start();
    const error = await rejectionOf(app.stop());
    expect(error.message).toBe(
      [
        'MONO_STOP_FAILED: token "bad" could not be stopped: Error: stuck',
        '  Fix: mend what the message names. Everything else was stopped all the same.',
      ].join('\n'),
    );
    expect(log).toEqual(['create first', 'create last', 'dispose last', 'dispose first']);
  });

  it('leaves alone what an override or provide put there', async () => {
    const DATABASE = logged('database', () => 'real');
    const overridden = createApp({ services: [serviceWith('a', DATABASE)], override: [[DATABASE, 'fake']] });
    const provided = createApp({
      services: [serviceWith('b', DATABASE)],
      setup: defineSetup({ provide: [[DATABASE, 'provided']] }),
    });
    for (const app of [overridden, provided]) {
      await app.start();
      await app.stop();
    }
    expect(received).toEqual(['fake', 'provided']);
    expect(log).toEqual([]);
  });
});

describe('provide', () => {
  const NAME = token<string>('name', { create: () => 'made' });

  it('of a service stands before that of the setup, and an override before both', async () => {
    const setup = defineSetup({ provide: [[NAME, 'setup']] });
    const own = defineService('a', { provide: [[NAME, 'service']] });
    const apps = [
      createApp({ services: [serviceWith('a', NAME)] }),
      createApp({ services: [serviceWith('a', NAME)], setup }),
      createApp({ services: [serviceWith('a', NAME), own], setup }),
      createApp({ services: [serviceWith('a', NAME), own], setup, override: [[NAME, 'override']] }),
    ];
    for (const app of apps) await app.start();
    expect(received).toEqual(['made', 'setup', 'service', 'override']);
    for (const app of apps) await app.stop();
  });

  it('of two services may give the same token two values', async () => {
    const parts = ['a', 'b'].flatMap((name) => [
      serviceWith(name, NAME),
      defineService(name, { provide: [[NAME, `for ${name}`]] }),
    ]);
    const app = createApp({ services: [...parts, serviceWith('c', NAME)] });
    await app.start();
    expect(received).toEqual(['for a', 'for b', 'made']);
    await app.stop();
  });

  it('with a class makes it once, with its own dependencies, however often the token is injected', async () => {
    interface Mailer {
      readonly host: string;
    }
    const MAILER = token<Mailer>('mailer');
    @singleton()
    class Settings {
      readonly host = 'localhost';
    }
    class SmtpMailer implements Mailer {
      readonly host: string;
      constructor(settings: Settings) {
        this.host = settings.host;
      }
    }
    Reflect.defineMetadata('design:paramtypes', [Settings], SmtpMailer);
    const app = createApp({
      services: [serviceWith('a', MAILER), serviceWith('b', MAILER)],
      setup: defineSetup({ provide: [[MAILER, SmtpMailer]] }),
    });
    await app.start();
    expect(received[0]).toBeInstanceOf(SmtpMailer);
    expect(received[0]).toBe(received[1]);
    expect((received[0] as Mailer).host).toBe('localhost');
    await app.stop();
  });

  it('with a class that is also injected as itself gives the one instance, whoever asks first', async () => {
    const MAILER = token<object>('mailer');
    class Plain {}
    for (const keys of [
      [Plain, MAILER],
      [MAILER, Plain],
    ] as const) {
      // prettier-ignore
      received = [];
      const app = createApp({
        services: [serviceWith('a', keys[0]), serviceWith('b', keys[1])],
        setup: defineSetup({ provide: [[MAILER, Plain]] }),
      });
      await app.start();
      expect(received[0]).toBe(received[1]);
      await app.stop();
    }
  });

  it('of two services with one plain class gives each service its own', async () => {
    const MAILER = token<object>('mailer');
    class Plain {}
    const parts = ['a', 'b'].flatMap((name) => [
      serviceWith(name, MAILER, MAILER),
      defineService(name, { provide: [[MAILER, Plain]] }),
    ]);
    const app = createApp({ services: parts });
    await app.start();
    expect(received[0]).toBe(received[1]);
    expect(received[2]).toBe(received[3]);
    expect(received[0]).not.toBe(received[2]);
    await app.stop();
  });

  it('of one service does not reach what a token makes, nor a singleton that it shares with one', async () => {
    @singleton()
    class Greeter {
      constructor(@inject(NAME) readonly name: string) {}
    }
    const MADE = token('greeting', { create: async (resolve) => (await resolve(Greeter)).name });
    const own = defineService('a', { provide: [[NAME, 'service']] });
    const alone = createApp({ services: [serviceWith('a', MADE, NAME), own] });
    await alone.start();
    expect(received).toEqual(['made', 'service']);
    await alone.stop();
    const error = await rejectionOf(createApp({ services: [serviceWith('a', Greeter, MADE), own] }).start());
    expect(error.findings[0]!.message).toBe(
      'service "a" provides "name", but Greeter, which needs it, is shared with the application\'s middleware or what a token makes.',
    );
  });
});
