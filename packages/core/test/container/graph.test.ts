// docs/architecture.md, invariant 6: all declaration mistakes are reported together, with class and how to mend them, before anything opens.
import {
  createApp,
  defineService,
  defineSetup,
  delay,
  Get,
  inject,
  injectable,
  injectAll,
  Service,
  singleton,
  token,
} from '@monojs/core';
import * as tsyringe from 'tsyringe';
import { codesOf, errorOf } from '../error-of.js';

interface Mailer {
  send(): void;
}
const MAILER = token<Mailer>('mailer');
const mailer: Mailer = { send() {} };

const textOf = (...services: Parameters<typeof createApp>[0]['services']): string =>
  errorOf(() => createApp({ services })).message;

/** What a compiler does to a class, by hand; so that metadata can be left out or be wrong. */
function declare(target: any, types?: unknown[], decorate: (target: any) => void = injectable()): void {
  if (types) Reflect.defineMetadata('design:paramtypes', types, target);
  decorate(target);
}

describe('a token that nothing provides', () => {
  it('is named with the path that needs it', () => {
    @singleton()
    class Newsletter {
      constructor(@inject(MAILER) readonly mailer: Mailer) {}
    }
    @Service('users')
    class Users {
      constructor(readonly newsletter: Newsletter) {}
    }
    expect(textOf(Users)).toBe(
      [
        'MONO_PROVIDER_MISSING: nothing provides "mailer", which is needed along Users -> Newsletter -> mailer.',
        '  Newsletter',
        "  Fix: give the token a `create`: token('mailer', { create: () => … }), or name it in `provide` of defineSetup or defineService.",
      ].join('\n'),
    );
  });

  it('is missing for injectAll too', () => {
    @Service('users')
    class Users {
      constructor(@injectAll(MAILER) readonly mailers: Mailer[]) {}
    }
    expect(textOf(Users)).toMatch(/^MONO_PROVIDER_MISSING: nothing provides "mailer"/);
  });

  it('is fine when the service, the setup or an override provides it', () => {
    @Service('users')
    class Users {
      constructor(@inject(MAILER) readonly mailer: Mailer) {}
    }
    const service = defineService('users', { provide: [[MAILER, mailer]] });
    const setup = defineSetup({ provide: [[MAILER, mailer]] });
    expect(() => createApp({ services: [Users, service] })).not.toThrow();
    expect(() => createApp({ services: [Users], setup })).not.toThrow();
    expect(() => createApp({ services: [Users], override: [[MAILER, mailer]] })).not.toThrow();
  });
});

describe('a type that names no class', () => {
  it('is reported for an interface', () => {
    @Service('users')
    class Users {
      constructor(readonly mailer: Mailer) {}
    }
    expect(textOf(Users)).toBe(
      [
        'MONO_INJECT_TYPE: Users asks for a value by a type that names no class: at run time it is Object, which is what an interface, a type or a primitive becomes.',
        '  Users constructor parameter 1',
        "  Fix: inject it by a token: export const THING = token<Thing>('thing', { create: … }), then @inject(THING). If it is a class, import it without `type`.",
      ].join('\n'),
    );
  });

  it.each([
    ['String', String],
    ['Number', Number],
    ['Boolean', Boolean],
    ['Function', Function],
    ['Array', Array],
    ['Map', Map],
    ['Promise', Promise],
    ['Date', Date],
    ['Buffer', Buffer],
  ])('is reported for %s', (name, type) => {
    class Users {
      constructor(readonly value: unknown) {}
    }
    declare(Users, [type], Service('users'));
    expect(textOf(Users)).toMatch(`at run time it is ${name}, which`);
  });

  it('is reported with every parameter that has one', () => {
    @Service('users')
    class Users {
      constructor(
        readonly name: string,
        @inject(MAILER) readonly mailer: Mailer,
        readonly count: number,
      ) {}
    }
    const error = errorOf(() => createApp({ services: [Users], override: [[MAILER, mailer]] }));
    expect(error.findings.map(({ where }) => where[0]!.note)).toEqual([
      'constructor parameter 1',
      'constructor parameter 3',
    ]);
  });

  it('is reported for what a circular import leaves undefined', () => {
    class Users {
      constructor(readonly other: unknown) {}
    }
    declare(Users, [undefined], Service('users'));
    expect(textOf(Users)).toBe(
      [
        'MONO_INJECT_TYPE: Users asks for a value by a type that names no class: at run time it is a class that did not exist yet when its file ran: files that import each other in a circle.',
        '  Users constructor parameter 1',
        '  Fix: break the circle of imports, or put it off: @inject(delay(() => TheClass)) it: PublicOf<TheClass>.',
      ].join('\n'),
    );
  });

  it.each([
    ['inject', inject],
    ['injectAll', injectAll],
  ])('is reported for what %s was given before it existed', (_, decorate: any) => {
    class Users {
      constructor(readonly mailer: Mailer) {}
    }
    decorate(undefined)(Users, undefined, 0);
    declare(Users, undefined, Service('users'));
    expect(textOf(Users)).toMatch(
      'Users asks for a value by a type that names no class: at run time it is a class that did not exist yet',
    );
  });
});

