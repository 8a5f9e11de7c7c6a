// docs/architecture.md, invariant 7: start order is deterministic; stop is its exact reverse; every failure on the way down is reported, none hides another.
import {
  createApp,
  defineMiddleware,
  defineService,
  defineSetup,
  Get,
  inject,
  Service,
  singleton,
  token,
} from '@monojs/core';
import { codesOf, rejectionOf } from '../error-of.js';
import { serve } from '../serve.js';

let log: string[];
let failing: string[];
beforeEach(() => {
  log = [];
  failing = [];
});

/** Logs, and fails where the test says so. */
function step(name: string): void {
  log.push(name);
  if (failing.includes(name)) throw new Error(`${name} failed`);
}
const later = async (name: string): Promise<void> => {
  await new Promise((resolve) => setTimeout(resolve, 1));
  step(name);
};

const POOL = token<void>('pool', {
  create: () => later('create pool'),
  dispose: () => later('dispose pool'),
});
const CACHE = token<void>('cache', {
  create: async (resolve) => void (await resolve(POOL), step('create cache')),
  dispose: () => step('dispose cache'),
});

@singleton()
class Database {
  constructor(@inject(POOL) _pool: unknown) {
    step('build Database');
  }
  onStart = () => later('start Database');
  onStop = () => later('stop Database');
}
@singleton()
class Repository {
  constructor(_database: Database, @inject(CACHE) _cache: unknown) {
    step('build Repository');
  }
  onStart() {
    step('start Repository');
  }
  onStop() {
    step('stop Repository');
  }
}
@singleton()
class OnlyPosts {
  constructor() {
    step('build OnlyPosts');
  }
  onStart() {
    step('start OnlyPosts');
  }
  onStop() {
    step('stop OnlyPosts');
  }
}
@Service('auth', { prefix: '/auth' })
class Auth {
  constructor(_repository: Repository) {
    step('build Auth');
  }
  @Get('/') show() {
    return 'auth';
  }
  onStart() {
    step('start Auth');
  }
  onStop() {
    step('stop Auth');
  }
}
@Service('posts', { prefix: '/posts' })
class Posts {
  constructor(_own: OnlyPosts, _repository: Repository) {
    step('build Posts');
  }
  @Get('/') show() {
    return 'posts';
  }
  onStart = () => later('start Posts');
  onStop = () => later('stop Posts');
}
const hooks = (name: string) => ({ onStart: () => later(`start ${name}`), onStop: () => later(`stop ${name}`) });

const create = (onError?: (error: unknown) => void) =>
  createApp({
    services: [
      defineService('posts', hooks('service posts')),
      Posts,
      Auth,
      defineService('auth', hooks('service auth')),
    ],
    setup: defineSetup(hooks('setup')),
    ...(onError && { onError }),
  });

const build = [
  'create pool',
  'build Database',
  'create cache',
  'build Repository',
  'build Auth',
  'build OnlyPosts',
  'build Posts',
];
const start = [
  'start setup',
  'start Database',
  'start Repository',
  'start Auth',
  'start service auth',
  'start OnlyPosts',
  'start Posts',
  'start service posts',
];
const stop = start.toReversed().map((name) => name.replace('start', 'stop'));
const dispose = ['dispose cache', 'dispose pool'];
const statesOf = (app: ReturnType<typeof create>): string[] => app.services.map(({ state }) => state);

