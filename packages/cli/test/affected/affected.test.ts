import { mkdirSync, readdirSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackages, monoPackages, write } from '../install-packages.js';
import { runMono } from '../run-mono.js';
import { removeApps } from '../write-app.js';
import { createRepository } from './git-repository.js';
import { affected, lock, service, workspace } from './workspace.js';

jest.setTimeout(60_000);
afterAll(removeApps);

test('nothing changed, nothing affected', async () => {
  const { root } = workspace();
  expect(await affected(root)).toEqual([]);
  expect(await runMono(['affected', '--since', 'HEAD', '--fail-if-any'], { cwd: root })).toEqual({
    code: 0,
    stdout: 'No service is affected by what changed since HEAD.\n',
    stderr: '',
  });
});

test.each<[string, Record<string, string>, string[]]>([
  [
    'a shared file',
    { 'apps/shop/src/shared/text.ts': 'export const text = 2;\n' },
    ['posts: changed, src/shared/text.ts changed', 'users: changed, src/shared/text.ts changed'],
  ],
  ['a file that nobody reaches', { 'apps/shop/src/new.ts': '', 'README.md': '' }, []],
  [
    'an import that becomes another file, without a word changed',
    { 'apps/shop/src/shared/text.js': '' },
    ['posts: changed, src/shared/text.js added', 'users: changed, src/shared/text.js added'],
  ],
  ['a new service', { 'apps/shop/src/edge.ts': service('edge', '') }, ['edge: added']],
  [
    'a service under another name',
    { 'apps/shop/src/mails.ts': service('letters', '') },
    ['letters: renamed, from mails, src/mails.ts changed'],
  ],
  ['a workspace package', { 'libs/lib/src/inner.ts': 'export const inner = 2;\n' }, ['posts: changed, lib changed']],
  ['what no import of a workspace package reaches', { 'libs/lib/src/unused.ts': 'export const unused = 2;\n' }, []],
  [
    'a version in the lock file, installed or not',
    { 'package-lock.json': lock('4.0.1') },
    ['users: changed, zod changed'],
  ],
  [
    'what a package needs',
    {
      'package-lock.json': lock('4.0.0', {
        'node_modules/zod': { version: '4.0.0', integrity: 'sha512-4.0.0', dependencies: { koa: '1' } },
        'node_modules/zod/node_modules/koa': { version: '1.0.0', integrity: 'sha512-k' },
      }),
    },
    ['users: changed, koa changed'],
  ],
  [
    'a package that nobody reaches',
    { 'package-lock.json': lock('4.0.0', { 'node_modules/other': { version: '1.0.0' } }) },
    [],
  ],
  [
    'a compiler option',
    { 'apps/shop/tsconfig.json': '{ "compilerOptions": { "target": "es2020" } }' },
    ['mails', 'posts', 'users'].map((name) => `${name}: changed, tsconfig.json target added`),
  ],
])('%s: who is affected, and by what; committed or not', async (_, changes, expected) => {
  const { root, top, commit } = workspace();
  for (const [file, text] of Object.entries(changes)) write(top, file, text);
  expect(await affected(root)).toEqual(expected);
  commit();
  expect(await affected(root, 'HEAD~1')).toEqual(expected);
  expect(await affected(root)).toEqual([]);
});

test('a removed service, and a new one that has nothing of it', async () => {
  const { root, top } = workspace();
  rmSync(join(top, 'apps/shop/src/mails.ts'));
  write(top, 'apps/shop/src/edge.ts', service('edge', "import 'zod';\n"));
  expect(await affected(root)).toEqual(['edge: added', 'mails: removed']);
  const { code, stdout } = await runMono(['affected', '--since', 'HEAD', '--fail-if-any'], { cwd: root });
  expect(code).toBe(1);
  expect(stdout).toBe(`edge   added

mails   removed

1 of 3 services is affected by what changed since HEAD; 1 removed.
`);
});