describe('a circle', () => {
  it('is printed as A -> B -> A, from its first name on, once', () => {
    class B {
      constructor(readonly a: unknown) {}
    }
    class A {
      constructor(readonly b: B) {}
    }
    declare(B, [A], singleton());
    declare(A, [B], singleton());
    @Service('users')
    class Users {
      constructor(
        readonly b: B,
        readonly a: A,
      ) {}
    }
    expect(textOf(Users)).toBe(
      [
        'MONO_INJECT_CYCLE: these need each other to be built: A -> B -> A.',
        '  A',
        '  B',
        '  Fix: move what they share into a third class, or inject one of them with @inject(delay(() => TheClass)).',
      ].join('\n'),
    );
  });

  it('of a class with itself is one too', () => {
    class Self {
      constructor(readonly self: unknown) {}
    }
    declare(Self, [Self], Service('users'));
    expect(textOf(Self)).toMatch('Self -> Self.');
  });

  it('of a hundred classes is told in one line', () => {
    const classes = Array.from(
      { length: 100 },
      (_, index) =>
      Object.defineProperty(class { constructor(readonly next: unknown) {} }, 'name', { value: `C${index}` }), // prettier-ignore
    );
    for (const [index, one] of classes.entries()) declare(one, [classes[(index + 1) % 100]], singleton());
    Service('users')(classes[0]!);
    const error = errorOf(() => createApp({ services: [classes[0]!] }));
    expect(error.findings).toHaveLength(1);
    expect(error.message.length).toBeLessThan(5_000);
  });

  it('is broken by delay', () => {
    class Left {
      constructor(readonly right: unknown) {}
    }
    @singleton()
    class Right {
      constructor(@inject(delay(() => Left)) readonly left: Left) {}
    }
    declare(Left, [Right], singleton());
    @Service('users')
    class Users {
      constructor(readonly left: Left) {}
    }
    expect(() => createApp({ services: [Users] })).not.toThrow();
  });

  it('that delay hides is still checked for what else is wrong behind it', () => {
    @singleton()
    class Lonely {
      constructor(@inject(MAILER) readonly mailer: Mailer) {}
    }
    @Service('users')
    class Users {
      constructor(@inject(delay(() => Lonely)) readonly lonely: Lonely) {}
    }
    expect(codesOf(errorOf(() => createApp({ services: [Users] })))).toEqual(['MONO_PROVIDER_MISSING']);
  });
});

