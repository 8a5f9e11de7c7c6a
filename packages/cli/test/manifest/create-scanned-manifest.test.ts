import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createScannedManifest } from '../../src/manifest/create-scanned-manifest.js';
import { fingerprintOf } from '../../src/manifest/fingerprint-of.js';
import { scanApp } from '../../src/scan/scan-app.js';
import { installPackages, monoPackages, write } from '../install-packages.js';
import type { Installed } from '../install-packages.js';
import { removeApps, writeApp } from '../write-app.js';

afterAll(removeApps);

const core = "import { Service } from '@monojs/core';\n";
const files: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "app", "type": "module" }',
  'tsconfig.json': '{ "extends": "./tsconfig.base.json", "compilerOptions": { "noUnusedLocals": true } }',
  'tsconfig.base.json': '{ "compilerOptions": { "target": "es2022", "experimentalDecorators": true } }',
  'mono.config.ts':
    "export default { services: { users: { port: 3001 } }, topology: { edge: { services: ['users'], scale: { min: 1 } } } };",
  'src/users.ts': `${core}import './shared.js';\nimport 'a';\nimport data from './data.json' with { type: 'json' };\n@Service('users')\nexport class Users {}\n`,
  'src/posts.ts': `${core}import 'b';\n@Service('posts')\nexport class Posts {}\n`,
  'src/shared.ts': 'export const shared = 1;\n',
  'src/data.json': '{}',
  'src/alone.ts': 'export {};\n',
};
const packages: Installed = {
  ...monoPackages,
  'node_modules/a': { version: '1.0.0', dependencies: { c: '^1.0.0' } },
  'node_modules/b': { version: '1.0.0' },
  'node_modules/c': { version: '1.1.0' },
  'node_modules/unused': { version: '1.0.0' },
};

function app(more: Record<string, string> = {}, installed: Installed = {}): string {
  return installPackages(writeApp({ ...files, ...more }), { ...packages, ...installed });
}

const manifestOf = (root: string) => createScannedManifest(scanApp(root));
const serviceOf = (root: string, name: string) => manifestOf(root).services.find((service) => service.name === name)!;
const fingerprints = (root: string) =>
  Object.fromEntries(manifestOf(root).services.map(({ name, fingerprint }) => [name, fingerprint]));

/** The services whose fingerprints differ between the application and a variant of it. */
function changed(more: Record<string, string>, installed: Installed = {}, base: Installed = {}): string[] {
  const before = fingerprints(app({}, base));
  const after = fingerprints(app(more, { ...base, ...installed }));
  return Object.keys(after).filter((name) => before[name] !== after[name]);
}

test('a manifest says what a service reaches', () => {
  const { groups, services } = manifestOf(app());
  expect(groups).toEqual([{ name: 'edge', services: ['users'], scale: { min: 1 } }]);
  expect(services[1]).toEqual({
    name: 'users',
    port: 3001,
    groups: ['edge'],
    entries: [{ file: 'src/users.ts', classes: [{ name: 'Users', line: 6 }], definitions: [] }],
    files: ['src/data.json', 'src/shared.ts', 'src/users.ts'].map((path) => ({
      path,
      hash: expect.stringMatching(/^[\da-f]{64}$/),
    })),
    packages: [
      { name: '@monojs/core', version: '1.0.0' },
      { name: '@monojs/server', version: '1.0.0' },
      { name: 'a', version: '1.0.0' },
      { name: 'c', version: '1.1.0' },
      { name: 'koa', version: '3.0.0' },
    ],
    settings: [
      { name: 'package.json type', value: 'module' },
      { name: 'port', value: 3001 },
      { name: 'tsconfig.json experimentalDecorators', value: true },
      { name: 'tsconfig.json target', value: 'es2022' },
    ],
    unfollowable: [],
    fingerprint: expect.stringMatching(/^[\da-f]{64}$/),
  });
  for (const service of services) expect(fingerprintOf(service)).toBe(service.fingerprint);
});

test('a manifest is the same in another folder, and holds neither of them', () => {
  const [one, other] = [app(), app()];
  expect(JSON.stringify(manifestOf(one))).toBe(JSON.stringify(manifestOf(other)));
  expect(JSON.stringify(manifestOf(one))).not.toContain(one);
});

