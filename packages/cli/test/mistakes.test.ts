import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runMono } from './run-mono.js';
import { linkPackages, removeApps, writeApp } from './write-app.js';

// Each mistake is planted in an application and asserted through the real command: whole text, place, exit code.
jest.setTimeout(60_000);
afterAll(removeApps);

const core = "import { defineService, Get, Service, inject, injectable, singleton, token } from '@monojs/core';\n";
const tsconfig = JSON.stringify({
  compilerOptions: {
    target: 'es2022',
    module: 'nodenext',
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    useDefineForClassFields: false,
  },
});

function app(files: Record<string, string>): string {
  return linkPackages(writeApp({ 'tsconfig.json': tsconfig, ...files }));
}

const users = {
  'src/users.ts': `${core}@Service('users', { prefix: '/users' })\nexport class UsersController {\n  @Get('/')\n  all() { return []; }\n}\n`,
};
const posts = {
  'src/posts.ts': `${core}@Service('posts', { prefix: '/posts' })\nexport class PostsController {\n  @Get('/')\n  all() { return []; }\n}\n`,
};

async function failing(files: Record<string, string>, args: readonly string[] = ['start', '--port', '0']) {
  const { code, stdout, stderr } = await runMono(args, { cwd: app(files) });
  // Whatever starts says its address: none did.
  expect(stdout).not.toMatch(/http:/);
  return { code, text: stderr.trimEnd() };
}

test('an unknown service or group: nearest names and the whole list', async () => {
  const files = { ...users, ...posts, 'mono.config.ts': "export default { topology: { content: ['posts'] } };" };
  expect(await failing(files, ['start', 'usres', 'contend', 'x'])).toEqual({
    code: 1,
    text: `MONO_SERVICE_UNKNOWN: there is no service or group "usres". Services: posts, users. Groups: content.
  Fix: did you mean users?

MONO_SERVICE_UNKNOWN: there is no service or group "contend". Services: posts, users. Groups: content.
  Fix: did you mean content?

MONO_SERVICE_UNKNOWN: there is no service or group "x". Services: posts, users. Groups: content.
  Fix: name one of them, or none to start all.`,
  });
});

test('no services', async () => {
  expect(await failing({ 'src/a.ts': 'export class A {}' })).toEqual({
    code: 1,
    text: `MONO_NO_SERVICES: no service was found in src (1 file searched).
  Fix: export a class marked @Service('name') from @monojs/core, or name the folder that holds it in \`sources\` of mono.config.ts.`,
  });
});

test('no application', async () => {
  const { code, stderr } = await runMono(['start'], { cwd: '/' });
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: `MONO_APP_NOT_FOUND: there is no mono.config.ts and no package.json in / or in any folder above it.
  Fix: run the command inside an application, or make one: npm init, then npm install @monojs/core @monojs/server @monojs/cli.
`,
  });
});

test('a duplicate route', async () => {
  const files = {
    'src/users.ts': `${core}@Service('users', { prefix: '/users' })\nexport class UsersController {\n  @Get('/:id')\n  findOne() {}\n}\n`,
    'src/profile.ts': `${core}@Service('users')\nexport class ProfileController {\n\n  @Get('/users/:name')\n  show() {}\n}\n`,
  };
  expect(await failing(files)).toEqual({
    code: 1,
    text: `MONO_ROUTE_CONFLICT: GET /users/:name and GET /users/:id answer the same requests in service "users".
  ProfileController.show    src/profile.ts:6
  UsersController.findOne   src/users.ts:5
  Fix: give one of them another path, or remove it.`,
  });
});

test('routes of two services that overlap behind one listener, and not when they have their own', async () => {
  const files = {
    ...users,
    'src/admin.ts': `${core}@Service('admin')\nexport class AdminController {\n  @Get('/users')\n  all() {}\n}\n`,
  };
  expect(await failing(files)).toEqual({
    code: 1,
    text: `MONO_ROUTE_OVERLAP: services "admin" and "users" run behind one listener and would both own /users.
  AdminController.all   src/admin.ts:5
  UsersController.all   src/users.ts:5
  Fix: give one of the services another prefix, move the route into the other service, or give each its own port.`,
  });
  expect((await runMono(['routes'], { cwd: app(files) })).code).toBe(0);
});