describe('a class without metadata', () => {
  it('that no decorator has seen is told to be decorated', () => {
    class Repository {
      constructor(readonly url: unknown) {}
    }
    @Service('users')
    class Users {
      constructor(readonly repository: Repository) {}
    }
    expect(textOf(Users)).toBe(
      [
        'MONO_METADATA_MISSING: Repository has constructor parameters (1) whose types were not recorded.',
        '  Repository',
        '  Fix: mark Repository with @injectable() or @singleton().',
      ].join('\n'),
    );
  });

  it('that is decorated was compiled by something that records no types', () => {
    class Users {
      constructor(
        readonly a: unknown,
        readonly b: unknown,
      ) {}
    }
    declare(Users, undefined, Service('users'));
    expect(textOf(Users)).toBe(
      [
        'MONO_METADATA_MISSING: Users has constructor parameters (1, 2) whose types were not recorded.',
        '  Users',
        '  Fix: compile it with "experimentalDecorators" and "emitDecoratorMetadata" in tsconfig.json (esbuild cannot; tsc, swc and oxc can), or mark each parameter with @inject(…).',
      ].join('\n'),
    );
  });

  it('needs none when every parameter is marked, as in plain JavaScript', () => {
    class Users {
      constructor(readonly mailer: Mailer) {}
    }
    (inject(MAILER) as any)(Users, undefined, 0);
    Service('users')(Users);
    expect(() => createApp({ services: [Users], override: [[MAILER, mailer]] })).not.toThrow();
  });

  it('needs none when its constructor takes nothing', () => {
    class Users {}
    Service('users')(Users);
    expect(() => createApp({ services: [Users] })).not.toThrow();
  });

  it('does not borrow the types of its parent for a constructor of its own', () => {
    class Engine {}
    @singleton()
    class Parent {
      constructor(readonly engine: Engine) {}
    }
    class Child extends Parent {
      constructor(readonly name: unknown) {
        super(new Engine());
      }
    }
    class Users {
      constructor(readonly child: Child) {}
    }
    declare(Users, [Child], Service('users'));
    expect(textOf(Users)).toMatch('MONO_METADATA_MISSING: Child has constructor parameters (1)');
  });
});

describe('an undecorated subclass', () => {
  class Engine {}
  @singleton()
  class Parent {
    constructor(readonly engine: Engine) {}
  }

  it('would be built without the dependencies of its parent', () => {
    class Child extends Parent {
      clone() {
        return new (this.constructor as any)(this.engine);
      }
    }
    @Service('users')
    class Users {
      constructor(readonly child: Child) {}
    }
    expect(textOf(Users)).toBe(
      [
        'MONO_INJECT_SUBCLASS: Child extends Parent but is not decorated, so it would be built without the dependencies of Parent.',
        '  Child',
        '  Fix: mark Child with @singleton() or @injectable(), or give it a constructor of its own.',
      ].join('\n'),
    );
  });

  it('is fine with a decorator, with a constructor of its own, or when the parent takes nothing', () => {
    @injectable()
    class Decorated extends Parent {}
    class Own extends Parent {
      constructor() {
        super(new Engine());
      }
    }
    class Plain extends Engine {}
    @Service('users')
    class Users {
      constructor(
        readonly decorated: Decorated,
        readonly own: Own,
        readonly plain: Plain,
      ) {}
    }
    expect(() => createApp({ services: [Users] })).not.toThrow();
  });

  it('is reported however far the parent with the dependencies is', () => {
    class Middle extends Parent {}
    class Child extends Middle {}
    @Service('users')
    class Users {
      constructor(readonly child: Child) {}
    }
    expect(codesOf(errorOf(() => createApp({ services: [Users] })))).toEqual(['MONO_INJECT_SUBCLASS']);
  });
});

