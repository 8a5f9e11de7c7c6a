// docs/architecture.md, invariant 5: two applications in one process never see each other's singletons or overrides.
// docs/architecture.md, invariant 3: services of one application share the injectable singletons.
import {
  createApp,
  defineSetup,
  delay,
  inject,
  injectable,
  injectAll,
  type Replacement,
  Service,
  singleton,
  token,
} from '@monojs/core';
import * as tsyringe from 'tsyringe';
import { codesOf, rejectionOf } from '../error-of.js';

const URL_TOKEN = token<string>('url', { create: () => 'real' });

class Settings {
  readonly name: string = 'real';
  private readonly secret = 'x';
  reveal(): string {
    return this.secret;
  }
}
@singleton()
class Database {
  constructor(
    readonly settings: Settings,
    @inject(URL_TOKEN) readonly url: string,
  ) {}
}
@singleton()
class Repository {
  constructor(readonly database: Database) {}
}
@injectable()
class Fresh {
  constructor(readonly repository: Repository) {}
}
@Service('users')
class Users {
  constructor(
    readonly repository: Repository,
    readonly fresh: Fresh,
  ) {}
}
@Service('posts')
class Posts {
  constructor(
    readonly repository: Repository,
    readonly fresh: Fresh,
  ) {}
}

const opened: ReturnType<typeof createApp>[] = [];
async function started(override: readonly Replacement[] = [], services: readonly any[] = [Users, Posts]) {
  const app = createApp({ services, override });
  opened.push(app);
  await app.start();
  return app;
}
afterEach(async () => {
  for (const app of opened.splice(0)) await app.stop();
});

describe('inside one application', () => {
  it('services share the singletons, and each has its own transient ones', async () => {
    const app = await started();
    const [users, posts] = [app.resolve(Users), app.resolve(Posts)];
    expect(users.repository).toBe(posts.repository);
    expect(users.fresh).not.toBe(posts.fresh);
    expect(users.fresh.repository).toBe(users.repository);
    expect(app.resolve(Users)).toBe(users);
    expect(app.resolve(Repository)).toBe(users.repository);
  });

  it('things are built in the same order every time, dependencies first', async () => {
    const built: string[] = [];
    const make = (name: string, ...needs: any[]) => {
      const target = { [name]: class { constructor(...needed: unknown[]) { built.push(`${name} ${needed.length}`); } } }[name]!; // prettier-ignore
      Reflect.defineMetadata('design:paramtypes', needs, target);
      singleton()(target);
      return target;
    };
    const a = make('a');
    const b = make('b', a);
    const c = make('c', b, a);
    const first = make('first', c);
    const second = make('second', a, make('d', b));
    Service('one')(first);
    Service('two')(second);
    await started([], [second, first]);
    await started([], [first, second]);
    const order = ['a 0', 'b 1', 'c 2', 'first 1', 'd 1', 'second 2'];
    expect(built).toEqual([...order, ...order]);
  });

  it('only what the services reach is built', async () => {
    const built: string[] = [];
    @singleton()
    class Other {
      constructor() {
        built.push('other');
      }
    }
    @Service('others')
    class Others {
      constructor(readonly other: Other) {}
    }
    await started([], [Users]);
    expect(built).toEqual([]);
    await started([], [Others]);
    expect(built).toEqual(['other']);
  });
});

