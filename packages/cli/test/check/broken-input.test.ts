import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runMono } from '../run-mono.js';
import { removeApps } from '../write-app.js';
import { check, checkedApp, controller } from './check-app.js';

// Broken input ends in a coded error, and what is whole beside it is checked all the same.
jest.setTimeout(60_000);
afterAll(removeApps);

const users = { 'src/users.ts': controller('users', { body: "  @Get('/:id?') one() {}\n" }) };
const usersMistake = `MONO_PATH_INVALID: the path "/:id?" cannot be used: an optional parameter is written {/:id}.
  usersController.one   src/users.ts:5
  Fix: write the path as path-to-regexp 8 reads it: /users/:id, /files/*path, /list{/:page}.
`;
const unfinished =
  'importing a file should only declare things: what waits, connects or exits belongs into a `create` or an `onStart`.';

test.each([
  [
    'a syntax error',
    { 'src/posts.ts': controller('posts', { head: "import './b.js';\n" }), 'src/b.ts': '\nexport const b = ;\n' },
    'MONO_SYNTAX_ERROR: src/b.ts could not be parsed: Unexpected token\n  src/b.ts:2\n  Fix: correct the syntax; nothing of this file was read.\n',
  ],
  [
    'a missing file',
    { 'src/posts.ts': controller('posts', { head: "import './gone.js';\n" }) },
    'MONO_SERVICE_LOAD_FAILED: src/posts.ts imports ./gone.js, which cannot be found.\n  service "posts"   src/posts.ts:2\n  Fix: correct the path, or restore the file.\n',
  ],
  [
    'a missing package',
    { 'src/posts.ts': controller('posts', { head: "import 'gone';\n" }) },
    'MONO_SERVICE_LOAD_FAILED: src/posts.ts imports gone, which cannot be found.\n  service "posts"   src/posts.ts:2\n  Fix: install it: npm install gone\n',
  ],
  [
    'a file that throws',
    { 'src/posts.ts': controller('posts', { head: "if (Date) throw new Error('no database');\n" }) },
    'MONO_SERVICE_LOAD_FAILED: src/posts.ts could not be imported: Error: no database\n  service "posts"   src/posts.ts:2\n  Fix: mend the file that the message names; importing a file should only declare things.\n',
  ],
  [
    'a file that throws beside its import',
    { 'src/posts.ts': controller('posts', { head: "void Promise.reject(new Error('late'));\n" }) },
    `MONO_REFLECT_FAILED: the application could not be described: Error: late was thrown outside of an import, and nobody caught it.\n  src/posts.ts:2\n  Fix: ${unfinished}\n`,
  ],
  [
    'a file that exits',
    { 'src/posts.ts': controller('posts', { head: 'if (Date) process.exit(7);\n' }) },
    `MONO_REFLECT_FAILED: the application could not be described: while src/posts.ts was imported, it ended with exit code 7.\n  service "posts"   src/posts.ts\n  Fix: ${unfinished}\n`,
  ],
  [
    'a file that waits for ever',
    {
      'package.json': '{ "name": "app", "type": "module" }',
      'src/posts.ts': controller('posts', { head: 'await new Promise(() => {});\n' }),
    },
    `MONO_REFLECT_FAILED: the application could not be described: while src/posts.ts was imported, it waits for something that never comes, or called process.exit.\n  service "posts"   src/posts.ts\n  Fix: ${unfinished}\n`,
  ],
  [
    'a setup that exits',
    { 'mono.config.ts': "export default { setup: './src/app.ts' };\n", 'src/app.ts': 'process.exit(3);\n' },
    `MONO_REFLECT_FAILED: the application could not be described: while src/app.ts was imported, it ended with exit code 3.\n  src/app.ts\n  Fix: ${unfinished}\n`,
  ],
  [
    'a setup that is none',
    { 'mono.config.ts': "export default { setup: './src/app.ts' };\n", 'src/app.ts': 'export const a = 1;\n' },
    'MONO_SETUP_INVALID: the setup file has no default export made by defineSetup.\n  src/app.ts\n  Fix: write: export default defineSetup({ … }).\n',
  ],
  [
    'a configuration that is code',
    { 'mono.config.ts': 'export default { setup: process.env.SETUP };\n' },
    'MONO_CONFIG_NOT_DATA: mono.config.ts is read as data and never run, so it cannot hold code.\n  the value of process.env.SETUP   mono.config.ts:1\n  Fix: write literals only; code belongs in the file that `setup` names, and what differs between machines in the environment.\n',
  ],
  [
    'a baseline that is no JSON',
    { 'mono.baseline.json': '[]' },
    'MONO_BASELINE_INVALID: mono.baseline.json cannot be read: its version is undefined, and this Mono reads 1.\n  mono.baseline.json\n  Fix: restore it from your version control; deleting it makes every old violation a mistake again.\n',
  ],
])('%s', async (_, files, expected) => {
  const { code, text } = await check(checkedApp({ ...users, ...files }), '--no-types');
  const reports = text.split(/\n(?=MONO_|\d+ service)/).filter((report) => report.startsWith('MONO_'));
  expect(code).toBe(1);
  expect([...reports].sort()).toEqual([expected, usersMistake].sort());
});

test('a tsconfig.json without TypeScript is a mistake with a fix, and no tsconfig.json is a note', async () => {
  const app = { 'src/users.ts': controller('users') };
  expect(await check(checkedApp(app))).toEqual({
    code: 1,
    text: `MONO_TYPESCRIPT_MISSING: the application has a tsconfig.json, but TypeScript is not installed, so its types cannot be checked.
  tsconfig.json
  Fix: npm install --save-dev typescript, or leave the types to somebody else: mono check --no-types.

1 service, 1 route, 1 file: 1 mistake. … ms
`,
  });
  const plain = checkedApp(app);
  rmSync(join(plain, 'tsconfig.json'));
  expect(await check(plain)).toEqual({
    code: 0,
    text: 'Notes\n  there is no tsconfig.json, so no types were checked\n\n1 service, 1 route, 1 file: no mistakes. … ms\n',
  });
});

test('what the compiler says of a line that a finding explains is not said twice', async () => {
  const cwd = checkedApp(
    { 'src/users.ts': controller('users', { head: "import './gone.js';\nimport { a } from './gone.js';\nvoid a;\n" }) },
    ['typescript'],
  );
  const { text } = await check(cwd);
  expect(text.match(/^MONO_\w+/gm)).toEqual(['MONO_SERVICE_LOAD_FAILED', 'MONO_TYPE_ERROR']);
  writeFileSync(join(cwd, 'src/gone.ts'), 'export const a = 1;\n');
  expect(await check(cwd)).toEqual({ code: 0, text: '1 service, 1 route, 2 files: no mistakes. … ms\n' });
});

test.each([
  [['--josn'], '--josn is no flag of mono check, or takes no value.'],
  [['users'], 'mono check takes no names, but was given "users": it checks every service.'],
])('mono check %s is a usage error', async (flags, message) => {
  const { code, stderr } = await runMono(['check', ...flags], { cwd: checkedApp(users) });
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: `MONO_USAGE: ${message}\n  Fix: its flags are --json, --no-types, --update-baseline; mono check --help explains them.\n`,
  });
});
