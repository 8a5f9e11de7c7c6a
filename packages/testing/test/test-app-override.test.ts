import { defineService, delay, Get, inject, injectable, injectAll, Service, singleton, token } from '@monojs/core';
import * as tsyringe from 'tsyringe';
import { testApp } from '../src/test-app.js';

interface Clock {
  now(): string;
}

const disposed: string[] = [];
const CLOCK = token<Clock>('clock');
const DATABASE = token<{ name: string }>('database', {
  create: async () => ({ name: 'real database' }),
  dispose: ({ name }) => void disposed.push(name),
});
const REPOSITORY = token<{ name: string }>('repository', {
  create: async (resolve) => ({ name: `over ${(await resolve(DATABASE)).name}` }),
});
const PLUGIN = token<string>('plugin');

@singleton()
class UserRepository {
  private readonly secret = 'real users';
  constructor(@inject(DATABASE) private readonly database: { name: string }) {}
  find() {
    return `${this.secret} in ${this.database.name}`;
  }
}

/** Shared by both services, and built once. */
@singleton()
class Mailer {
  readonly sent: string[] = [];
  constructor(private readonly users: UserRepository) {}
  send() {
    this.sent.push(this.users.find());
    return this.sent.length;
  }
}

@injectable()
class Audit {
  constructor(@inject(delay(() => Mailer)) private readonly mailer: Mailer) {}
  count() {
    return this.mailer.sent.length;
  }
}

@tsyringe.injectable()
class RawTransient {
  name() {
    return 'real transient';
  }
}

@tsyringe.singleton()
class RawSingleton {
  constructor(private readonly raw: RawTransient) {}
  name() {
    return `singleton of ${this.raw.name()}`;
  }
}

const provided = defineService('users', {
  provide: [
    [CLOCK, { now: () => 'real time' }],
    [PLUGIN, 'one'],
    [PLUGIN, 'two'],
  ],
});

@Service('users', { prefix: '/users' })
class UsersController {
  constructor(
    private readonly users: UserRepository,
    private readonly mailer: Mailer,
    private readonly audit: Audit,
    private readonly raw: RawSingleton,
    @inject(CLOCK) private readonly clock: Clock,
    @inject(REPOSITORY) private readonly repository: { name: string },
    @injectAll(PLUGIN) private readonly plugins: string[],
  ) {}

  @Get('/') all() {
    const { users, raw, clock, repository, plugins } = this;
    return { users: users.find(), raw: raw.name(), time: clock.now(), repository: repository.name, plugins };
  }
  @Get('/mail') mail() {
    return { sent: this.mailer.send(), counted: this.audit.count() };
  }
}

@Service('posts', { prefix: '/posts' })
class PostsController {
  constructor(private readonly mailer: Mailer) {}
  @Get('/mail') mail() {
    return { sent: this.mailer.send() };
  }
}

const controllers = [UsersController, PostsController, provided];
const real = {
  users: 'real users in real database',
  raw: 'singleton of real transient',
  time: 'real time',
  repository: 'over real database',
  plugins: ['one', 'two'],
};

const all = async (app: Awaited<ReturnType<typeof testApp>>) => (await app.request('GET', '/users')).body;

class FakeUsers {
  find() {
    return 'fake users';
  }
}