describe('two applications in one process', () => {
  it('share nothing', async () => {
    const [one, other] = [await started(), await started()];
    expect(one.resolve(Repository)).not.toBe(other.resolve(Repository));
    expect(one.resolve(Users).repository.database).not.toBe(other.resolve(Users).repository.database);
  });

  it.each<[string, readonly Replacement[], (app: Awaited<ReturnType<typeof started>>) => unknown, unknown, unknown]>([
    [
      'a value in the place of a class',
      [[Settings, { name: 'fake', reveal: () => 'y' }]],
      (app) => app.resolve(Users).repository.database.settings.name,
      'real',
      'fake',
    ],
    [
      'a class in the place of a class',
      [[Settings, class FakeSettings { readonly name = 'fake'; reveal = () => 'y'; }]], // prettier-ignore
      (app) => app.resolve(Posts).fresh.repository.database.settings.name,
      'real',
      'fake',
    ],
    ['a value for a token', [[URL_TOKEN, 'fake']], (app) => app.resolve(Users).repository.database.url, 'real', 'fake'],
    [
      'a value in the place of a shared singleton',
      [[Database, { settings: new Settings(), url: 'fake' }]],
      (app) => app.resolve(Posts).repository.database.url,
      'real',
      'fake',
    ],
  ])('keep an override to the one it was given to: %s', async (_, override, read, real, fake) => {
    const before = await started();
    const tested = await started(override);
    const after = await started();
    expect([read(before), read(tested), read(after)]).toEqual([real, fake, real]);
    expect(tested.resolve(Repository)).not.toBe(before.resolve(Repository));
  });

  it('start and stop at the same time without meeting', async () => {
    const apps = Array.from({ length: 10 }, (_, index) =>
      createApp({ services: [Users, Posts], override: [[URL_TOKEN, `fake ${index}`]] }),
    );
    await Promise.all(apps.map((app) => app.start()));
    expect(apps.map((app) => app.resolve(Users).repository.database.url)).toEqual(
      apps.map((_, index) => `fake ${index}`),
    );
    await Promise.all(apps.map((app) => app.stop()));
  });

  it('leave nothing in the global container', async () => {
    await started();
    expect(tsyringe.container.isRegistered(Repository)).toBe(false);
    expect(tsyringe.container.isRegistered(URL_TOKEN.key)).toBe(false);
  });
});

describe('an override by class', () => {
  it('may be an undecorated subclass with a constructor of its own', async () => {
    class FakeDatabase extends Database {
      constructor() {
        super(new Settings(), 'fake');
      }
    }
    const app = await started([[Database, FakeDatabase]]);
    expect(app.resolve(Users).repository.database).toBeInstanceOf(FakeDatabase);
    expect(app.resolve(Users).repository.database.url).toBe('fake');
    expect(app.resolve(Users).repository).toBe(app.resolve(Posts).repository);
  });

  it('lives as long as what it replaces', async () => {
    class FakeRepository {
      readonly database = { settings: new Settings(), url: 'fake' };
    }
    class FakeFresh {
      readonly repository = new FakeRepository();
    }
    const app = await started([
      [Repository, FakeRepository],
      [Fresh, FakeFresh],
    ]);
    expect(app.resolve(Users).repository).toBe(app.resolve(Posts).repository);
    expect(app.resolve(Users).fresh).not.toBe(app.resolve(Posts).fresh);
  });

  it('has its own dependencies injected, overrides too, and its hooks run', async () => {
    const log: string[] = [];
    @injectable()
    class FakeRepository {
      constructor(readonly database: Database) {}
      onStart() {
        log.push('up');
      }
      onStop() {
        log.push('down');
      }
    }
    const app = await started([
      [Repository, FakeRepository],
      [URL_TOKEN, 'fake'],
    ]);
    expect(app.resolve(Users).repository.database.url).toBe('fake');
    await app.stop();
    expect(log).toEqual(['up', 'down']);
  });
});