test('a service named by a variable', async () => {
  const text = `${core}const NAME = 'users';\n@Service(NAME)\nexport class UsersController {}\n`;
  expect(await failing({ 'src/users.ts': text })).toEqual({
    code: 1,
    text: `MONO_SERVICE_NAME_NOT_LITERAL: @Service(NAME) computes its name, so nothing can know the service without running the code.
  UsersController   src/users.ts:4
  Fix: write the name as a string literal, such as @Service('users').`,
  });
});

test('a class that esbuild compiled, which has no metadata', async () => {
  const text = `import { Service } from '@monojs/core';
class Repository {}
export let UsersController = class {
  constructor(repository) { this.repository = repository; }
};
UsersController = __decorateClass([Service('users')], UsersController);
function __decorateClass(decorators, target) {
  for (const decorator of decorators.reverse()) target = decorator(target) || target;
  return target;
}
`;
  expect(await failing({ 'package.json': '{ "type": "module" }', 'src/users.js': text })).toEqual({
    code: 1,
    text: `MONO_METADATA_MISSING: UsersController has constructor parameters (1) whose types were not recorded.
  UsersController   src/users.js:3
  Fix: compile it with "experimentalDecorators" and "emitDecoratorMetadata" in tsconfig.json (esbuild cannot; tsc, swc and oxc can), or mark each parameter with @inject(…).`,
  });
});

test('a missing provider', async () => {
  const text = `${core}export const MAILER = token<object>('mailer');\n@singleton()\nexport class Outbox {\n  constructor(@inject(MAILER) readonly mailer: object) {}\n}\n@Service('users')\nexport class UsersController {\n  constructor(readonly outbox: Outbox) {}\n  @Get('/') all() {}\n}\n`;
  expect(await failing({ 'src/users.ts': text })).toEqual({
    code: 1,
    text: `MONO_PROVIDER_MISSING: nothing provides "mailer", which is needed along UsersController -> Outbox -> mailer.
  Outbox   src/users.ts:4
  Fix: give the token a \`create\`: token('mailer', { create: () => … }), or name it in \`provide\` of defineSetup or defineService.`,
  });
});

test('an interface and a primitive injected without a token', async () => {
  const text = `${core}interface Clock { now(): number }\n@Service('users')\nexport class UsersController {\n  constructor(readonly clock: Clock, readonly limit: number) {}\n  @Get('/') all() {}\n}\n`;
  expect(await failing({ 'src/users.ts': text })).toEqual({
    code: 1,
    text: `MONO_INJECT_TYPE: UsersController asks for a value by a type that names no class: at run time it is Object, which is what an interface, a type or a primitive becomes.
  UsersController constructor parameter 1   src/users.ts:4
  Fix: inject it by a token: export const THING = token<Thing>('thing', { create: … }), then @inject(THING). If it is a class, import it without \`type\`.

MONO_INJECT_TYPE: UsersController asks for a value by a type that names no class: at run time it is Number, which is what an interface, a type or a primitive becomes.
  UsersController constructor parameter 2   src/users.ts:4
  Fix: inject it by a token: export const THING = token<Thing>('thing', { create: … }), then @inject(THING). If it is a class, import it without \`type\`.`,
  });
});

test('an injection cycle', async () => {
  const text = `${core}const B_TOKEN = token<object>('b');
@singleton()
export class A {
  constructor(@inject(B_TOKEN) readonly b: object) {}
}
@singleton()
export class B {
  constructor(readonly a: A) {}
}
@Service('users')
export class UsersController {
  constructor(readonly b: B) {}
  @Get('/') all() {}
}
export default defineService('users', { provide: [[B_TOKEN, B]] });
`;
  expect(await failing({ 'src/users.ts': text })).toEqual({
    code: 1,
    text: `MONO_INJECT_CYCLE: these need each other to be built: A -> b -> B -> A.
  A   src/users.ts:4
  b   src/users.ts:2
  B   src/users.ts:8
  Fix: move what they share into a third class, or inject one of them with @inject(delay(() => TheClass)).`,
  });
});

