import { join } from 'node:path';
import { installPackages, monoPackages } from '../install-packages.js';
import { runMono } from '../run-mono.js';
import { removeApps, writeApp } from '../write-app.js';

jest.setTimeout(30_000);
afterAll(removeApps);

const files = {
  'mono.config.ts': "export default { setup: './src/setup.ts', topology: { both: ['users', 'posts'] } };",
  'src/setup.ts': "import './log.js';\n",
  'src/log.ts': '',
  'src/users.ts': `import { Service } from '@monojs/core';
import type { Hidden } from './hidden.js';
import { a } from './shared/index.js';
@Service('users')
export class Users {}
`,
  'src/posts.ts': `import { Service } from '@monojs/core';
@Service('posts')
export class Posts {
  load = (name: string) => import(name);
}
`,
  'src/shared/index.ts': "export * from './a.js';\nexport * from './b.js';\nexport { c } from './c.js';\n",
  'src/shared/a.ts': "import 'zod/v4';\nexport const a = 1;\n",
  'src/shared/b.ts': "import './d.js';\n",
  'src/shared/c.ts': 'export const c = 1;\n',
  'src/shared/d.ts': '',
  'src/hidden.ts': 'export interface Hidden {}\n',
};
const packages = {
  ...monoPackages,
  'node_modules/zod': { version: '4.0.0', exports: { './v4': './index.js' }, dependencies: { tiny: '^1.0.0' } },
  'node_modules/tiny': { version: '1.2.3' },
  'node_modules/other': { version: '1.0.0' },
};

const root = () => installPackages(writeApp(files), packages);
const why = (...args: string[]) => runMono(['why', ...args], { cwd: root() });

test('the shortest chain has file and line of each import, and the barrel on the way its cost', async () => {
  expect(await why('users', 'src/shared/d.ts')).toEqual({
    code: 0,
    stderr: '',
    stdout: `users reaches src/shared/d.ts:

  src/users.ts:3          imports ./shared/index.js
  src/shared/index.ts:2   hands on ./b.js
  src/shared/b.ts:1       imports ./d.js
  src/shared/d.ts

src/shared/index.ts is a barrel: it adds 4 files to users.
`,
  });
});

test('a package, by any of its names, also through what another package needs', async () => {
  const chain = `
  src/users.ts:3          imports ./shared/index.js
  src/shared/index.ts:1   hands on ./a.js
  src/shared/a.ts:1       imports zod/v4
`;
  for (const name of ['zod', 'zod/v4', 'node_modules/zod/index.js']) {
    expect((await why('users', name)).stdout).toContain(`${chain}  zod@4.0.0\n`);
  }
  expect((await why('users', 'tiny')).stdout).toContain(`${chain}  zod@4.0.0               needs tiny\n  tiny@1.2.3\n`);
});

test('the setup ties its files to every service', async () => {
  expect((await why('users', 'src/log.ts')).stdout).toBe(
    'users reaches src/log.ts:\n\n  src/setup.ts:1   imports ./log.js\n  src/log.ts\n',
  );
  expect((await why('users', 'src/setup.ts')).stdout).toBe(
    'src/setup.ts declares users, or is the setup of the application.\n',
  );
});

test('a tie that is only a computed import is called that, with what it costs', async () => {
  const { code, stdout } = await why('posts', 'src/hidden.ts');
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: `posts may reach src/hidden.ts:

  src/posts.ts:4   import(name)
  src/hidden.ts

src/posts.ts:4 computes what it imports, import(name), so everything that it could mean counts: it adds 7 files to posts.
`,
  });
});

test('what Mono itself brings is said to be that', async () => {
  expect((await why('users', '@monojs/server')).stdout).toBe(
    'users reaches @monojs/server:\n\n  mono                   runs every service on @monojs/server\n  @monojs/server@1.0.0\n',
  );
});

test.each(['src/hidden.ts', 'other', 'src/nowhere.ts'])('no tie to %s is said, and exits with 1', async (target) => {
  const { code, stdout } = await why('users', target);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^users does not reach .*: no import ties them, and no computed one could\.\n$/);
});

test('a file is named as it is seen from where one stands, or from the root', async () => {
  const cwd = join(root(), 'src/shared');
  for (const name of ['a.ts', './a.ts', 'src/shared/a.ts'])
    expect((await runMono(['why', 'users', name], { cwd })).stdout).toMatch(/^users reaches src\/shared\/a\.ts:/);
});

test('mono why --json is the same as data', async () => {
  const { stdout } = await why('users', 'src/shared/a.ts', '--json');
  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    service: 'users',
    target: 'src/shared/a.ts',
    reached: true,
    approximate: false,
    imports: [
      { from: 'src/users.ts', line: 3, written: './shared/index.js', to: 'src/shared/index.ts' },
      { from: 'src/shared/index.ts', line: 1, written: './a.js', to: 'src/shared/a.ts', reexport: true },
    ],
    barrels: [{ file: 'src/shared/index.ts', adds: 4 }],
    unfollowable: [],
  });
});

test.each([
  [['users'], 2, 'MONO_USAGE: mono why takes the name of a service, and a file or a package.'],
  [['both', 'zod'], 2, 'MONO_USAGE: mono why explains one service, but "both" is several.'],
  [
    ['usres', 'zod'],
    1,
    'MONO_SERVICE_UNKNOWN: there is no service or group "usres". Services: posts, users. Groups: both.',
  ],
])('mono why %j is refused', async (args, exit, message) => {
  const { code, stderr } = await why(...args);
  expect({ code, message: stderr.split('\n')[0] }).toEqual({ code: exit, message });
});

test('mono fingerprint prints one for each service, and --json everything that went in', async () => {
  const cwd = root();
  const { stdout } = await runMono(['fingerprint'], { cwd });
  expect(stdout).toMatch(
    /^posts {3}[\da-f]{64} {3}\d+ files {3}5 packages\nusers {3}[\da-f]{64} {3}8 files {4}5 packages\n$/,
  );
  const json = JSON.parse((await runMono(['fingerprint', 'users', '--json'], { cwd })).stdout) as {
    version: number;
    fingerprints: Record<string, unknown>[];
  };
  expect(json).toMatchObject({ version: 1, fingerprints: [{ service: 'users', entries: ['src/users.ts'] }] });
  expect(Object.keys(json.fingerprints[0]!)).toEqual([
    'service',
    'fingerprint',
    'entries',
    'files',
    'packages',
    'settings',
  ]);
  expect(stdout).toContain(String(json.fingerprints[0]!.fingerprint));
});
