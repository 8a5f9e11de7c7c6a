import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOf } from '../../src/manifest/fingerprint-of.js';
import type { ScannedManifest } from '../../src/manifest/manifest.js';
import { copyConduit, edit, writeManifest, writeShop } from '../diff/diff-app.js';
import { runMono } from '../run-mono.js';
import { removeApps, writeApp } from '../write-app.js';

jest.setTimeout(60_000);
afterAll(removeApps);

/** A manifest in which each service reaches files of a version: `{ users: { 'a.ts': 1 } }`. */
function manifest(
  services: Record<string, Record<string, number>>,
  contracts: readonly string[] = [],
  groups: ScannedManifest['groups'] = [],
): string {
  const hashed = (files: Record<string, number>) =>
    Object.entries(files).map(([path, version]) => ({ path, hash: `v${version}`.padEnd(64, '0') }));
  const all = hashed(Object.assign({}, ...Object.values(services)) as Record<string, number>);
  return JSON.stringify({
    version: 1,
    services: Object.entries(services).map(([name, files]) => {
      const basis = { entries: [], files: hashed(files), packages: [], settings: [] };
      return { name, groups: [], unfollowable: [], ...basis, fingerprint: fingerprintOf(basis) };
    }),
    groups,
    contracts: all.filter(({ path }) => contracts.includes(path)),
  });
}

const migration = 'src/migrations.ts';
const before = {
  auth: { 'auth.ts': 1 },
  posts: { 'posts.ts': 1, [migration]: 1 },
  users: { 'users.ts': 1, [migration]: 1 },
};

async function plan(files: Record<string, string>, args: readonly string[]) {
  return runMono(['plan', ...args], { cwd: writeApp(files) });
}

