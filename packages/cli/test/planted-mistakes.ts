import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { linkPackages, writeApp } from './write-app.js';

const root = join(__dirname, '../../..');

/** 25 mistakes of all kinds; the number of each is in a comment beside it. */
export const plantedMistakes: Readonly<Record<string, string>> = {
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      target: 'es2022',
      module: 'nodenext',
      strict: true,
      skipLibCheck: true,
      types: [],
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      useDefineForClassFields: false,
    },
    include: ['src', 'mono.config.ts'],
  }),
  'mono.config.ts': `import type { AppConfig } from '@monojs/core';
export default {
  services: {
    user: { port: 3001 }, // 1: a typo
  },
  topology: {
    edge: ['auth', 'usres'], // 2: a typo
  },
} satisfies AppConfig;
`,
  'mono.baseline.json': JSON.stringify({
    version: 1,
    boundaries: [
      { file: 'src/users/users.controller.ts', imports: 'src/auth/session.ts' },
      { file: 'src/users/users.controller.ts', imports: 'src/auth/gone.ts' }, // 3: it is gone
    ],
  }),

  // auth: how classes are declared
  'src/auth/auth.controller.ts': `import { Get, Service } from '@monojs/core';
import { Session } from './session.js';

@Service('auth', { prefix: '/auth' })
export class AuthController {
  constructor(readonly session: Session) {}
  @Get('/me') me() { return this.session.name; }
}

@Service('auth')
class ForgottenController { // 4: not exported
  @Get('/forgotten') get() { return 'forgotten'; }
}
void ForgottenController;
`,
  'src/auth/session.ts': `import { singleton } from '@monojs/core';
import { hash } from './hash.js';
@singleton()
export class Session {
  readonly name: string = hash('session');
}
`,
  'src/auth/hash.ts': `export function hash(text: string): string {
  return text.length; // 5: a type error
}
`,

  // users: routes
  'src/users/users.controller.ts': `import { Get, Param, Post, Service, type Context } from '@monojs/core';
import { Session } from '../auth/session.js'; // excused by the baseline
import { hash } from '../auth/hash.js'; // 6: an inside of auth

@Service('users', { prefix: '/users' })
export class UsersController {
  constructor(readonly session: Session) {}
  @Get('/') all() { return [hash('a')]; }
  @Get('/') list() { return []; } // 7: declared twice
  @Get('/files/:name.:extension') file() { return 'file'; }
  @Get('/files/:name.json') json() { return 'json'; } // 8: never answers
  @Post('/:id?') change() { return null; } // 9: an old spelling
  @Get('/by/:id') byId(@Param('name') name: string) { return name; } // 10: no such parameter
  @Get('/of/:id') of(@Param('id') id: string, ctx: Context) { return [id, ctx.path]; } // 11: half marked
}
`,
  // admin: a path of users
  'src/admin/admin.controller.ts': `import { Delete, Service } from '@monojs/core';
@Service('admin')
export class AdminController {
  @Delete('/users') clear() { return null; } // 12: owned by users
}
`,

  // posts: injection
  'src/posts/posts.controller.ts': `import { Get, inject, Service } from '@monojs/core';
import { inject as foreign } from 'tsyringe';
import { Archive } from './archive.js';
import { Left } from './circle.js';
import { Page } from './page.js';
import { SEARCH, SIZE, type Options, type Search } from './tokens.js';
import { Undecorated } from './undecorated.js';

@Service('posts', { prefix: '/posts' })
export class PostsController {
  constructor(
    @inject(SEARCH) readonly search: Search, // 13: nothing provides it
    readonly options: Pick<Options, 'size'>, // 14: an interface
    readonly left: Left, // 15: in a circle
    readonly archive: Archive, // 16: an undecorated subclass
    readonly undecorated: Undecorated, // 17: nothing was recorded
    @inject(SIZE) readonly size: number, // 18: provided twice
    @foreign('clock') readonly clock: unknown, // 19: tsyringe's global container
    readonly page: Page,
  ) {}
  @Get('/') all() { return []; }
}
`,
  'src/posts/tokens.ts': `import { token } from '@monojs/core';
export interface Search { find(text: string): string[] }
export interface Options { size: number }
export const SEARCH = token<Search>('search');
export const SIZE = token<number>('size');
export const RIGHT = token<object>('right');
`,
  'src/posts/circle.ts': `import { inject, singleton } from '@monojs/core';
import { RIGHT } from './tokens.js';
@singleton()
export class Left {
  constructor(@inject(RIGHT) readonly right: object) {}
}
@singleton()
export class Right {
  constructor(readonly left: Left) {}
}
`,
  'src/posts/archive.ts': `import { singleton } from '@monojs/core';
@singleton()
class Store {}
@singleton()
class Base {
  constructor(readonly store: Store) {}
}
export class Archive extends Base {}
`,
  'src/posts/undecorated.ts': `export class Undecorated {
  constructor(readonly text: string) {}
}
`,
  'src/posts/page.ts': `import { singleton } from '@monojs/core';
import { Layout } from './layout.js';
@singleton()
export class Page {
  constructor(readonly layout: Layout) {}
}
`,
  'src/posts/layout.ts': `import { singleton } from '@monojs/core';
import { titleOf } from './title.js';
@singleton()
export class Layout {
  title() { return titleOf('layout'); }
}
`,
  'src/posts/title.ts': `import { Page } from './page.js'; // 20: a circle of imports that can break
export const titleOf = (text: string) => [text, Page.name];
`,
  'src/posts/posts.service.ts': `import { defineService } from '@monojs/core';
import { Right } from './circle.js';
import { RIGHT, SIZE } from './tokens.js';
export default defineService('posts', { provide: [[RIGHT, Right], [SIZE, 1], [SIZE, 2]] });
`,

  // mails: schemas, settings, what is shared, what is there twice
  'src/mails/mails.controller.ts': `import { Get, Service } from '@monojs/core';
import { Clock as Older } from 'old-mailer';
import { Clock } from 'clock';
import { z } from 'zod';
import { Greeting } from '../shared/greeting.js';
const list = { response: z.array(z.object({ sent: z.date() })) };

@Service('mails', { prefix: '/mails' })
export class MailsController {
  constructor(readonly older: Older, readonly clock: Clock, readonly greeting: Greeting) {} // 21: two classes
  @Get('/', list) all() { return [{ sent: new Date() }]; } // 22: no JSON
}
`,
  'src/mails/mails.service.ts': `import { defineService } from '@monojs/core';
import { LANGUAGE } from '../shared/language.js';
export default defineService('mails', {
  config: { MAIL_URL: 'string' } as never, // 23: no schema
  provide: [[LANGUAGE, 'en']], // 24: shared with search
});
`,
  'src/search/search.controller.ts': `import { Get, Service } from '@monojs/core';
import { plugin } from 'plugin'; // 25: brings a core of its own
import { Greeting } from '../shared/greeting.js';
@Service('search', { prefix: '/search' })
export class SearchController {
  constructor(readonly greeting: Greeting) {}
  @Get('/') all() { return [plugin]; }
}
`,
  'src/shared/greeting.ts': `import { inject, singleton } from '@monojs/core';
import { LANGUAGE } from './language.js';
@singleton()
export class Greeting {
  constructor(@inject(LANGUAGE) readonly language: string) {}
}
`,
  'src/shared/language.ts': `import { token } from '@monojs/core';
export const LANGUAGE = token<string>('language', { create: () => 'de' });
`,

  // packages
  ...clock('node_modules/clock', '2.0.0'),
  ...clock('node_modules/old-mailer/node_modules/clock', '1.0.0'),
  'node_modules/old-mailer/package.json':
    '{ "name": "old-mailer", "version": "1.0.0", "main": "index.js", "types": "index.d.ts" }',
  'node_modules/old-mailer/index.js': "exports.Clock = require('clock').Clock;\n",
  'node_modules/old-mailer/index.d.ts': "export { Clock } from 'clock';\n",
  'node_modules/plugin/package.json':
    '{ "name": "plugin", "version": "1.0.0", "main": "index.js", "types": "index.d.ts" }',
  'node_modules/plugin/index.js': "exports.plugin = typeof require('@monojs/core').createApp;\n",
  'node_modules/plugin/index.d.ts': 'export const plugin: string;\n',
};

function clock(folder: string, version: string): Record<string, string> {
  return {
    [`${folder}/package.json`]: JSON.stringify({ name: 'clock', version, main: 'index.js', types: 'index.d.ts' }),
    [`${folder}/index.js`]: 'exports.Clock = class Clock {};\n',
    [`${folder}/index.d.ts`]: 'export class Clock {}\n',
  };
}

export function writePlantedMistakes(): string {
  const app = linkPackages(writeApp(plantedMistakes));
  linkInstalled(app, ['typescript', 'tsyringe', 'zod']);
  const copy = join(app, 'node_modules/plugin/node_modules/@monojs/core');
  for (const name of ['dist', 'package.json'])
    cpSync(join(root, 'packages/core', name), join(copy, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  return app;
}

/** Lets an application use what is installed for this repository. */
export function linkInstalled(app: string, names: readonly string[]): void {
  mkdirSync(join(app, 'node_modules'), { recursive: true });
  for (const name of names) symlinkSync(join(root, 'node_modules', name), join(app, 'node_modules', name), 'junction');
}