test('an undecorated subclass', async () => {
  const text = `${core}@singleton()\nexport class Database {}\n@singleton()\nexport class Repository {\n  constructor(readonly database: Database) {}\n}\nexport class CachedRepository extends Repository {}\n@Service('users')\nexport class UsersController {\n  constructor(readonly repository: CachedRepository) {}\n  @Get('/') all() {}\n}\n`;
  expect(await failing({ 'src/users.ts': text })).toEqual({
    code: 1,
    text: `MONO_INJECT_SUBCLASS: CachedRepository extends Repository but is not decorated, so it would be built without the dependencies of Repository.
  CachedRepository   src/users.ts:8
  Fix: mark CachedRepository with @singleton() or @injectable(), or give it a constructor of its own.`,
  });
});

describe('a circle of imports', () => {
  const files = {
    'src/users.ts': `${core}import { A } from './a.js';\n@Service('users')\nexport class UsersController {\n  constructor(readonly a: A) {}\n  @Get('/') all() {}\n}\n`,
    'src/a.ts': `${core}import { B } from './b.js';\n@singleton()\nexport class A {\n  constructor(readonly b: B) {}\n}\n`,
    'src/b.ts': `${core}import { A } from './a.js';\n@singleton()\nexport class B {\n  constructor(readonly a: A) {}\n}\n`,
  };
  test('of ES modules', async () => {
    expect(await failing({ ...files, 'package.json': '{ "type": "module" }' })).toEqual({
      code: 1,
      text: `MONO_IMPORT_CYCLE: files import each other in a circle, so A is needed before it exists: src/a.ts -> src/b.ts -> src/a.ts.
  service "users"   src/b.ts:3
  Fix: move what they share into a file of its own, or put one off: @inject(delay(() => TheClass)) it: PublicOf<TheClass>.`,
    });
  });

  test('of a CommonJS class and the one it extends, which is undefined instead of too early', async () => {
    const extending = {
      'src/users.js': `const { Service } = require('@monojs/core');\nrequire('./b.js');\nclass UsersController {}\nService('users')(UsersController);\nexports.UsersController = UsersController;\n`,
      'src/a.js': "const b_1 = require('./b.js');\nclass A extends b_1.B {}\nexports.A = A;\n",
      'src/b.js': "const a_1 = require('./a.js');\nclass B {\n  static a = () => a_1.A;\n}\nexports.B = B;\n",
    };
    expect(await failing(extending)).toEqual({
      code: 1,
      text: `MONO_IMPORT_CYCLE: files import each other in a circle, so the class to extend is needed before it exists: src/a.js -> src/b.js -> src/a.js.
  service "users"   src/a.js:2
  Fix: move what they share into a file of its own, or put one off: @inject(delay(() => TheClass)) it: PublicOf<TheClass>.`,
    });
  });
});

test('a path that cannot be understood', async () => {
  const text = `${core}@Service('users')\nexport class UsersController {\n  @Get('/:id(\\\\d+)')\n  one() {}\n  @Get('/*')\n  rest() {}\n  @Get('/:id?')\n  maybe() {}\n}\n`;
  expect(await failing({ 'src/users.ts': text })).toEqual({
    code: 1,
    text: `MONO_PATH_INVALID: the path "/:id(\\\\d+)" cannot be used: patterns in parentheses are not supported; check the parameter with a params schema.
  UsersController.one   src/users.ts:5
  Fix: write the path as path-to-regexp 8 reads it: /users/:id, /files/*path, /list{/:page}.

MONO_PATH_INVALID: the path "/*" cannot be used: a wildcard needs a name: /*rest.
  UsersController.rest   src/users.ts:7
  Fix: write the path as path-to-regexp 8 reads it: /users/:id, /files/*path, /list{/:page}.

MONO_PATH_INVALID: the path "/:id?" cannot be used: an optional parameter is written {/:id}.
  UsersController.maybe   src/users.ts:9
  Fix: write the path as path-to-regexp 8 reads it: /users/:id, /files/*path, /list{/:page}.`,
  });
});