describe('raw tsyringe', () => {
  it.each([
    ['a string', 'config'],
    ['a symbol', Symbol('config')],
  ])('tokens that are %s are refused', (_, key) => {
    class Users {
      constructor(readonly config: unknown) {}
    }
    tsyringe.inject(key as any)(Users, undefined, 0);
    Service('users')(Users);
    expect(textOf(Users)).toBe(
      [
        `MONO_TOKEN_FOREIGN: Users injects ${JSON.stringify(String(key))} from tsyringe's global container, which every application of the process would share.`,
        '  Users constructor parameter 1',
        "  Fix: declare it with Mono's token('name', { create }), and inject that.",
      ].join('\n'),
    );
  });

  it('registrations that put something else in the place of a class are refused', () => {
    class Clock {}
    tsyringe.container.register(Clock, { useValue: new Clock() });
    @Service('users')
    class Users {
      constructor(readonly clock: Clock) {}
    }
    expect(textOf(Users)).toMatch(/^MONO_TOKEN_FOREIGN: Users injects "Clock"/);
  });

  it('optional tokens may be missing', () => {
    class Users {
      constructor(readonly mailer: unknown) {}
    }
    tsyringe.inject(MAILER.key as any, { isOptional: true })(Users, undefined, 0);
    Service('users')(Users);
    expect(() => createApp({ services: [Users] })).not.toThrow();
  });
});

describe('a token provided twice', () => {
  class One implements Mailer {
    send() {}
  }
  class Two implements Mailer {
    send() {}
  }
  const twice = defineSetup({ provide: [[MAILER, One], [MAILER, Two]] }); // prettier-ignore

  it('is reported where it is injected once', () => {
    @Service('users')
    class Users {
      constructor(@inject(MAILER) readonly mailer: Mailer) {}
    }
    expect(errorOf(() => createApp({ services: [Users], setup: twice })).message).toBe(
      [
        'MONO_PROVIDER_DUPLICATE: mailer is provided more than once in one setup, but Users injects one.',
        '  Users',
        '  Fix: provide it once, or inject all of them with @injectAll(…).',
      ].join('\n'),
    );
  });

  it('is what injectAll is for', () => {
    @Service('users')
    class Users {
      constructor(@injectAll(MAILER) readonly mailers: Mailer[]) {}
    }
    expect(() => createApp({ services: [Users], setup: twice })).not.toThrow();
  });
});

describe("a service's own provide", () => {
  @singleton()
  class Newsletter {
    constructor(@inject(MAILER) readonly mailer: Mailer) {}
  }
  @Service('users', { prefix: '/users' })
  class Users {
    constructor(readonly newsletter: Newsletter) {}
    @Get('/') list() {}
  }
  @Service('posts', { prefix: '/posts' })
  class Posts {
    constructor(readonly newsletter: Newsletter) {}
    @Get('/') list() {}
  }
  const users = defineService('users', { provide: [[MAILER, mailer]] });

  it('does not reach what another service shares, whoever else provides', () => {
    const setup = defineSetup({ provide: [[MAILER, mailer]] });
    expect(errorOf(() => createApp({ services: [Users, Posts, users], setup })).message).toBe(
      [
        'MONO_PROVIDER_SHARED: service "users" provides "mailer", but Newsletter, which needs it, is shared with "posts".',
        '  service "users"',
        '  Newsletter',
        '  Fix: provide "mailer" in defineSetup for the whole application, or let the token make it.',
      ].join('\n'),
    );
  });

  it('is fine for what only this service reaches', () => {
    expect(() => createApp({ services: [Users, users] })).not.toThrow();
  });
});

it('every mistake of every service is reported in one error', () => {
  @Service('users', { prefix: 'users' })
  class Users {
    constructor(@inject(MAILER) readonly mailer: Mailer) {}
    @Get('/') list() {}
  }
  @Service('posts')
  class Posts {
    constructor(readonly name: string) {}
    @Get('/*') all() {}
    @Get('/a') a() {}
    @Get('/a') again() {}
  }
  class Stray {}
  const parts = [Users, Posts, Stray, defineService('posts'), defineService('posts'), defineService('All')];
  expect(codesOf(errorOf(() => createApp({ services: parts }))).sort()).toEqual([
    'MONO_INJECT_TYPE',
    'MONO_PATH_INVALID',
    'MONO_PATH_INVALID',
    'MONO_PROVIDER_MISSING',
    'MONO_ROUTE_CONFLICT',
    'MONO_SERVICE_DUPLICATE',
    'MONO_SERVICE_EMPTY',
    'MONO_SERVICE_NAME_INVALID',
  ]);
});