test.each<[string, Record<string, string>, string[]]>([
  ['a file that only users reaches', { 'src/shared.ts': 'export const shared = 2;\n' }, ['users']],
  ['JSON that is imported', { 'src/data.json': '{ "a": 1 }' }, ['users']],
  ['a file that nobody reaches', { 'src/alone.ts': 'export const a = 1;' }, []],
  ['a new file that nobody reaches', { 'src/new.ts': 'export const a = 1;' }, []],
  [
    'another service that begins to share a file',
    { 'src/posts.ts': `${files['src/posts.ts']}import './shared.js';` },
    ['posts'],
  ],
  [
    'a new service',
    { 'src/mails.ts': `${core}import './shared.js';\n@Service('mails')\nexport class Mails {}` },
    ['mails'],
  ],
  [
    'a compiler option in what tsconfig.json extends',
    { 'tsconfig.base.json': '{ "compilerOptions": { "target": "es2020", "experimentalDecorators": true } }' },
    ['posts', 'users'],
  ],
  [
    'a compiler option that only checks',
    {
      'tsconfig.json':
        '{ "extends": "./tsconfig.base.json", "compilerOptions": { "noUnusedLocals": false, "sourceMap": true } }',
    },
    [],
  ],
  ['the module format', { 'package.json': '{ "name": "app" }' }, ['posts', 'users']],
  [
    'the name and scripts of the application',
    { 'package.json': '{ "name": "other", "type": "module", "scripts": {} }' },
    [],
  ],
  ['the port', { 'mono.config.ts': files['mono.config.ts']!.replace('3001', '3002') }, ['users']],
  [
    'groups and scale',
    { 'mono.config.ts': "export default { services: { users: { port: 3001 } }, topology: { other: ['posts'] } };" },
    [],
  ],
  [
    'a setup',
    { 'mono.config.ts': files['mono.config.ts']!.replace('{ services', "{ setup: './src/alone.ts', services") },
    ['posts', 'users'],
  ],
])('%s changes the fingerprints of exactly those that it concerns', (_, more, expected) => {
  expect(changed(more)).toEqual(expected);
});

test.each<[string, Installed, string[]]>([
  [
    'a package that users imports',
    { 'node_modules/a': { version: '1.0.1', dependencies: { c: '^1.0.0' } } },
    ['users'],
  ],
  ['a package that this one needs', { 'node_modules/c': { version: '1.2.0' } }, ['users']],
  [
    'a second version, of which this one gets the nearer',
    { 'node_modules/a/node_modules/c': { version: '1.9.0' } },
    ['users'],
  ],
  ['what Mono itself needs', { 'node_modules/koa': { version: '3.0.1' } }, ['posts', 'users']],
  [
    'the server, which nobody imports and everybody runs on',
    { 'node_modules/@monojs/server': { version: '1.0.1' } },
    ['posts', 'users'],
  ],
  ['a package that nobody reaches', { 'node_modules/unused': { version: '2.0.0' } }, []],
])('the version of %s changes the fingerprints of exactly those that it concerns', (_, installed, expected) => {
  expect(changed({}, installed)).toEqual(expected);
});

test('two versions that change places change the fingerprint', () => {
  const two = (forA: string, forD: string): Installed => ({
    'node_modules/a': { version: '1.0.0', dependencies: { c: '1', d: '1' } },
    'node_modules/d': { version: '1.0.0', dependencies: { c: '1' } },
    'node_modules/a/node_modules/c': { version: forA },
    'node_modules/d/node_modules/c': { version: forD },
  });
  expect(changed({}, two('1.0.0', '1.5.0'), two('1.5.0', '1.0.0'))).toEqual(['users']);
});

test('the build of a package for this platform is told by the version of who needs it, and left out', () => {
  const native = (range: string): Installed => ({
    'node_modules/b': { version: '1.0.0', optionalDependencies: { 'b-linux': range } },
  });
  const linux: Installed = { 'node_modules/b-linux': { version: '2.0.0', os: ['linux'] } };
  expect(changed({}, linux, native('2.0.0'))).toEqual([]);
  expect(changed({}, linux, native('^2.0.0'))).toEqual(['posts']);
});

test('what did not come from a registry, or was patched, counts by what it holds', () => {
  const lock = (entry: object) => ({
    'node_modules/.package-lock.json': JSON.stringify({ packages: { 'node_modules/b': entry } }),
  });
  const edited = { 'node_modules/b/index.js': '1' };
  const difference = (more: Record<string, string>) => {
    const [before, after] = [app(more), app(more)];
    for (const [file, text] of Object.entries(edited)) write(after, file, text);
    return fingerprints(before).posts !== fingerprints(after).posts;
  };
  expect(difference(lock({ version: '1.0.0', integrity: 'sha512-x' }))).toBe(false);
  expect(difference(lock({ version: '1.0.0', resolved: 'git+ssh://git@example.org/b.git#abc' }))).toBe(true);
  expect(difference(lock({ version: '1.0.0', resolved: 'file:b.tgz', integrity: 'sha512-x' }))).toBe(true);
  expect(difference({ 'patches/b+1.0.0.patch': '' })).toBe(true);
});