test('a port that is taken', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  const result = await failing(users, ['start', '--port', String(port)]);
  server.close();
  expect(result).toEqual({
    code: 1,
    text: `MONO_PORT_IN_USE: port ${port} is already in use.
  service "users"
  Fix: stop the process that has it (\`lsof -i :${port}\` names it), or choose another port, for example --port ${port + 1}.`,
  });
});

test.each([
  [
    '--port 70000',
    ['start', '--port', '70000'],
    'MONO_PORT_INVALID: --port is "70000", which is no port.\n  Fix: give a whole number from 0 to 65535, for example 3000 (0 picks any free port).',
  ],
  [
    '--port abc',
    ['start', '--port', 'abc'],
    'MONO_PORT_INVALID: --port is "abc", which is no port.\n  Fix: give a whole number from 0 to 65535, for example 3000 (0 picks any free port).',
  ],
  [
    '--prot',
    ['start', '--prot', '1'],
    'MONO_USAGE: --prot is no flag of this command.\n  Fix: did you mean --port? All flags: --port, --host, --help, --list.',
  ],
])('a bad command line: %s', async (_, args, text) => {
  expect(await failing(users, args)).toEqual({ code: 2, text });
});

test('a bad PORT', async () => {
  const { code, stderr } = await runMono(['start'], { cwd: app(users), env: { PORT: 'http' } });
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr:
      'MONO_PORT_INVALID: PORT is "http", which is no port.\n  Fix: give a whole number from 0 to 65535, for example PORT=3000 (0 picks any free port).\n',
  });
});

test('a file that throws when it is imported', async () => {
  const files = {
    'src/users.ts': `import './settings.js';\n${users['src/users.ts']}`,
    'src/settings.ts':
      "\nexport const url = read();\nfunction read(): string {\n  throw new Error('DATABASE_URL is not set');\n}\n",
  };
  expect(await failing(files)).toEqual({
    code: 1,
    text: `MONO_SERVICE_LOAD_FAILED: src/settings.ts could not be imported: Error: DATABASE_URL is not set
  service "users"   src/settings.ts:4
  Fix: mend the file that the message names; importing a file should only declare things.`,
  });
});

test('a file that two services reach and that throws is one mistake', async () => {
  const files = {
    'src/users.ts': `import './settings.js';\n${users['src/users.ts']}`,
    'src/posts.ts': `import './settings.js';\n${posts['src/posts.ts']}`,
    'src/settings.ts': "throw new TypeError('bad');\n",
  };
  expect(await failing(files)).toEqual({
    code: 1,
    text: `MONO_SERVICE_LOAD_FAILED: src/settings.ts could not be imported: TypeError: bad
  service "posts"   src/settings.ts:1
  service "users"   src/settings.ts:1
  Fix: mend the file that the message names; importing a file should only declare things.`,
  });
});

test('a tsconfig.json without decorators', async () => {
  const fix =
    'set "experimentalDecorators" and "emitDecoratorMetadata" to true in tsconfig.json, and let its "include" cover this file.';
  expect(await failing({ ...users, 'tsconfig.json': '{}' })).toEqual({
    code: 1,
    text: `MONO_SERVICE_LOAD_FAILED: src/users.ts could not be compiled: decorators are not turned on for it.
  service "users"   src/users.ts
  Fix: ${fix}`,
  });
});

test('a file that imports a type as a value', async () => {
  const files = {
    ...users,
    'src/users.ts': `import { User } from './user.js';\nexport { User };\n${users['src/users.ts']}`,
    'src/user.ts': 'export interface User { id: string }\n',
    'package.json': '{ "type": "module" }',
  };
  expect(await failing(files)).toEqual({
    code: 1,
    text: `MONO_SERVICE_LOAD_FAILED: src/users.ts could not be imported: SyntaxError: The requested module './user.js' does not provide an export named 'User'
  service "users"   src/users.ts:1
  Fix: if what is imported is a type, write \`import type\`; otherwise export it.`,
  });
});

