import { MonoError } from '@monojs/core';
import type { Finding } from '@monojs/core';
import { locate, locateError } from '../../src/scan/locate.js';
import { scanApp } from '../../src/scan/scan-app.js';
import { removeApps, writeApp } from '../write-app.js';

afterAll(removeApps);

const core = "import { Service, defineService } from '@monojs/core';\n";
const root = () =>
  writeApp({
    'src/users.ts': `${core}import { Repository } from './a/repository.js';\n@Service('users')\nexport class UsersController {\n  all() {}\n  'by-id' = () => {};\n  constructor(readonly repository: Repository) {}\n}\n`,
    'src/users.service.ts': `${core}\nexport default defineService('users', {});\n`,
    'src/posts.ts': `${core}import { Repository } from './b/repository.js';\nexport const Hidden = class {\n  find() {}\n};\n@Service('posts')\nexport class PostsController {}\n`,
    'src/a/repository.ts': "import { UsersController } from '../users.js';\nexport class Repository {\n  all() {}\n}\n",
    'src/b/repository.ts': '\nexport class Repository {\n  find() {}\n}\n',
  });

function places(
  where: Finding['where'],
  { code = 'MONO_ROUTE_CONFLICT', services = ['posts', 'users'] }: { code?: Finding['code']; services?: string[] } = {},
) {
  const findings = locate([{ code, message: '', where, fix: '' }], scanApp(root()), services);
  return findings[0]!.where.map(({ file, line }) => (file === undefined ? 'nowhere' : `${file}:${line}`));
}

test('a class gets the line of its name, a method its own', () => {
  expect(places([{ class: 'UsersController' }])).toEqual(['src/users.ts:4']);
  expect(places([{ service: 'users', class: 'UsersController', method: 'all' }])).toEqual(['src/users.ts:5']);
  expect(places([{ class: 'UsersController', method: 'by-id' }])).toEqual(['src/users.ts:6']);
  expect(places([{ class: 'Hidden', method: 'find' }])).toEqual(['src/posts.ts:4']);
});

test('an inherited method gets the line of the class', () => {
  expect(places([{ class: 'UsersController', method: 'inherited' }])).toEqual(['src/users.ts:4']);
});

test('what is not found, or already has a place, stays as it is', () => {
  expect(places([{ class: 'Nobody' }, { service: 'users' }, { file: 'x.ts', line: 1 }])).toEqual([
    'nowhere',
    'nowhere',
    'x.ts:1',
  ]);
});

test('of two classes with one name, the method decides, then the service', () => {
  expect(places([{ class: 'Repository', method: 'find' }])).toEqual(['src/b/repository.ts:2'.replace(':2', ':3')]);
  expect(places([{ class: 'Repository', service: 'users' }])).toEqual(['src/a/repository.ts:2']);
  expect(places([{ class: 'Repository' }], { services: ['posts'] })).toEqual(['src/b/repository.ts:2']);
});

test('if nothing decides, every candidate is listed', () => {
  expect(places([{ class: 'Repository' }])).toEqual(['src/a/repository.ts:2', 'src/b/repository.ts:2']);
});

test('two places of one name are two classes of that name', () => {
  expect(places([{ class: 'Repository' }, { class: 'Repository' }])).toEqual([
    'src/a/repository.ts:2',
    'src/b/repository.ts:2',
  ]);
});

test('what is said of a service is at its defineService', () => {
  expect(places([{ service: 'users' }], { code: 'MONO_START_FAILED' })).toEqual(['src/users.service.ts:3']);
  expect(places([{ service: 'posts' }], { code: 'MONO_START_FAILED' })).toEqual(['nowhere']);
});

test('one mistake that two services reach is reported once', () => {
  const finding: Finding = { code: 'MONO_INJECT_TYPE', message: 'x', where: [{ class: 'UsersController' }], fix: '' };
  expect(locate([finding, { ...finding }], scanApp(root()), ['users'])).toHaveLength(1);
});

test('a type that is no class at run time, because two files import each other, is a circle of imports', () => {
  const finding: Finding = {
    code: 'MONO_INJECT_TYPE',
    message: 'UsersController asks for a value by a type that names no class',
    where: [{ class: 'UsersController', note: 'constructor parameter 1' }],
    fix: '',
  };
  expect(locate([finding], scanApp(root()), ['users'])).toEqual([
    {
      code: 'MONO_IMPORT_CYCLE',
      message:
        'files import each other in a circle, so Repository is needed before it exists: src/a/repository.ts -> src/users.ts -> src/a/repository.ts.',
      where: [{ class: 'UsersController', note: 'constructor parameter 1', file: 'src/users.ts', line: 4 }],
      fix: 'move what they share into a file of its own, or put one off: @inject(delay(() => TheClass)) it: PublicOf<TheClass>.',
    },
  ]);
});

test('an error keeps its cause, and one that is not ours is left alone', () => {
  const cause = new Error('cause');
  const scan = scanApp(root());
  const located = locateError(
    new MonoError({ code: 'MONO_INJECT_TYPE', message: '', where: [{ class: 'PostsController' }], fix: '' }, { cause }),
    scan,
    ['posts'],
  );
  expect(located).toMatchObject({ cause, findings: [{ where: [{ file: 'src/posts.ts', line: 7 }] }] });
  expect(locateError(cause, scan, ['posts'])).toBe(cause);
});
