import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, copyArtifact, hashFiles, removeCopies, startArtifact } from '../build/built-app.js';
import { writeExampleApp } from '../example-app.js';
import { runMono } from '../run-mono.js';
import { removeApps } from '../write-app.js';

afterAll(() => {
  removeApps();
  removeCopies();
});

jest.setTimeout(60_000);

const out = (root: string, path: string) => join(root, 'dist', path);

test('the artifact runs in an empty folder, with the grammar of mono start', async () => {
  const root = writeExampleApp();
  expect(await build(root)).toMatch(
    /^app [0-9a-f]{12} {3}3 services, \d+ files, .* in .* s\nStart it: node dist\/main\.js mails$/m,
  );
  const folder = copyArtifact(root);
  const running = await startArtifact(folder, ['users', 'content']);
  expect((await running.get('/users')).text).toBe('[{"of":"users"}]');
  expect((await running.get('/posts')).text).toBe('[{"of":"posts"},{"id":"1"}]');
  expect(await running.stop()).toBe(0);
  expect(running.output()).toMatch(/^app [0-9a-f]{12}: mails [0-9a-f]{12}, posts [0-9a-f]{12}, users [0-9a-f]{12}$/m);
  expect(running.output()).toMatch(/mails: started[^]*mails: stopped/);
});

test('a second build, and a build of the same input in another folder, gives the same bytes', async () => {
  const first = writeExampleApp();
  await build(first);
  const hashes = hashFiles(join(first, 'dist'));
  await build(first);
  expect(hashFiles(join(first, 'dist'))).toEqual(hashes);
  const second = writeExampleApp();
  await build(second);
  expect(hashFiles(join(second, 'dist'))).toEqual(hashes);
});

test('mono.json is the manifest and says what to run; --json prints it with every file', async () => {
  const root = writeExampleApp();
  const printed = JSON.parse(await build(root, '--json')) as {
    version: 1;
    artifact: object;
    files: { path: string; bytes: number }[];
  };
  const manifest = JSON.parse(readFileSync(out(root, 'mono.json'), 'utf8')) as {
    services: { name: string }[];
    artifact: object;
  };
  expect(manifest.services.map(({ name }) => name)).toEqual(['mails', 'posts', 'users']);
  expect(printed.artifact).toEqual(manifest.artifact);
  expect(printed.artifact).toMatchObject({ name: 'app', main: 'main.js', executable: false, copied: [] });
  expect(printed.files.map(({ path }) => path)).toEqual(Object.keys(hashFiles(join(root, 'dist'))));
});

test('a mistake anywhere is reported with its code, and the artifact before it stays as it was', async () => {
  const root = writeExampleApp();
  await build(root);
  const before = hashFiles(join(root, 'dist'));
  const file = join(root, 'src/posts/post.ts');
  const whole = readFileSync(file, 'utf8');
  for (const [text, code] of [
    ['export const = 1;', 'MONO_SYNTAX_ERROR'],
    ["import { a } from './missing.js';\nexport const createPost = () => a;", 'MONO_'],
    ["import { a } from 'not-installed';\nexport const createPost = () => a;", 'MONO_'],
    ["import { missing } from '../shared/text.js';\nexport const createPost = () => missing;", 'MONO_'],
  ] as const) {
    writeFileSync(file, text);
    const { code: exitCode, stderr } = await runMono(['build', '--no-types'], { cwd: root });
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringContaining(code) });
    expect(stderr).toContain('src/posts/post.ts');
    expect(hashFiles(join(root, 'dist'))).toEqual(before);
    expect(readdirSync(root).filter((name) => name.startsWith('.dist'))).toEqual([]);
  }
  writeFileSync(file, whole);
});

test('a folder that no build wrote is not replaced', async () => {
  const root = writeExampleApp();
  mkdirSync(out(root, ''));
  writeFileSync(out(root, 'precious.txt'), 'mine');
  const { code, stderr } = await runMono(['build', '--no-types'], { cwd: root });
  expect(code).toBe(1);
  expect(stderr).toBe(
    'MONO_OUTPUT_FOREIGN: dist was not written by mono build (it holds precious.txt and no mono.json), so it is not replaced.\n' +
      '  Fix: remove it yourself if nobody needs it, or name another folder with --out.\n',
  );
  expect(readFileSync(out(root, 'precious.txt'), 'utf8')).toBe('mine');
  await build(root, '--out', 'artifact');
  expect(existsSync(join(root, 'artifact/main.js'))).toBe(true);
});

test('an unknown flag, or a name, is a usage error', async () => {
  const root = writeExampleApp();
  expect(await runMono(['build', 'users'], { cwd: root })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('MONO_USAGE'),
  });
  expect(await runMono(['build', '--minify'], { cwd: root })).toMatchObject({ code: 2 });
});

test('an error in a handler has the line of the TypeScript in its stack', async () => {
  const root = writeExampleApp({
    'src/users/users.controller.ts': `import { Get, Service } from '@monojs/core';

interface Nothing {
  readonly here: string;
}

@Service('users', { prefix: '/users' })
export class UsersController {
  @Get('/')
  all(): Nothing {
    throw new Error('broken on line eleven');
  }
}
`,
  });
  await build(root);
  const running = await startArtifact(join(root, 'dist'), ['users'], { node: ['--enable-source-maps'] });
  expect((await running.get('/users')).status).toBe(500);
  await running.stop();
  expect(running.output()).toContain(`${join(root, 'src/users/users.controller.ts')}:11:11`);
});

test('an executable cannot hold await at the top of a module, and says where it stands', async () => {
  const root = writeExampleApp({
    'src/posts/post.ts':
      "export interface Post { id: string }\nconst id = await Promise.resolve('1');\nexport const createPost = (): Post => ({ id });\n",
  });
  await build(root);
  const { code, stderr } = await runMono(['build', '--no-types', '--executable'], { cwd: root });
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(/^MONO_EXECUTABLE_AWAIT: [^]*\n {2}src\/posts\/post\.ts:2\n/),
  });
  expect(existsSync(out(root, 'main.js'))).toBe(true);
});