describe('raw tsyringe decorators', () => {
  @tsyringe.singleton()
  class RawSingleton {}
  @tsyringe.scoped(tsyringe.Lifecycle.ContainerScoped)
  class RawScoped {}
  @tsyringe.injectable()
  class RawTransient {
    constructor(
      readonly one: RawSingleton,
      readonly settings: Settings,
    ) {}
  }
  @tsyringe.scoped(tsyringe.Lifecycle.ResolutionScoped)
  class RawPerResolution {}
  @tsyringe.injectable()
  class Inner {
    constructor(readonly per: RawPerResolution) {}
  }
  @Service('raw')
  class Raw {
    constructor(
      readonly one: RawSingleton,
      readonly scoped: RawScoped,
      readonly transient: RawTransient,
      readonly per: RawPerResolution,
      readonly inner: Inner,
    ) {}
  }
  @Service('second')
  class Second {
    constructor(
      readonly one: RawSingleton,
      readonly scoped: RawScoped,
      readonly transient: RawTransient,
    ) {}
  }

  it('mean the same as outside, per application', async () => {
    const one = await started([], [Raw, Second]);
    const other = await started([], [Raw, Second]);
    const [raw, second] = [one.resolve(Raw), one.resolve(Second)];
    expect(raw.one).toBe(second.one);
    expect(raw.scoped).toBe(second.scoped);
    expect(raw.transient).not.toBe(second.transient);
    expect(raw.transient.one).toBe(raw.one);
    expect(raw.per).toBe(raw.inner.per);
    expect(other.resolve(Raw).one).not.toBe(raw.one);
    expect(other.resolve(Raw).scoped).not.toBe(raw.scoped);
  });

  it('are reached by overrides', async () => {
    const fake = new RawSingleton();
    const app = await started([[RawSingleton, fake]], [Raw, Second]);
    expect(app.resolve(Raw).transient.one).toBe(fake);
    expect(tsyringe.container.resolve(RawSingleton)).not.toBe(fake);
  });

  it('share one ContainerScoped instance although a service has a container of its own', async () => {
    const NAME = token<string>('name');
    @Service('own')
    class Own {
      constructor(
        @inject(NAME) readonly name: string,
        readonly scoped: RawScoped,
      ) {}
    }
    const { defineService } = await import('@monojs/core');
    const app = await started([], [Own, Raw, defineService('own', { provide: [[NAME, 'own']] })]);
    expect(app.resolve(Own).scoped).toBe(app.resolve(Raw).scoped);
  });

  it('delay works like our own', async () => {
    @singleton()
    class Late {
      readonly name = 'late';
    }
    @Service('delayed')
    class Delayed {
      constructor(
        @tsyringe.inject(tsyringe.delay(() => Late)) readonly raw: Late,
        @inject(delay(() => Late)) readonly ours: Late,
        readonly plain: Late,
      ) {}
    }
    const app = await started([], [Delayed]);
    expect([app.resolve(Delayed).raw.name, app.resolve(Delayed).ours.name]).toEqual(['late', 'late']);
  });

  it('injectWithTransform works', async () => {
    class Upper {
      transform(settings: Settings) {
        return settings.name.toUpperCase();
      }
    }
    @Service('transformed')
    class Transformed {
      constructor(@tsyringe.injectWithTransform(Settings, Upper) readonly name: string) {}
    }
    const app = await started([[Settings, { name: 'fake', reveal: () => '' }]], [Transformed]);
    expect(app.resolve(Transformed).name).toBe('FAKE');
  });
});

describe('delay', () => {
  it('closes a circle of two singletons, which find each other once both are there', async () => {
    interface RightLike {
      readonly name: string;
      readonly left: Left;
    }
    @singleton()
    class Left {
      readonly name: string = 'left';
      constructor(@inject(delay<RightLike>(() => Right)) readonly right: RightLike) {}
    }
    @singleton()
    class Right implements RightLike {
      readonly name: string = 'right';
      constructor(readonly left: Left) {}
    }
    @Service('circle')
    class Circle {
      constructor(
        readonly left: Left,
        readonly right: Right,
      ) {}
    }
    const app = await started([], [Circle]);
    const { left, right } = app.resolve(Circle);
    expect(left.right.name).toBe('right');
    expect(left.right.left).toBe(left);
    expect(right.left).toBe(left);
    const tested = await started([[Right, { name: 'fake', left: undefined as never }]], [Circle]);
    expect(tested.resolve(Circle).left.right.name).toBe('fake');
  });

  it('closes a circle that is put off on both sides', async () => {
    @singleton()
    class One {
      constructor(@inject(delay((): any => Two)) readonly two: any) {}
      readonly name = 'one';
    }
    @singleton()
    class Two {
      constructor(@inject(delay(() => One)) readonly one: One) {}
    }
    @Service('both')
    class Both {
      constructor(readonly one: One) {}
    }
    const app = await started([], [Both]);
    expect(app.resolve(Both).one.two.one.name).toBe('one');
  });

  it('builds and starts what is only ever needed later, so that nothing fails at its first use', async () => {
    const log: string[] = [];
    @singleton()
    class Late {
      constructor() {
        log.push('built');
      }
      onStart() {
        log.push('up');
      }
    }
    @Service('early')
    class Early {
      constructor(@inject(delay(() => Late)) readonly late: Late) {}
    }
    await started([], [Early]);
    expect(log).toEqual(['built', 'up']);
  });
});