test('only services whose fingerprint differs roll out, new ones first, and gone ones stop last', async () => {
  const files = {
    'old.json': manifest({ auth: { 'auth.ts': 1 }, mails: { 'mails.ts': 1 }, users: { 'users.ts': 1, 'b.ts': 1 } }),
    'new.json': manifest({ auth: { 'auth.ts': 1 }, users: { 'users.ts': 2, 'b.ts': 2 }, zoo: { 'zoo.ts': 1 } }),
  };
  const { code, stdout, stderr } = await plan(files, ['--running', 'old.json', '--new', 'new.json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toBe(`Step 1
  zoo     starts: nothing runs it yet

Step 2
  users   rolls out: changed: b.ts and 1 more

Step 3
  mails   stops: the application no longer has it

Untouched
  auth    keeps its image: nothing it reaches changed
`);
  const json = await plan(files, ['--running', 'old.json', '--new', 'new.json', '--json']);
  expect(JSON.parse(json.stdout)).toMatchObject({
    version: 1,
    services: [
      { name: 'auth', action: 'keep' },
      { name: 'mails', action: 'stop' },
      { name: 'users', action: 'roll-out' },
      { name: 'zoo', action: 'start' },
    ],
    steps: [{ services: ['zoo'] }, { services: ['users'] }, { services: ['mails'] }],
  });
  expect((await plan(files, ['--running', 'old.json', '--new', 'new.json', '--json'])).stdout).toBe(json.stdout);
});

describe('when a contract has changed', () => {
  const files = {
    'old.json': manifest(before, [migration], [{ name: 'edge', services: ['auth', 'users'] }]),
    'new.json': manifest(
      { auth: { 'auth.ts': 2 }, posts: { 'posts.ts': 1, [migration]: 2 }, users: { 'users.ts': 1, [migration]: 2 } },
      [migration],
      [{ name: 'edge', services: ['auth', 'users'] }],
    ),
  };
  const sides = ['--running', 'old.json', '--new', 'new.json'];

  test('the services that reach it roll out together', async () => {
    expect((await plan(files, sides)).stdout).toBe(`Step 1
  auth    rolls out: changed: auth.ts

Step 2, together: all get another version of src/migrations.ts
  posts   rolls out: changed: src/migrations.ts
  users   rolls out: changed: src/migrations.ts
`);
  });

  test.each([['users'], ['edge']])('a plan for %s alone is refused, with why and what would be right', async (only) => {
    const { code, stdout, stderr } = await plan(files, [...sides, '--only', only]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr)
      .toBe(`MONO_PLAN_CONTRACT: src/migrations.ts is a contract, and this plan leaves services on two versions of it.
  service "posts" stays on its image: the old version, v10000000000
  service "users" rolls out: the new version, v20000000000
  Fix: touch posts in the same step: add --only posts, or leave --only out.
`);
  });

  test('a plan for services that do not reach it is fine, and so is one for all that do', async () => {
    expect((await plan(files, [...sides, '--only', 'auth'])).stdout).toBe(`Step 1
  auth    rolls out: changed: auth.ts

Untouched
  posts   stays on its image: changed: src/migrations.ts, but --only leaves it out
  users   stays on its image: changed: src/migrations.ts, but --only leaves it out
`);
    expect((await plan(files, [...sides, '--only', 'posts', 'users'])).code).toBe(0);
    expect((await plan(files, [...sides, '--only', 'posts', '--only', 'users'])).code).toBe(0);
  });

  test('a name that nobody has is told with the nearest', async () => {
    const { code, stderr } = await plan(files, [...sides, '--only', 'user']);
    expect(code).toBe(1);
    expect(stderr).toContain('MONO_SERVICE_UNKNOWN');
    expect(stderr).toContain('users');
  });
});

test.each([
  [
    'is no longer marked',
    manifest({ ...before, users: { 'users.ts': 1, [migration]: 2 }, posts: { 'posts.ts': 1, [migration]: 2 } }),
  ],
  [
    'is marked only now',
    manifest({ ...before, users: { 'users.ts': 1, [migration]: 2 }, posts: { 'posts.ts': 1, [migration]: 2 } }, [
      migration,
    ]),
  ],
  ['is no longer there', manifest({ ...before, users: { 'users.ts': 1 }, posts: { 'posts.ts': 1 } })],
])('a contract that %s binds all the same', async (fact, next) => {
  const files = { 'old.json': manifest(before, fact === 'is marked only now' ? [] : [migration]), 'new.json': next };
  const { code, stderr } = await plan(files, ['--running', 'old.json', '--new', 'new.json', '--only', 'users']);
  expect(code).toBe(1);
  expect(stderr).toContain('MONO_PLAN_CONTRACT');
  expect((await plan(files, ['--running', 'old.json', '--new', 'new.json'])).code).toBe(0);
});

test('a service that stops reaching a contract binds nobody', async () => {
  const files = {
    'old.json': manifest(before, [migration]),
    'new.json': manifest({ ...before, users: { 'users.ts': 2 } }, [migration]),
  };
  expect((await plan(files, ['--running', 'old.json', '--new', 'new.json', '--only', 'users'])).code).toBe(0);
});

describe('several running manifests', () => {
  const files = {
    'a.json': manifest({ auth: { 'auth.ts': 1 }, users: { 'users.ts': 1 } }),
    'b/mono.json': manifest({ auth: { 'auth.ts': 1 }, users: { 'users.ts': 2 } }),
    'new.json': manifest({ auth: { 'auth.ts': 1 }, users: { 'users.ts': 2 } }),
  };

  test('a service may be said to run another artifact than the rest', async () => {
    const { stdout } = await plan(files, ['--running', 'a.json', 'users=b', '--new', 'new.json']);
    expect(stdout).toContain('Nothing has to roll out.');
    expect((await plan(files, ['--running', 'b', '--running', 'users=a.json', '--new', 'new.json'])).stdout).toContain(
      'users   rolls out',
    );
  });

  test('a service that differs between two of them has to be settled', async () => {
    const { code, stderr } = await plan(files, ['--running', 'a.json', 'b', '--new', 'new.json']);
    expect(code).toBe(1);
    expect(stderr)
      .toBe(`MONO_PLAN_UNCLEAR: service "users" differs between a.json and b, and it is not said which of them runs.
  Fix: add --running users=a.json, or users=b.
`);
  });

  test('a manifest whose contracts are damaged is refused', async () => {
    const damaged = JSON.stringify({ ...(JSON.parse(files['a.json']) as object), contracts: {} });
    const { code, stderr } = await plan({ ...files, 'a.json': damaged }, ['--running', 'a.json', '--new', 'new.json']);
    expect(code).toBe(1);
    expect(stderr).toContain('MONO_MANIFEST_INVALID: a.json does not say which files are contracts.');
  });

  test('a manifest has to hold the service that is said to run it', async () => {
    const { code, stderr } = await plan(files, ['--running', 'user=a.json', '--new', 'new.json']);
    expect(code).toBe(1);
    expect(stderr).toBe(`MONO_PLAN_UNCLEAR: a.json does not hold service "user". It holds auth, users.
  Fix: did you mean users=a.json?
`);
  });
});

test('the application as it stands is planned without importing it, by the contracts of its configuration', async () => {
  const root = writeShop({ 'mono.config.ts': "export default { contracts: ['src/shared/migr*.ts'] };\n" });
  writeManifest(root);
  expect((await runMono(['plan', '--running', 'old.json'], { cwd: root })).stdout).toContain(
    'Nothing has to roll out.',
  );
  edit(root, 'src/shared/migrations.ts', 'version = 1', 'version = 2; throw new Error("nobody imports this")');
  expect((await runMono(['plan', '--running', 'old.json'], { cwd: root })).stdout)
    .toBe(`Step 1, together: all get another version of src/shared/migrations.ts
  orders   rolls out: changed: src/shared/migrations.ts
  stock    rolls out: changed: src/shared/migrations.ts

Untouched
  mails    keeps its image: nothing it reaches changed
`);
  const refused = await runMono(['plan', '--running', 'old.json', '--only', 'orders'], { cwd: root });
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('service "stock" stays on its image: the old version');
});

test('in conduit a change of one service leaves the others on their images', async () => {
  const root = copyConduit();
  writeManifest(root);
  edit(root, 'src/auth/schemas.ts', 'const username = line(50)', 'const username = line(40)');
  expect((await runMono(['plan', '--running', 'old.json'], { cwd: root })).stdout).toBe(`Step 1
  auth    rolls out: changed: src/auth/schemas.ts

Untouched
  posts   keeps its image: nothing it reaches changed
  users   keeps its image: nothing it reaches changed
`);
});

test.each([
  ["['src/missing.ts']", 'contracts names src/missing.ts, which does not exist.'],
  ["['lib/**/*.ts']", 'contracts names lib/**/*.ts, which does not exist.'],
  ["'src/a.ts'", 'contracts must be a list of strings.'],
])('contracts: %s is a mistake', async (contracts, message) => {
  const root = writeShop();
  writeFileSync(join(root, 'mono.config.ts'), `export default { contracts: ${contracts} };\n`);
  const { code, stderr } = await runMono(['list'], { cwd: root });
  expect(code).toBe(1);
  expect(stderr).toContain(`MONO_CONFIG_INVALID: ${message}`);
});

test.each([
  [[], 'mono plan needs to know what runs.'],
  [['--running'], '--running is no flag of mono plan, or its value is missing or too much.'],
  [['old.json'], 'mono plan does not know what "old.json" is for.'],
  [['--running', 'a', '--new', 'b', 'c'], 'mono plan does not know what "c" is for.'],
  [['--running', 'a', '--new', 'b', '--new', 'c'], '--new names one manifest.'],
])('mono plan %j is not understood', async (args, message) => {
  const { code, stderr } = await runMono(['plan', ...args], { cwd: __dirname });
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(`MONO_USAGE: ${message}`) });
});
