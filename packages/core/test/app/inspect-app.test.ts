import {
  defineMiddleware,
  defineService,
  defineSetup,
  delay,
  Get,
  inject,
  Query,
  Service,
  singleton,
  token,
} from '@monojs/core';
import { inspectApp } from '@monojs/core/inspect';

const made: string[] = [];
const DATABASE = token<string>('database', { create: () => (made.push('database'), 'database') });
const MISSING = token<string>('missing');
const schema = { '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) } } as const;

@singleton()
class Store {
  constructor(@inject(DATABASE) readonly database: string) {
    made.push('store');
  }
}
@Service('users', { prefix: '/users' })
class UsersController {
  constructor(readonly store: Store) {
    made.push('controller');
  }
  @Get('/:id', { response: schema }) byId() {}
  @Get('/') all(@Query('page') page: unknown) {
    return page;
  }
}
@Service('posts', { prefix: '/posts' })
class PostsController {
  constructor(
    @inject(MISSING) readonly missing: string,
    @inject(delay(() => Store)) readonly store: unknown,
  ) {}
  @Get('/') all() {}
  @Get('/') again() {}
}

it('says what services declare, together with the mistakes, and makes nothing', () => {
  const setup = defineSetup({ use: [defineMiddleware([DATABASE], () => (_, next) => next())] });
  const users = defineService('users', { config: schema });
  const { services, findings } = inspectApp({ services: [UsersController, users, PostsController], setup });
  expect(services.map(({ name, config }) => [name, config])).toEqual([
    ['posts', undefined],
    ['users', schema],
  ]);
  expect(services[1]!.routes).toEqual([
    {
      service: 'users',
      method: 'GET',
      path: '/users/:id',
      class: 'UsersController',
      handler: 'byId',
      spec: { response: schema },
      parameters: [],
    },
    expect.objectContaining({
      path: '/users',
      handler: 'all',
      parameters: [{ handler: 'all', index: 0, source: 'query', name: 'page' }],
    }),
  ]);
  expect(services[1]!.injection).toEqual([
    { key: DATABASE, name: 'database', kind: 'token', needs: [] },
    { key: Store, name: 'Store', kind: 'singleton', needs: [DATABASE] },
    { key: UsersController, name: 'UsersController', kind: 'controller', needs: [Store] },
  ]);
  expect(services[0]!.injection).toContainEqual({
    key: PostsController,
    name: 'PostsController',
    kind: 'controller',
    needs: [Store],
  });
  expect(findings.map(({ code }) => code)).toEqual(['MONO_ROUTE_CONFLICT', 'MONO_PROVIDER_MISSING']);
  expect(made).toEqual([]);
});