describe('start and stop', () => {
  it('build everything, start dependencies first, and stop in the exact reverse', async () => {
    const app = create();
    expect(statesOf(app)).toEqual(['new', 'new']);
    const starting = app.start();
    expect(statesOf(app)).toEqual(['starting', 'starting']);
    await starting;
    expect(statesOf(app)).toEqual(['running', 'running']);
    expect(log).toEqual([...build, ...start]);
    log = [];
    const stopping = app.stop();
    await Promise.resolve();
    await Promise.resolve();
    expect(statesOf(app)).toEqual(['stopping', 'stopping']);
    await stopping;
    expect(statesOf(app)).toEqual(['stopped', 'stopped']);
    expect(log).toEqual([...stop, ...dispose]);
  });

  it('happen once, however often they are asked for', async () => {
    const app = create();
    await Promise.all([app.start(), app.start()]);
    await app.start();
    await Promise.all([app.stop(), app.stop()]);
    await app.stop();
    expect(log).toEqual([...build, ...start, ...stop, ...dispose]);
  });

  it('may overlap: a stop waits for the start, then undoes it', async () => {
    const app = create();
    const [starting, stopping] = [app.start(), app.stop()];
    await Promise.all([starting, stopping]);
    expect(log).toEqual([...build, ...start, ...stop, ...dispose]);
    expect(statesOf(app)).toEqual(['stopped', 'stopped']);
  });

  it('measure what each service needed that none before it had', async () => {
    const app = create();
    expect(app.services.map(({ startedIn }) => startedIn)).toEqual([0, 0]);
    await app.start();
    for (const { startedIn } of app.services) expect(startedIn).toBeGreaterThan(0);
    await app.stop();
  });

  it('of an application that never started do nothing, and it stays stopped', async () => {
    const app = create();
    await app.stop();
    expect([log, statesOf(app)]).toEqual([[], ['stopped', 'stopped']]);
    expect((await rejectionOf(app.start())).message).toBe(
      'MONO_APP_STATE: the application has been stopped, and does not start again.\n  Fix: create a new one with createApp.',
    );
  });
});

describe('a failure while starting', () => {
  it.each([...build, ...start].map((name, index) => [name, index] as const))(
    'at "%s" undoes what had happened, in reverse',
    async (name, index) => {
      failing = [name];
      const app = create();
      const error = await rejectionOf(app.start());
      const done = [...build, ...start].slice(0, index);
      const undone = [...stop, ...dispose].filter((one) =>
        done.includes(one.replace('stop', 'start').replace('dispose', 'create')),
      );
      expect(log).toEqual([...done, name, ...undone]);
      expect(error.message).toMatch(`${name} failed`);
      expect(error.cause).toEqual(new Error(`${name} failed`));
      expect(statesOf(app)).toEqual(['failed', 'failed']);
    },
  );

  it('is told in words, and every start after it fails the same way', async () => {
    failing = ['start Repository'];
    const app = create();
    const error = await rejectionOf(app.start());
    expect(error.message).toBe(
      [
        'MONO_START_FAILED: onStart of Repository threw: Error: start Repository failed',
        '  Repository',
        '  Fix: mend what the message names. What had started before it was stopped again.',
      ].join('\n'),
    );
    expect(await rejectionOf(app.start())).toBe(error);
    const before = [...log];
    await app.stop();
    expect([log, statesOf(app)]).toEqual([before, ['failed', 'failed']]);
  });

  it.each([
    ['start setup', 'onStart of the setup threw: Error: start setup failed\n  setup\n'],
    ['start service posts', 'onStart of service "posts" threw: Error: start service posts failed\n  service "posts"\n'],
    ['start Posts', 'onStart of Posts threw: Error: start Posts failed\n  Posts\n'],
  ])('at "%s" names whose hook it was', async (name, text) => {
    failing = [name];
    expect((await rejectionOf(create().start())).message).toMatch(text);
  });

  it('in making a middleware undoes everything, and names whose middleware it was', async () => {
    const cause = new RangeError('no key');
    const broken = () => defineMiddleware([CACHE], () => { throw cause; }); // prettier-ignore
    const places = [
      ['the application', [defineService('auth')], defineSetup({ use: [broken()] })],
      ['service "auth"', [defineService('auth', { use: [broken()] })], undefined],
    ] as const;
    for (const [whose, parts, setup] of places) {
      log = [];
      const app = createApp({ services: [Auth, ...parts], ...(setup && { setup }) });
      const error = await rejectionOf(app.start());
      expect(error.findings[0]).toMatchObject({
        code: 'MONO_PROVIDER_FAILED',
        message: `a middleware of ${whose} could not be made: its create threw. RangeError: no key`,
      });
      expect(error.cause).toBe(cause);
      expect(log.slice(-2)).toEqual(dispose);
      expect(log).toContain('stop Auth');
      expect(statesOf(app)).toEqual(['failed']);
    }
  });

  it('does not hide what goes wrong while undoing it', async () => {
    failing = ['start service posts', 'stop Auth', 'dispose cache'];
    const error = await rejectionOf(create().start());
    expect(error.findings.map(({ code, message }) => [code, message])).toEqual([
      ['MONO_START_FAILED', 'onStart of service "posts" threw: Error: start service posts failed'],
      ['MONO_STOP_FAILED', 'Auth could not be stopped: Error: stop Auth failed'],
      ['MONO_STOP_FAILED', 'token "cache" could not be stopped: Error: dispose cache failed'],
    ]);
    expect(log.slice(-2)).toEqual(dispose);
  });
});

