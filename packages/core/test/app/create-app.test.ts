import {
  createApp,
  defineService,
  defineSetup,
  Get,
  inject,
  injectable,
  Post,
  Service,
  singleton,
  token,
  Use,
} from '@monojs/core';
import { codesOf, errorOf } from '../error-of.js';
import { serve } from '../serve.js';

@singleton()
class Repository {}
@injectable()
class Fresh {}
const NAME = token<string>('name', { create: () => 'name' });
@Service('users', { prefix: '/users' })
class Users {
  constructor(
    readonly repository: Repository,
    @inject(NAME) readonly name: string,
    readonly fresh: Fresh,
  ) {}
  @Get('/:id') one() {
    return 'user';
  }
  @Post('/') create() {}
}
@Service('posts', { prefix: '/posts' })
class Posts {
  @Get('/') list() {
    return 'posts';
  }
}

it('an application lists its services by name, with their routes in the order in which they are tried', () => {
  const app = createApp({ services: [Users, Posts, defineService('worker')] });
  expect(app.services).toEqual([
    { name: 'posts', state: 'new', startedIn: 0, routes: [{ service: 'posts', method: 'GET', path: '/posts', class: 'Posts', handler: 'list' }] },
    {
      name: 'users',
      state: 'new',
      startedIn: 0,
      routes: [
        { service: 'users', method: 'GET', path: '/users/:id', class: 'Users', handler: 'one' },
        { service: 'users', method: 'POST', path: '/users', class: 'Users', handler: 'create' },
      ],
    },
    { name: 'worker', state: 'new', startedIn: 0, routes: [] },
  ]); // prettier-ignore
});

it('an application without services answers 404', async () => {
  const app = createApp({ services: [] });
  expect((await (await serve(app.callback()))('GET', '/')).status).toBe(404);
  await app.stop();
});

it('a class or definition that is named twice is taken once', () => {
  expect(createApp({ services: [Users, Users] }).services[0]!.routes).toHaveLength(2);
  const definition = defineService('users');
  expect(() => createApp({ services: [Users, definition, definition] })).not.toThrow();
});

describe('what is no service', () => {
  it.each<[string, any, string]>([
    [
      'a class without @Service',
      class Stray {},
      'Stray is neither a class marked @Service nor made by defineService.\n  Stray',
    ],
    ['undefined', undefined, 'undefined is neither a class marked @Service nor made by defineService.'],
    ['a setup', defineSetup(), 'a setup is neither a class marked @Service nor made by defineService.'],
    [
      'a loader',
      () => import('@monojs/core'),
      'a function is neither a class marked @Service nor made by defineService.',
    ],
  ])('%s', (_, part, text) => {
    expect(errorOf(() => createApp({ services: [part] })).message).toBe(
      `MONO_SERVICE_EMPTY: ${text}\n  Fix: mark the class with @Service('its-service').`,
    );
  });
});

describe('the name of a service', () => {
  it.each(['Users', '1a', '', 'a_b', 'a b', '-a', 'é'])('cannot be %j', (name) => {
    expect(errorOf(() => createApp({ services: [defineService(name)] })).message).toBe(
      [
        `MONO_SERVICE_NAME_INVALID: "${name}" cannot be the name of a service.`,
        `  service "${name}"`,
        '  Fix: name it with small letters, digits and hyphens, a letter first: users, order-history.',
      ].join('\n'),
    );
  });

  it('cannot be "all", which means every service', () => {
    expect(errorOf(() => createApp({ services: [defineService('all')] })).findings[0]!.message).toBe(
      '"all" cannot be the name of a service: it means every service.',
    );
  });

  it.each(['a', 'order-history', 'v2', 'constructor'])('can be %j', (name) => {
    expect(() => createApp({ services: [defineService(name)] })).not.toThrow();
  });
});

describe('what JavaScript lets through', () => {
  const any = (value: unknown): any => value;
  function declare(options: any, path: unknown = '/x', ...use: any[]) {
    class Loose {
      handler() {}
    }
    Get(any(path))(Loose.prototype, 'handler', {} as never);
    if (use.length > 0) any(Use(...use))(Loose.prototype, 'handler');
    Service('loose', options)(Loose);
    return { services: [Loose] };
  }
  const path = 'MONO_PATH_INVALID';
  const middleware = 'MONO_MIDDLEWARE_INVALID';

  it.each<[string, string, Parameters<typeof createApp>[0]]>([
    ['a path', path, declare({}, undefined) && declare({}, 5)],
    ['a missing path', path, declare({}, null)],
    ['a prefix', path, declare({ prefix: 5 })],
    ['the middleware of a class', middleware, declare({ use: [undefined] })],
    ['middleware of a class that is no list', middleware, declare({ use: async () => {} })],
    ['the middleware of a method', middleware, declare({}, '/x', () => {}, undefined)],
    ['the middleware of a service', middleware, { services: [defineService('loose', { use: any([5]) })] }],
    ['middleware of a service that is no list', middleware, { services: [defineService('loose', { use: any(5) })] }],
    ['the middleware of the setup', middleware, { ...declare({}), setup: defineSetup({ use: any([null]) }) }],
  ])('is a finding: %s', (_, code, options) => {
    expect(codesOf(errorOf(() => createApp(options)))).toEqual([code]);
  });
});

describe('callback', () => {
  it('answers for the services it is given, and 404 for the others', async () => {
    const app = createApp({ services: [Users, Posts] });
    const send = await serve(app.callback(['posts']));
    expect([(await send('GET', '/posts')).status, (await send('GET', '/users/1')).status]).toEqual([200, 404]);
    await app.stop();
  });

  it('refuses a service that the application does not have', () => {
    const app = createApp({ services: [Users, Posts] });
    expect(errorOf(() => app.callback(['user', 'posts'])).message).toBe(
      ['MONO_SERVICE_UNKNOWN: there is no service "user". Services: posts, users.', '  Fix: did you mean users?'].join(
        '\n',
      ),
    );
    expect(codesOf(errorOf(() => createApp({ services: [Users], listeners: [['user']] })))).toEqual([
      'MONO_SERVICE_UNKNOWN',
    ]);
  });
});

describe('resolve', () => {
  it('gives what the application injects, while it runs', async () => {
    const app = createApp({ services: [Users, Posts] });
    await app.start();
    const users = app.resolve(Users);
    expect(users).toBeInstanceOf(Users);
    expect(app.resolve(Repository)).toBe(users.repository);
    expect(app.resolve(NAME)).toBe('name');
    expect(app.resolve(Fresh)).not.toBe(users.fresh);
    await app.stop();
  });

  it('says why it cannot', async () => {
    const app = createApp({ services: [Users] });
    const textOf = (key: any) => errorOf(() => app.resolve(key)).message;
    expect(textOf(Users)).toBe(
      'MONO_APP_STATE: Users cannot be resolved: the application has not started.\n  Fix: await app.start() first.',
    );
    await app.start();
    class Stranger {}
    expect(textOf(Stranger)).toBe(
      'MONO_APP_STATE: Stranger cannot be resolved: no service of this application injects it.\n  Fix: resolve something that a controller injects.',
    );
    await app.stop();
    expect(textOf(Users)).toBe(
      'MONO_APP_STATE: Users cannot be resolved: the application has been stopped.\n  Fix: resolve it before app.stop().',
    );
  });
});
