import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MonoError } from '@monojs/core';
import { findApp } from '../../src/scan/find-app.js';
import { removeApps, writeApp } from '../write-app.js';

afterAll(removeApps);

test('the application is the nearest folder upward with a package.json', () => {
  const root = writeApp({ 'src/users/a.ts': '', 'src/package.json': '{}' });
  expect(findApp(join(root, 'src/users'))).toEqual({ root: join(root, 'src'), configFiles: [] });
  expect(findApp(root)).toEqual({ root, configFiles: [] });
});

test.each(['ts', 'js', 'mts', 'mjs', 'cts', 'cjs', 'json'])('or with a mono.config.%s', (extension) => {
  const root = writeApp({ [`apps/one/mono.config.${extension}`]: '', 'apps/one/src/a.ts': '' });
  const app = join(root, 'apps/one');
  expect(findApp(join(app, 'src'))).toEqual({ root: app, configFiles: [`mono.config.${extension}`] });
});

test('a workspace root names its application', () => {
  const root = writeApp({ 'package.json': '{ "mono": { "app": "apps/one" } }', 'apps/one/mono.config.ts': '' });
  expect(findApp(root)).toEqual({ root: join(root, 'apps/one'), configFiles: ['mono.config.ts'] });
});

test('a configuration beside the package.json wins over the application that it names', () => {
  const root = writeApp({ 'package.json': '{ "mono": { "app": "apps/one" } }', 'mono.config.ts': '' });
  expect(findApp(root)).toEqual({ root, configFiles: ['mono.config.ts'] });
});

test('an application that is named and missing is a mistake', () => {
  const root = writeApp({ 'package.json': '{ "mono": { "app": "apps/one" } }' });
  expect(() => findApp(root)).toThrow(
    new MonoError({
      code: 'MONO_APP_NOT_FOUND',
      message: '"mono": { "app": "apps/one" } names a folder that does not exist.',
      where: [{ file: 'package.json' }],
      fix: 'name the folder of the application, relative to this package.json.',
    }),
  );
});

test('a package.json that cannot be read still marks the application', () => {
  const root = writeApp({ 'package.json': '{' });
  mkdirSync(join(root, 'src'));
  expect(findApp(join(root, 'src'))).toEqual({ root, configFiles: [] });
});