describe('injectAll', () => {
  interface Check {
    readonly name: string;
  }
  const CHECKS = token<Check>('checks');
  @singleton()
  class Disk implements Check {
    readonly name = 'disk';
    constructor(readonly settings: Settings) {}
  }
  class Memory implements Check {
    readonly name = 'memory';
  }
  @Service('health')
  class Health {
    constructor(
      @injectAll(CHECKS) readonly checks: Check[],
      @injectAll(Settings) readonly settings: Settings[],
      readonly disk: Disk,
    ) {}
  }
  const setup = defineSetup({ provide: [[CHECKS, Disk], [CHECKS, { name: 'value' }], [CHECKS, Memory]] }); // prettier-ignore

  it('gives everything provided, in order, singletons shared', async () => {
    const app = createApp({ services: [Health], setup });
    await app.start();
    const { checks, disk, settings } = app.resolve(Health);
    expect(checks.map(({ name }) => name)).toEqual(['disk', 'value', 'memory']);
    expect(checks[0]).toBe(disk);
    expect(settings).toEqual([expect.any(Settings)]);
    await app.stop();
  });

  it('gives the overrides instead, all of them', async () => {
    const override = [[CHECKS, { name: 'a' }], [CHECKS, { name: 'b' }]] as const; // prettier-ignore
    const app = createApp({ services: [Health], setup, override });
    await app.start();
    expect(app.resolve(Health).checks.map(({ name }) => name)).toEqual(['a', 'b']);
    await app.stop();
  });

  it('gives the one value of a token that makes it itself', async () => {
    const NAMES = token<string>('names', { create: () => 'made' });
    @Service('names')
    class Names {
      constructor(@injectAll(NAMES) readonly names: string[]) {}
    }
    expect((await started([], [Names])).resolve(Names).names).toEqual(['made']);
  });
});

describe('a constructor that throws', () => {
  class Broken {
    constructor() {
      throw new RangeError('no room');
    }
  }
  it('is reported with its class and its reason, and the original error is the cause', async () => {
    singleton()(Broken);
    @Service('users')
    class NeedsBroken {
      constructor(readonly broken: Broken) {}
    }
    const error = await rejectionOf(createApp({ services: [NeedsBroken] }).start());
    expect(error.message).toBe(
      [
        'MONO_PROVIDER_FAILED: Broken could not be made: its constructor threw. RangeError: no room',
        '  Broken',
        '  Fix: mend what the message names; the stack of the original error is its cause.',
      ].join('\n'),
    );
    expect(error.cause).toBeInstanceOf(RangeError);
  });

  it('is reported with its reason when it is built on the way to something else', async () => {
    class Transient {
      constructor() {
        throw new RangeError('no room');
      }
    }
    @Service('users')
    class NeedsTransient {
      constructor(readonly transient: Transient) {}
    }
    const error = await rejectionOf(createApp({ services: [NeedsTransient] }).start());
    expect(codesOf(error)).toEqual(['MONO_PROVIDER_FAILED']);
    expect(error.message).toBe(
      [
        'MONO_PROVIDER_FAILED: Transient could not be made: its constructor threw. RangeError: no room',
        '  Transient',
        '  Fix: mend what the message names; the stack of the original error is its cause.',
      ].join('\n'),
    );
    expect(error.cause).toBeInstanceOf(RangeError);
  });
});