test('the text names services, reasons and how many', async () => {
  const { root, top } = workspace();
  write(top, 'apps/shop/src/users.ts', service('users', "import 'zod';\n"));
  write(top, 'package-lock.json', lock('4.0.1'));
  expect((await runMono(['affected', '--since', 'main'], { cwd: join(root, 'src') })).stdout).toBe(`users   changed
  src/shared/text.ts   removed
  src/users.ts         changed
  zod                  4.0.0 -> 4.0.1

1 of 3 services is affected by what changed since main.
`);
});

test('the index, the work tree and the worktrees of the repository stay as they are, and nothing is left behind', async () => {
  const { root, top, git } = workspace();
  write(top, 'apps/shop/src/mails.ts', '');
  git('add', 'apps/shop/src/mails.ts');
  write(top, 'apps/shop/src/mails.ts', service('mails', "import './shared/text.js';\n"));
  const state = () => [git('status', '--porcelain'), git('worktree', 'list'), git('stash', 'list')];
  const before = state();
  // `git status` itself may write the index, so only what lies between is watched.
  const written = statSync(join(top, '.git/index')).mtimeMs;
  const leftovers = () => readdirSync(tmpdir()).filter((name) => name.startsWith('mono-since-'));
  const others = leftovers();
  expect(await affected(root)).toEqual(['mails: changed, src/mails.ts changed, src/shared/text.ts added']);
  expect(statSync(join(top, '.git/index')).mtimeMs).toBe(written);
  expect(state()).toEqual(before);
  expect(leftovers().filter((name) => !others.includes(name))).toEqual([]);
});

