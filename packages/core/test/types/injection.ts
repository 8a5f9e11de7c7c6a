// Compiled, never run, by types.test.ts.
import {
  type AppConfig,
  type AppDescription,
  createApp,
  defineMiddleware,
  defineService,
  defineSetup,
  delay,
  inject,
  injectAll,
  injectable,
  type Key,
  Service,
  singleton,
  token,
} from '@monojs/core';
import { z } from 'zod';

interface Database {
  query(sql: string): Promise<unknown[]>;
}
class PgDatabase implements Database {
  async query() {
    return [];
  }
}
class Users {
  private readonly secret = 1;
  #hidden = 2;
  find(id: string) {
    return { id, all: this.secret + this.#hidden };
  }
}
class InMemoryUsers {
  find(id: string) {
    return { id, all: 0 };
  }
}

const DATABASE = token<Database>('database', {
  create: async (resolve) => {
    const url: string = await resolve(URL_TOKEN);
    const users: Users = await resolve(Users);
    return url && users ? new PgDatabase() : new PgDatabase();
  },
  dispose: async (database) => void (await database.query('bye')),
});
const URL_TOKEN = token<string>('url');
export const keys: Key[] = [DATABASE, URL_TOKEN, Users];

// @ts-expect-error what create makes must fit
export const wrongToken = token<Database>('wrong', { create: () => 'no database' });
// @ts-expect-error what dispose takes must fit
export const wrongDispose = token<Database>('wrong', { dispose: (value: string) => void value });

@singleton()
export class Repository {
  constructor(
    private readonly users: Users,
    @inject(DATABASE) private readonly database: Database,
    @inject(Users) private readonly again: Users,
    @inject(delay(() => Later)) private readonly later: { name: string },
    @injectAll(DATABASE) private readonly all: Database[],
  ) {}
  use() {
    return [this.users, this.database, this.again, this.later, this.all];
  }
}
@injectable()
class Later {
  name = 'later';
}
@Service('wrong')
export class Wrong {
  // @ts-expect-error the token makes a Database
  constructor(@inject(DATABASE) private readonly database: string) {}
  use() {
    return this.database;
  }
}
export class AlsoWrong {
  // @ts-expect-error all of them are a list
  constructor(@injectAll(DATABASE) private readonly databases: Database) {}
  use() {
    return this.databases;
  }
}

@Service('users')
class UsersController {
  constructor(readonly users: Users) {}
}

export const setup = defineSetup({
  use: [async (ctx, next) => (ctx.set('X-A', '1'), next())],
  provide: [
    [DATABASE, PgDatabase],
    [URL_TOKEN, 'url'],
    [Users, new InMemoryUsers()],
  ],
  onStart() {},
  async onStop() {},
  onListen: (addresses) => void addresses.map(({ url, services }) => [url, services.join()]),
  renderError: (error, ctx) => void (ctx.body = String(error)),
});
export const service = defineService('users', {
  config: z.object({ port: z.number() }),
  provide: [[DATABASE, { query: async () => [1] }]],
  onStart: async () => {},
});
export const plain = [defineService('worker'), defineSetup()];

// @ts-expect-error not a database
export const wrongProvide = defineService('users', { provide: [[DATABASE, { sql: 1 }]] });
// @ts-expect-error a class that makes no database
export const wrongClass = defineSetup({ provide: [[DATABASE, InMemoryUsers]] });
// @ts-expect-error a text is no hook
export const wrongHook = defineSetup({ onStart: 'now' });
// @ts-expect-error there is no such option
export const wrongOption = defineService('users', { onBegin() {} });

export const needing = defineMiddleware([Users, DATABASE, URL_TOKEN], (users, database, url) => async (ctx, next) => {
  ctx.state.user = users.find(url);
  await database.query('select 1');
  await next();
});
export const wrongNeeds = defineMiddleware(
  [Users, DATABASE],
  // @ts-expect-error the second is a database
  (users: Users, database: Users) => () => void [users, database],
);

export const app = createApp({
  services: [UsersController, service],
  setup,
  override: [
    [DATABASE, PgDatabase],
    [Users, new InMemoryUsers()],
    [Users, InMemoryUsers],
  ],
  listeners: [['users']],
  onError: (error, ctx, name) => void [error, ctx.path, name?.toUpperCase()],
});
export const resolved: [UsersController, Database, string] = [
  app.resolve(UsersController),
  app.resolve(DATABASE),
  app.resolve(URL_TOKEN),
];
// @ts-expect-error a fake that lacks a public member
createApp({ services: [UsersController], override: [[Users, { lose: () => 1 }]] });
// @ts-expect-error a text is no service
createApp({ services: ['users'] });

export const config = {
  sources: ['src', '@acme/billing'],
  services: { auth: { port: 3001 } },
  topology: { edge: ['auth', 'users'], content: { services: ['posts'], scale: { min: 2, max: 10 } } },
  setup: './src/app.ts',
} satisfies AppConfig;
// @ts-expect-error a port is a number
export const wrongConfig = { services: { auth: { port: '3001' } } } satisfies AppConfig;

export const description = {
  services: { auth: async () => ({}), users: { load: async () => ({}), port: 3001 } },
  groups: { edge: ['auth'] },
  setup,
} satisfies AppDescription;
