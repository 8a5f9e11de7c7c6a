import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeExampleApp } from '../example-app.js';
import { runMono } from '../run-mono.js';
import { removeApps } from '../write-app.js';

jest.setTimeout(30_000);
afterAll(removeApps);

test('mono list prints services, ports, groups and files', async () => {
  const second = {
    'src/users/admin.controller.ts':
      "import { Service } from '@monojs/core';\n@Service('users', { prefix: '/admin' })\nexport class AdminController {}\n",
  };
  expect(await runMono(['list'], { cwd: writeExampleApp(second) })).toEqual({
    code: 0,
    stderr: '',
    stdout: `mails               content   src/mails/mails.service.ts
posts   port 3055   content   src/posts/posts.controller.ts
users                         src/users/admin.controller.ts
                              src/users/users.controller.ts

Groups
content   mails, posts
`,
  });
});

test('mono list --json is sorted data with relative paths', async () => {
  const { code, stdout } = await runMono(['list', '--json'], { cwd: join(writeExampleApp(), 'src/users') });
  expect({ code, value: JSON.parse(stdout) }).toEqual({
    code: 0,
    value: {
      version: 1,
      services: [
        {
          name: 'mails',
          groups: ['content'],
          entries: [{ file: 'src/mails/mails.service.ts', classes: [], definitions: [{ line: 3 }] }],
        },
        {
          name: 'posts',
          port: 3055,
          groups: ['content'],
          entries: [
            { file: 'src/posts/posts.controller.ts', classes: [{ name: 'PostsController', line: 6 }], definitions: [] },
          ],
        },
        {
          name: 'users',
          groups: [],
          entries: [
            { file: 'src/users/users.controller.ts', classes: [{ name: 'UsersController', line: 6 }], definitions: [] },
          ],
        },
      ],
      groups: [{ name: 'content', services: ['posts', 'mails'] }],
    },
  });
});

test('mono list imports no file of the application', async () => {
  const trap =
    "import { writeFileSync } from 'node:fs';\nwriteFileSync('imported', '');\nthrow new Error('imported');\n";
  const root = writeExampleApp({
    'src/app.ts': trap,
    'mono.config.ts': `${trap.split('\n')[0]}\nexport default { setup: './src/app.ts' };`,
  });
  const users = "import { Service } from '@monojs/core';\n@Service('trap')\nexport class TrapController {}\n";
  const trapped = writeExampleApp({ 'src/trap.ts': trap + users, 'src/app.ts': trap });
  for (const cwd of [root, trapped]) {
    for (const args of [['list'], ['list', '--json'], ['start', '--list']])
      expect(await runMono(args, { cwd })).toMatchObject({ code: 0, stderr: '' });
    expect(existsSync(join(cwd, 'imported'))).toBe(false);
  }
});

test('mono list works where a workspace root names its application', async () => {
  const root = writeExampleApp({
    'package.json': '{ "mono": { "app": "apps/one" } }',
    'apps/one/package.json': '{}',
    'apps/one/src/a.ts': "import { Service } from '@monojs/core';\n@Service('one')\nexport class A {}\n",
    'mono.config.ts': '',
  });
  rmSync(join(root, 'mono.config.ts'));
  expect(await runMono(['list'], { cwd: root })).toEqual({ code: 0, stderr: '', stdout: 'one   src/a.ts\n' });
});

test.each([
  [['list', 'users'], 'mono list takes no names, but was given "users".', 'list'],
  [['list', '--jsn'], '--jsn is no flag of mono list, or takes no value.', 'list'],
  [['routes', '--json=1'], '--json is no flag of mono routes, or takes no value.', 'routes'],
])('mono %j is not understood', async (args, message, command) => {
  const stderr = `MONO_USAGE: ${message}\n  Fix: mono ${command} --help explains it; its only flag is --json.\n`;
  expect(await runMono(args, { cwd: __dirname })).toEqual({ code: 2, stdout: '', stderr });
});