test('a file that does not parse, reached by an import', async () => {
  const files = {
    'src/users.ts': `import './broken.js';\n${users['src/users.ts']}`,
    'src/broken.ts': '\nconst a = ;\n',
  };
  expect(await failing(files)).toEqual({
    code: 1,
    text: `MONO_SYNTAX_ERROR: src/broken.ts could not be parsed: Unexpected token
  src/broken.ts:2
  Fix: correct the syntax; nothing of this file was read.`,
  });
});

test('an onStart that throws: what had started is stopped again', async () => {
  const files = {
    'src/auth.ts': `${core}export default defineService('auth', {\n  onStart() { console.log('auth started'); },\n  onStop() { console.log('auth stopped'); },\n});\n`,
    'src/users.ts': `${core}@Service('users')\nexport class UsersController {\n  @Get('/') all() {}\n  onStart() {\n    throw new Error('no connection');\n  }\n}\n`,
  };
  const { code, stdout, stderr } = await runMono(['start', '--port', '0'], { cwd: app(files) });
  expect({ code, stdout, stderr }).toEqual({
    code: 1,
    stdout:
      'Running the sources.\nNo service was named, so all of them start: auth, users.\nauth started\nauth stopped\n',
    stderr:
      'MONO_START_FAILED: onStart of UsersController threw: Error: no connection\n  UsersController   src/users.ts:5\n  Fix: mend what the message names. What had started before it was stopped again.\n',
  });
});

test('mistakes of every service are in one report', async () => {
  const files = {
    'src/users.ts': `${core}@Service('users')\nexport class UsersController {\n  constructor(readonly limit: number) {}\n  @Get('/a') a() {}\n  @Get('/a') b() {}\n}\n`,
    'src/posts.ts': `${core}@Service('posts')\nexport class PostsController {\n  constructor(readonly limit: string) {}\n  @Get('/b?') a() {}\n}\n`,
  };
  expect(await failing(files)).toEqual({
    code: 1,
    text: `MONO_PATH_INVALID: the path "/b?" cannot be used: it must not hold "?" or "#"; the query is read by a query schema.
  PostsController.a   src/posts.ts:5
  Fix: write the path as path-to-regexp 8 reads it: /users/:id, /files/*path, /list{/:page}.

MONO_ROUTE_CONFLICT: GET /a is declared twice in service "users".
  UsersController.a   src/users.ts:5
  UsersController.b   src/users.ts:6
  Fix: give one of them another path, or remove it.

MONO_INJECT_TYPE: PostsController asks for a value by a type that names no class: at run time it is String, which is what an interface, a type or a primitive becomes.
  PostsController constructor parameter 1   src/posts.ts:3
  Fix: inject it by a token: export const THING = token<Thing>('thing', { create: … }), then @inject(THING). If it is a class, import it without \`type\`.

MONO_INJECT_TYPE: UsersController asks for a value by a type that names no class: at run time it is Number, which is what an interface, a type or a primitive becomes.
  UsersController constructor parameter 1   src/users.ts:3
  Fix: inject it by a token: export const THING = token<Thing>('thing', { create: … }), then @inject(THING). If it is a class, import it without \`type\`.`,
  });
});

test('findings are data under --json', async () => {
  const { code, stdout, stderr } = await runMono(['routes', 'userz', '--json'], { cwd: app(users) });
  expect({ code, stdout: JSON.parse(stdout), stderr }).toEqual({
    code: 1,
    stdout: {
      version: 1,
      findings: [
        {
          code: 'MONO_SERVICE_UNKNOWN',
          message: 'there is no service or group "userz". Services: users.',
          where: [],
          fix: 'did you mean users?',
        },
      ],
    },
    stderr: '',
  });
});