describe('a failure while stopping', () => {
  it('is reported, every one of them, and everything else is stopped all the same', async () => {
    const app = create();
    await app.start();
    log = [];
    failing = ['stop service posts', 'stop Repository', 'stop setup', 'dispose pool'];
    const error = await rejectionOf(app.stop());
    expect(log).toEqual([...stop, ...dispose]);
    expect(error.message).toBe(
      [
        ['service "posts" could not be stopped: Error: stop service posts failed', '  service "posts"'],
        ['Repository could not be stopped: Error: stop Repository failed', '  Repository'],
        ['the setup could not be stopped: Error: stop setup failed', '  setup'],
        ['token "pool" could not be stopped: Error: dispose pool failed'],
      ]
        .map(([message, ...where]) =>
          [
            `MONO_STOP_FAILED: ${message}`,
            ...where,
            '  Fix: mend what the message names. Everything else was stopped all the same.',
          ].join('\n'),
        ) // prettier-ignore
        .join('\n\n'),
    );
    expect(error.cause).toEqual(new Error('stop service posts failed'));
    expect(statesOf(app)).toEqual(['failed', 'failed']);
    expect(await rejectionOf(app.stop())).toBe(error);
  });
});

describe('the first request', () => {
  it('starts the application if nobody has, once for many', async () => {
    const app = create();
    const send = await serve(app.callback());
    const answers = await Promise.all([send('GET', '/auth'), send('GET', '/posts'), send('GET', '/nowhere')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 404]);
    expect(log).toEqual([...build, ...start]);
    await app.stop();
  });

  it('is answered 503 problem+json when starting fails, like all that follow, and the reason is told once', async () => {
    failing = ['start Database'];
    const errors: unknown[] = [];
    const app = create((error) => errors.push(error));
    const send = await serve(app.callback());
    for (const path of ['/auth', '/posts', '/nowhere']) {
      const answer = await send('GET', path);
      expect([answer.status, answer.headers['content-type'], answer.headers.connection, answer.json]).toEqual([
        503,
        'application/problem+json',
        'close',
        { type: 'about:blank', title: 'Service Unavailable', status: 503 },
      ]);
    }
    expect(errors).toHaveLength(1);
    expect(String(errors[0])).toMatch('onStart of Database threw');
  });

  it('is not told again what whoever called start was told', async () => {
    failing = ['start Database'];
    const errors: unknown[] = [];
    const app = create((error) => errors.push(error));
    const send = await serve(app.callback());
    expect(codesOf(await rejectionOf(app.start()))).toEqual(['MONO_START_FAILED']);
    expect((await send('GET', '/auth')).status).toBe(503);
    expect(errors).toEqual([]);
  });
});

it('a request after the stop is answered 503, and reaches nothing that was stopped', async () => {
  const errors: unknown[] = [];
  const app = create((error) => errors.push(error));
  const send = await serve(app.callback());
  expect((await send('GET', '/auth')).text).toBe('auth');
  await app.stop();
  expect((await send('GET', '/auth')).status).toBe(503);
  expect(errors).toEqual([]);
});

it('a request under way when the stop begins is answered', async () => {
  @Service('slow')
  class Slow {
    @Get('/') async show() {
      await later('slow handler');
      return 'done';
    }
  }
  const app = createApp({ services: [Slow] });
  const send = await serve(app.callback());
  await app.start();
  const answer = send('GET', '/');
  await new Promise((resolve) => setTimeout(resolve, 5));
  await app.stop();
  expect((await answer).text).toBe('done');
});