test('a git hook can ask, too', async () => {
  const { root } = workspace();
  const env = { GIT_DIR: '.git', GIT_INDEX_FILE: '.git/index' };
  const { code, stderr } = await runMono(['affected', '--since', 'HEAD'], { cwd: root, env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('a file that git ignores has no history, so who reaches it is affected', async () => {
  const { root, top } = workspace({ 'apps/shop/src/mails.ts': service('mails', "import './generated/client.js';\n") });
  write(top, 'apps/shop/src/generated/client.ts', '');
  expect(await affected(root)).toEqual(['mails: changed, src/generated/client.ts unknown']);
});

test('a workspace package that runs from output which git ignores counts by its sources, tests left out', async () => {
  const { root, top } = workspace({
    'libs/lib/package.json': '{ "name": "lib", "version": "1.0.0", "main": "dist/index.js" }',
    'libs/lib/test/inner.test.ts': '',
  });
  write(top, 'libs/lib/dist/index.js', '');
  expect(await affected(root)).toEqual([]);
  write(top, 'libs/lib/test/inner.test.ts', 'export {};');
  expect(await affected(root)).toEqual([]);
  write(top, 'libs/lib/src/inner.ts', 'export const inner = 2;\n');
  expect(await affected(root)).toEqual(['posts: changed, lib changed']);
});

test('a package that is linked from outside of the repository has no history, so who reaches it is affected', async () => {
  const { root, top } = workspace({ 'package-lock.json': '' });
  const elsewhere = createRepository({ 'package.json': '{ "name": "lib", "main": "index.js" }', 'index.js': '' });
  rmSync(join(top, 'node_modules/lib'));
  symlinkSync(elsewhere.top, join(top, 'node_modules/lib'), 'junction');
  expect(await affected(root)).toEqual(['posts: changed, lib unknown']);
});

test('symbolic links within the repository lead to what was there then, relative and absolute ones', async () => {
  const { root, top, commit } = workspace({
    'common/x.ts': 'export const x = 1;\n',
    'apps/shop/src/mails.ts': service('mails', "import './one/x.js';\n"),
  });
  symlinkSync('../../../common', join(root, 'src/one'));
  symlinkSync(join(top, 'common'), join(root, 'src/two'));
  commit({ 'apps/shop/src/users.ts': service('users', "import './two/x.js';\n") });
  expect(await affected(root)).toEqual([]);
  write(top, 'common/x.ts', 'export const x = 2;\n');
  expect(await affected(root)).toEqual([
    'mails: changed, ../../common/x.ts changed',
    'users: changed, ../../common/x.ts changed',
  ]);
});

test("another package manager's lock file counts as a whole, and so do the declared dependencies where there is no lock file", async () => {
  const { root, top, git, commit } = workspace({ 'pnpm-lock.yaml': 'a' });
  git('rm', '--quiet', '--cached', 'package-lock.json');
  rmSync(join(top, 'package-lock.json'));
  commit();
  expect(await affected(root)).toEqual([]);
  write(top, 'pnpm-lock.yaml', 'b');
  expect(await affected(root)).toEqual(
    ['mails', 'posts', 'users'].map((name) => `${name}: changed, ../../pnpm-lock.yaml changed`),
  );

  rmSync(join(top, 'pnpm-lock.yaml'));
  commit();
  write(top, 'apps/shop/package.json', '{ "name": "shop", "dependencies": { "zod": "^4.0.1" } }');
  expect(await affected(root)).toEqual(
    ['mails', 'posts', 'users'].map((name) => `${name}: changed, package.json dependencies added`),
  );
});

test('an application that moved since then is new', async () => {
  const { root, top } = workspace();
  renameSync(root, join(top, 'apps/store'));
  expect(await affected(join(top, 'apps/store'))).toEqual(['mails: added', 'posts: added', 'users: added']);
});

test('a shallow clone says how to get what it lacks, and then knows', async () => {
  const { top, commit } = workspace();
  commit({ 'apps/shop/src/mails.ts': service('mails', "import './shared/text.js';\n") });
  const clone = createRepository({});
  clone.git('fetch', '--quiet', '--depth=1', `file://${top}`, 'main');
  clone.git('checkout', '--quiet', '--force', 'FETCH_HEAD');
  installPackages(clone.top, monoPackages);
  const cwd = join(clone.top, 'apps/shop');
  const { code, stdout, stderr } = await runMono(['affected', '--since', 'origin/main', '--fail-if-any'], { cwd });
  expect({ code, stdout, stderr }).toEqual({
    code: 3,
    stdout: '',
    stderr: `MONO_GIT_REF_UNREADABLE: git cannot read "origin/main": fatal: Not a valid object name origin/main
  Fix: name a commit, branch or tag that this clone has; a shallow clone gets it by \`git fetch --depth=1 origin <branch>\` and then \`--since FETCH_HEAD\`.
`,
  });
  clone.git('fetch', '--quiet', '--depth=1', `file://${top}`, `${'main'}`);
  expect(await affected(cwd, 'FETCH_HEAD')).toEqual([]);
});

test('a folder that is in no repository is refused with 3', async () => {
  const { root, top } = workspace();
  rmSync(join(top, '.git'), { recursive: true });
  mkdirSync(join(root, 'empty'));
  const { code, stderr } = await runMono(['affected', '--since', 'empty'], { cwd: root });
  expect(code).toBe(3);
  expect(stderr).toMatch(/^MONO_GIT_REF_UNREADABLE: git cannot read "empty": .*not a git repository/);
});

test.each([
  [[], 'mono affected needs to know what to compare with.'],
  [['--since'], '--since is no flag of mono affected, or its value is missing or too much.'],
  [['--since', 'main', 'users'], 'mono affected takes no names, but was given "users".'],
  [['--since', 'main', '--fail'], '--fail is no flag of mono affected, or its value is missing or too much.'],
])('mono affected %j is not understood', async (args, message) => {
  const { code, stderr } = await runMono(['affected', ...args], { cwd: __dirname });
  expect({ code, message: stderr.split('\n')[0] }).toEqual({ code: 2, message: `MONO_USAGE: ${message}` });
});
