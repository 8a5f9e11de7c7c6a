// @monojs/testing as an application outside of this repository gets it: from tarballs, under each test runner.
// Inside the repository jest compiles the packages from their sources, which hides what a package can and cannot import.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';

const repository = resolve(import.meta.dirname, '../..');
const packages = ['core', 'server', 'cli', 'testing'];
const TESTS = 5;
// The databases that the tests leave open, which the end of the test file has to close, and the one that a test closes itself.
const DATABASES = 3;

const [major, minor] = process.versions.node.split('.').map(Number);
const hasVitest5 = major > 22 || (major === 22 && minor >= 12);
const dependencies = {
  '@oxc-node/core': '0.1.7',
  '@swc/core': '1.16.18',
  '@swc/jest': '0.2.39',
  '@types/node': hasVitest5 ? '22.19.0' : '20.19.0',
  jest: '30.5.2',
  typescript: '6.0.3',
  vitest: hasVitest5 ? '5.1.1' : '4.1.12',
};

let folder;

before(
  async () => {
    folder = await mkdtemp(join(tmpdir(), 'mono-packed-'));
    await run(process.execPath, [join(repository, 'node_modules/typescript/bin/tsc'), '-b'], repository);
    const workspaces = packages.flatMap((name) => ['--workspace', `packages/${name}`]);
    await npm(['pack', ...workspaces, '--pack-destination', folder], repository);
    const tarballs = (await readdir(folder)).filter((file) => file.endsWith('.tgz'));
    assert.equal(tarballs.length, packages.length);
    const own = packages.map((name) => [
      `@monojs/${name}`,
      `file:${tarballs.find((file) => file.startsWith(`monojs-${name}-`))}`,
    ]);
    const manifest = { name: 'outside', private: true, dependencies: { ...dependencies, ...Object.fromEntries(own) } };
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
    await npm(['install', '--no-audit', '--no-fund', '--loglevel=error'], folder);
  },
  { timeout: 600_000 },
);

after(() => rm(folder, { recursive: true, force: true }));

for (const type of ['commonjs', 'module']) {
  test(`flagless jest, ${type}`, async () => {
    const app = await createShop(`jest-${type}`, type, { 'jest.test.ts': '' });
    const { output } = await app.run('jest/bin/jest.js', []);
    assert.match(output, new RegExp(`^Tests: +${TESTS} passed, ${TESTS} total$`, 'm'));
    assert.equal(await app.disposed(), DATABASES);
  });

  test(`node:test with TypeScript sources, ${type}`, async () => {
    const app = await createShop(`oxc-${type}`, type, { 'node.test.ts': "import { test } from 'node:test';" });
    const { output } = await app.node([
      '--import',
      '@oxc-node/core/register',
      '--test',
      '--test-reporter=tap',
      'test/node.test.ts',
    ]);
    assertNodePassed(output);
    assert.equal(await app.disposed(), DATABASES);
  });

  test(`node:test with the output of tsc, ${type}`, async () => {
    const app = await createShop(`tsc-${type}`, type, { 'node.test.ts': "import { test } from 'node:test';" });
    await app.run('typescript/bin/tsc', []);
    const { output } = await app.node(['--test', '--test-reporter=tap', 'dist/test/node.test.js']);
    assertNodePassed(output);
    assert.equal(await app.disposed(), DATABASES);
  });

  test(`vitest, ${type}`, async () => {
    const app = await createShop(`vitest-${type}`, type, { 'vitest.test.ts': "import { test } from 'vitest';" });
    const { output } = await app.run('vitest/vitest.mjs', ['run']);
    assert.match(output, new RegExp(`Tests +${TESTS} passed \\(${TESTS}\\)`));
    assert.equal(await app.disposed(), DATABASES);
  });
}

test('jest with ES modules', async () => {
  const app = await createShop('jest-esm', 'module', { 'jest.test.ts': '' });
  const config = JSON.parse(await readFile(join(app.root, 'jest.config.json'), 'utf8'));
  await writeFile(join(app.root, 'jest.config.json'), JSON.stringify({ ...config, extensionsToTreatAsEsm: ['.ts'] }));
  const jest = join(folder, 'node_modules/jest/bin/jest.js');
  const { output } = await app.node(['--experimental-vm-modules', jest]);
  assert.match(output, new RegExp(`^Tests: +${TESTS} passed, ${TESTS} total$`, 'm'));
  assert.equal(await app.disposed(), DATABASES);
});

test('a runner that cannot read the sources is told how to', async () => {
  const app = await createShop('unreadable', 'module', {});
  const text = `
    import { testApp } from '@monojs/testing';
    await testApp({ services: ['users'] }).catch((error) => console.log(error.message));`;
  await writeFile(join(app.root, 'src/plain.mjs'), text);
  const { output } = await app.node(['src/plain.mjs']);
  assert.match(output, /^MONO_TEST_IMPORT: the test runner cannot import .*users\.controller\.ts: /);
  assert.match(output, /importModule: \(file\) => import\(file\)/);
});

test('the command is installed', async () => {
  const app = await createShop('command', 'module', {});
  const { output } = await app.run('@monojs/cli/bin/mono.js', ['list']);
  assert.match(output, /posts[\s\S]*users/);
});

function assertNodePassed(output) {
  assert.match(output, new RegExp(`^# pass ${TESTS}$`, 'm'));
  assert.match(output, /^# fail 0$/m);
}

/** A copy of the application, its one test file written for a runner: they differ in where `test` comes from. */
async function createShop(name, type, tests) {
  const root = join(folder, name);
  await cp(join(repository, 'tests/packed/shop'), root, { recursive: true });
  const body = await readFile(join(root, 'test/shop.test.ts'), 'utf8');
  await rm(join(root, 'test'), { recursive: true });
  await mkdir(join(root, 'test'));
  for (const [file, line] of Object.entries(tests)) {
    await writeFile(join(root, 'test', file), body.replace("import { test } from 'node:test';", line));
  }
  await writeFile(join(root, 'package.json'), JSON.stringify({ name: 'shop', private: true, type }));
  const environment = { DISPOSED: join(root, 'disposed.txt') };
  return {
    root,
    node: (args) => run(process.execPath, args, root, environment),
    run: (bin, args) => run(process.execPath, [join(folder, 'node_modules', bin), ...args], root, environment),
    disposed: async () => (await readFile(environment.DISPOSED, 'utf8')).split('\n').length - 1,
  };
}

async function npm(args, cwd) {
  return process.platform === 'win32' ? run('npm.cmd', args, cwd, {}, { shell: true }) : run('npm', args, cwd);
}

function run(command, args, cwd, environment = {}, options = {}) {
  // What npm and node:test tell their children would make the inner ones behave as parts of this run.
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(npm_(lifecycle|package|config_local_prefix)|INIT_CWD|NODE_TEST_CONTEXT)/.test(name),
  );
  const env = { ...Object.fromEntries(inherited), ...environment, NO_COLOR: '1' };
  return new Promise((done, fail) => {
    execFile(command, args, { cwd, env, timeout: 300_000, maxBuffer: 1e8, ...options }, (error, stdout, stderr) => {
      const output = stripVTControlCharacters(`${stdout}${stderr}`);
      if (error) fail(new Error(`${[command, ...args].join(' ')} failed in ${cwd}\n${output}`, { cause: error }));
      else done({ output });
    });
  });
}
