// docs/architecture.md, invariant 1: decorators only record. Importing a file opens nothing, reads no environment, starts nothing.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import {
  All,
  createApp,
  defineService,
  defineSetup,
  Delete,
  Get,
  Head,
  Options,
  Patch,
  Post,
  Put,
  Service,
  singleton,
  token,
} from '@monojs/core';
import { errorOf } from '../error-of.js';
import { readRoutes } from '../../src/metadata/reflect.js';

it('each verb records its method', () => {
  class Every {
    @Get('/') get() {}
    @Post('/') post() {}
    @Put('/') put() {}
    @Patch('/') patch() {}
    @Delete('/') delete() {}
    @Head('/') head() {}
    @Options('/') options() {}
    @All('/all') all() {}
  }
  expect(readRoutes(Every).map(({ method }) => method)).toEqual([
    'GET',
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
    'HEAD',
    'OPTIONS',
    'ALL',
  ]);
});

it('a spec is kept as it was written', () => {
  const spec = { status: 201, bodyLimit: 10 };
  class One {
    @Post('/', spec) create() {}
  }
  expect(readRoutes(One)[0]!.spec).toBe(spec);
});

it('declaring classes, tokens, services and an application makes and runs nothing', () => {
  const ran: string[] = [];
  const ran1 = (what: string) => () => void ran.push(what);
  const DATABASE = token('database', { create: ran1('create'), dispose: ran1('dispose') });
  @singleton()
  class Repository {
    constructor() {
      ran.push('repository');
    }
  }
  @Service('users')
  class Users {
    constructor(readonly repository: Repository) {
      ran.push('controller');
    }
    @Get('/') list() {
      ran.push('handler');
    }
  }
  const definition = defineService('users', { onStart: ran1('service'), provide: [[DATABASE, undefined]] });
  const setup = defineSetup({ onStart: ran1('setup'), onListen: ran1('listen') });
  createApp({ services: [Users, definition], setup });
  expect(ran).toEqual([]);
});

it('a static method cannot be a handler, and is refused where it is written', () => {
  class Users {
    static list() {}
  }
  const decorate = () => Get('/')(Users, 'list', Object.getOwnPropertyDescriptor(Users, 'list')!);
  expect(errorOf(decorate).message).toBe(
    [
      'MONO_HANDLER_INVALID: Users.list is static, and routes are answered by methods of an instance.',
      '  Users.list',
      '  Fix: take away `static`.',
    ].join('\n'),
  );
  expect(readRoutes(Function as never)).toEqual([]);
});

it('a decorator changes neither the class nor its prototype', () => {
  class Plain {
    show() {}
  }
  const before = [Reflect.ownKeys(Plain), Reflect.ownKeys(Plain.prototype), Plain.prototype.show] as const;
  Service('users')(Plain);
  Get('/')(Plain.prototype, 'show', Object.getOwnPropertyDescriptor(Plain.prototype, 'show')!);
  expect([Reflect.ownKeys(Plain), Reflect.ownKeys(Plain.prototype), Plain.prototype.show]).toEqual(before);
});

it('importing core and a file of declarations leaves no handle open and reads no environment of its own', () => {
  const tsc = path.resolve(__dirname, '../fixtures/declarations.cjs');
  const output = execFileSync(process.execPath, [tsc], { encoding: 'utf8', timeout: 20_000 });
  expect(JSON.parse(output)).toEqual({ resources: [], read: [] });
});