describe('an override', () => {
  it('replaces a class by a value, everywhere, shared singletons too', async () => {
    const app = await testApp({ controllers, override: [[UserRepository, new FakeUsers()]] });
    expect(await all(app)).toEqual({ ...real, users: 'fake users' });
    await app.request('GET', '/posts/mail');
    expect(app.resolve(Mailer).sent).toEqual(['fake users']);
  });

  it('replaces a class by a class, built once where the replaced one was a singleton', async () => {
    const app = await testApp({ controllers, override: [[UserRepository, FakeUsers]] });
    expect((await all(app)).users).toBe('fake users');
    expect(app.resolve(UserRepository)).toBe(app.resolve(UserRepository));
    expect(app.resolve(UserRepository)).toBeInstanceOf(FakeUsers);
  });

  it('replaces a token that the service provides', async () => {
    const app = await testApp({ controllers, override: [[CLOCK, { now: () => 'noon' }]] });
    expect(await all(app)).toEqual({ ...real, time: 'noon' });
  });

  it('replaces a token that makes its own value, under classes and other tokens, and disposes of nothing it did not make', async () => {
    disposed.length = 0;
    const app = await testApp({ controllers, override: [[DATABASE, { name: 'fake database' }]] });
    expect(await all(app)).toEqual({ ...real, users: 'real users in fake database', repository: 'over fake database' });
    await app.close();
    expect(disposed).toEqual([]);
  });

  it('replaces a class behind delay', async () => {
    const app = await testApp({ controllers, override: [[Mailer, { sent: ['a', 'b'], send: () => 2 }]] });
    expect((await app.request('GET', '/users/mail')).body).toEqual({ sent: 2, counted: 2 });
  });

  it('replaces all values of a token that is injected as a list', async () => {
    const app = await testApp({ controllers, override: [[PLUGIN, 'fake']] });
    expect((await all(app)).plugins).toEqual(['fake']);
    const two = await testApp({
      controllers,
      override: [
        [PLUGIN, 'a'],
        [PLUGIN, 'b'],
      ],
    });
    expect((await all(two)).plugins).toEqual(['a', 'b']);
  });

  it('replaces classes that only tsyringe has decorated', async () => {
    const under = await testApp({ controllers, override: [[RawTransient, { name: () => 'fake' }]] });
    expect((await all(under)).raw).toBe('singleton of fake');
    const itself = await testApp({ controllers, override: [[RawSingleton, { name: () => 'fake singleton' }]] });
    expect((await all(itself)).raw).toBe('fake singleton');
  });

  it('is checked against what it replaces', () => {
    // @ts-expect-error the fake lacks a public member
    void (() => testApp({ override: [[UserRepository, {}]] }));
    // @ts-expect-error the token makes a Clock
    void (() => testApp({ override: [[CLOCK, { now: 1 }]] }));
    void (() =>
      testApp({
        override: [
          [UserRepository, FakeUsers],
          [CLOCK, { now: () => '' }],
        ],
      }));
  });
});

describe('two applications alive at once', () => {
  it('share nothing that they have built', async () => {
    const one = await testApp({ controllers });
    const two = await testApp({ controllers });
    for (const path of ['/users/mail', '/posts/mail']) await one.request('GET', path);
    expect((await two.request('GET', '/users/mail')).body).toEqual({ sent: 1, counted: 1 });
    expect(one.resolve(Mailer).sent).toHaveLength(2);
    expect(one.resolve(RawSingleton)).not.toBe(two.resolve(RawSingleton));
  });

  it('do not see each other overrides, whichever is built first', async () => {
    const faked = {
      controllers,
      override: [
        [UserRepository, new FakeUsers()],
        [RawTransient, { name: () => 'fake' }],
      ],
    } as const;
    const plain = await testApp({ controllers });
    const fake = await testApp(faked);
    const plainAgain = await testApp({ controllers });
    expect([(await all(plain)).users, (await all(fake)).users]).toEqual([real.users, 'fake users']);
    expect([(await all(plain)).raw, (await all(fake)).raw]).toEqual([real.raw, 'singleton of fake']);
    expect(await all(plainAgain)).toEqual(real);
  });

  it('close independently', async () => {
    disposed.length = 0;
    const one = await testApp({ controllers });
    const two = await testApp({ controllers });
    await one.close();
    expect(disposed).toEqual(['real database']);
    expect(await all(two)).toEqual(real);
  });

  it('leave nothing to the next test', async () => {
    expect(await all(await testApp({ controllers }))).toEqual(real);
    expect(tsyringe.container.isRegistered(UserRepository)).toBe(false);
    expect(tsyringe.container.isRegistered(Mailer)).toBe(false);
  });
});

describe('one controller with fakes', () => {
  it('takes three lines', async () => {
    const app = await testApp({ controllers: [PostsController], override: [[UserRepository, new FakeUsers()]] });
    const answer = await app.request('GET', '/posts/mail');
    expect(answer.body).toEqual({ sent: 1 });
  });
});