test('packages that only the compiler imports count', () => {
  const compilerOptions = { jsx: 'react-jsx', jsxImportSource: 'preact', importHelpers: true };
  const root = app({
    'tsconfig.json': JSON.stringify({ compilerOptions }),
    'src/shared.tsx': '',
    'src/shared.ts': "import './shared.jsx';",
  });
  const more = ['preact', 'tslib'].map((name) => ({ name, version: 'not installed' }));
  expect(serviceOf(root, 'users').packages).toEqual(expect.arrayContaining(more));
  expect(serviceOf(root, 'posts').packages.map(({ name }) => name)).toEqual([
    '@monojs/core',
    '@monojs/server',
    'b',
    'koa',
    'tslib',
  ]);
});

test("pnpm's layout gives the packages that pnpm chose", () => {
  const root = app();
  const store = 'node_modules/.pnpm';
  installPackages(root, {
    [`${store}/a@2.0.0/node_modules/a`]: { version: '2.0.0', dependencies: { c: '^3.0.0' } },
    [`${store}/c@3.0.0/node_modules/c`]: { version: '3.0.0' },
  });
  link(root, `${store}/c@3.0.0/node_modules/c`, `${store}/a@2.0.0/node_modules/c`);
  link(root, `${store}/a@2.0.0/node_modules/a`, 'node_modules/a');
  expect(serviceOf(root, 'users').packages).toEqual(
    expect.arrayContaining([
      { name: 'a', version: '2.0.0' },
      { name: 'c', version: '3.0.0' },
    ]),
  );
});

describe('a linked package outside of the application', () => {
  /** The application in a folder of a workspace, which links `lib`. */
  function workspace(more: Record<string, string> = {}): string {
    const top = writeApp({
      ...Object.fromEntries(Object.entries(files).map(([file, text]) => [`apps/app/${file}`, text])),
      'apps/app/src/users.ts': `${core}import 'lib';\n@Service('users')\nexport class Users {}\n`,
      'lib/package.json':
        '{ "name": "lib", "version": "1.0.0", "exports": { ".": "./src/index.ts", "./other": "./src/other.ts" } }',
      'lib/src/index.ts': "import './inner.js';\nimport 'c';\n",
      'lib/src/inner.ts': 'export {};\n',
      'lib/src/other.ts': 'export {};\n',
      ...more,
    });
    installPackages(top, packages);
    link(top, 'lib', 'node_modules/lib');
    return join(top, 'apps/app');
  }

  test('counts by the files that are reached, and not by the others', () => {
    const before = fingerprints(workspace());
    const differs = (more: Record<string, string>) => fingerprints(workspace(more)).users !== before.users;
    expect(differs({})).toBe(false);
    expect(differs({ 'lib/src/inner.ts': 'export const a = 1;\n' })).toBe(true);
    expect(differs({ 'lib/src/other.ts': 'export const a = 1;\n' })).toBe(false);
    expect(fingerprints(workspace({ 'lib/src/inner.ts': 'export const a = 1;\n' })).posts).toBe(before.posts);
  });

  test('brings the packages that its files import', () => {
    expect(serviceOf(workspace(), 'users').packages).toEqual([
      { name: '@monojs/core', version: '1.0.0' },
      { name: '@monojs/server', version: '1.0.0' },
      { name: 'c', version: '1.1.0' },
      { name: 'koa', version: '3.0.0' },
      { name: 'lib', version: '1.0.0', hash: expect.any(String) },
    ]);
  });

  test('counts with all its files where it is not known which of them are reached', () => {
    const computed = { 'lib/src/index.ts': 'export const load = (name: string) => import(name);\n' };
    const other = { ...computed, 'lib/src/other.ts': 'export const a = 1;\n' };
    expect(fingerprints(workspace(computed)).users).not.toBe(fingerprints(workspace(other)).users);
  });
});

test('a package that is not installed is named as such', () => {
  const root = app();
  rmSync(join(root, 'node_modules/b'), { recursive: true });
  expect(serviceOf(root, 'posts').packages).toContainEqual({ name: 'b', version: 'not installed' });
});

test('files behind a symbolic link count where they really are', () => {
  const root = app({
    'src/posts.ts': `${core}import './linked/x.js';\n@Service('posts')\nexport class Posts {}\n`,
    'common/x.ts': '',
  });
  link(root, 'common', 'src/linked');
  expect(serviceOf(root, 'posts').files.map(({ path }) => path)).toEqual(['common/x.ts', 'src/posts.ts']);
});

function link(root: string, target: string, path: string): void {
  rmSync(join(root, path), { recursive: true, force: true });
  mkdirSync(dirname(join(root, path)), { recursive: true });
  symlinkSync(join(root, target), join(root, path), 'junction');
}
