import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tsconfig } from '../example-app.js';
import { linkPackages, removeApps, writeApp } from '../write-app.js';
import { build, hashFiles } from './built-app.js';

afterAll(removeApps);

jest.setTimeout(60_000);

const files: Readonly<Record<string, string>> = {
  'tsconfig.json': tsconfig,
  'package.json': '{ "name": "app", "type": "module" }',
  'src/users/users.service.ts': `import { defineService } from '@monojs/core';
import { lower } from '../shared/text.js';
import { one } from 'modules';
import * as plain from 'plain';
export default defineService('users', { onStart() { console.log(lower('A'), one, plain.first); } });
`,
  'src/posts/posts.service.ts':
    "import { defineService } from '@monojs/core';\nexport default defineService('posts', {});\n",
  'src/shared/text.ts':
    'export const lower = (text: string) => text.toLowerCase();\nexport const upper = (text: string) => text.toUpperCase();\n',
  'node_modules/modules/package.json':
    '{ "name": "modules", "version": "1.0.0", "type": "module", "exports": { ".": "./index.js", "./part": "./part.js" } }',
  'node_modules/modules/index.js': "export { one, two } from './numbers.js';\nexport * as all from './numbers.js';\n",
  'node_modules/modules/numbers.js': 'export const one = 1;\nexport const two = 2;\nexport const three = 3;\n',
  'node_modules/modules/part.js': "export const part = 'part';\n",
  'node_modules/plain/package.json': '{ "name": "plain", "version": "1.0.0", "main": "index.js" }',
  'node_modules/plain/index.js': 'exports.first = 1;\nexports.second = require("./second");\n',
  'node_modules/plain/second.js': 'module.exports = 2;\n',
  'node_modules/fresh/package.json': '{ "name": "fresh", "version": "1.0.0", "type": "module", "main": "index.js" }',
  'node_modules/fresh/index.js': 'import { two } from "modules";\nimport "older";\nexport const sum = two;\n',
  'node_modules/older/package.json': '{ "name": "older", "version": "1.0.0", "main": "index.js" }',
  'node_modules/older/index.js': 'exports.sum = require("plain").second;\n',
};

const posts = (imports: string, value: string) =>
  `import { defineService } from '@monojs/core';\n${imports}\nexport default defineService('posts', { onStart() { console.log(${value}); } });\n`;

/** The files that a service's process opens: what its entries import, and what that imports. */
function filesOf(artifact: string, entry: string): Record<string, string> {
  const reached = new Set([entry]);
  for (const file of reached) {
    const text = readFileSync(join(artifact, file), 'utf8');
    for (const [, specifier] of text.matchAll(/(?:from|import)\s*\(?"(\.[^"]+)"/g))
      reached.add(join(dirname(file), specifier!));
  }
  const hashes = hashFiles(artifact);
  return Object.fromEntries(
    [...reached].sort().flatMap((file) => [file, `${file}.map`].map((path) => [path, hashes[path]!])),
  );
}

const own = (root: string) => filesOf(join(root, 'dist'), 'app/src/users/users.service.js');

test.each([
  ['shares one of its modules', posts("import { lower } from '../shared/text.js';", "lower('B')")],
  ['uses another export of one of its modules', posts("import { upper } from '../shared/text.js';", "upper('b')")],
  ['uses another export of one of its packages', posts("import { two, all } from 'modules';", 'two, all')],
  [
    'uses a package of its as a whole',
    posts("import plain from 'plain';\nimport * as modules from 'modules';", 'plain, modules'),
  ],
  ['uses another entry of one of its packages', posts("import { part } from 'modules/part';", 'part')],
  ['uses one of its modules as a whole', posts("import * as text from '../shared/text.js';", 'text')],
  ['brings a package that imports its packages', posts("import { sum } from 'fresh';", 'sum')],
  [
    'imports one of its modules when it runs',
    posts('', "await import('../shared/text.js')").replace('onStart()', 'async onStart()'),
  ],
])('a service keeps its files, byte for byte, when another one %s', async (_, changed) => {
  const root = linkPackages(writeApp(files));
  await build(root);
  const before = own(root);
  expect(Object.keys(before)).toContain('app/src/shared/text.js');
  expect(Object.keys(before).filter((file) => file.startsWith('packages/modules'))).not.toEqual([]);
  writeFileSync(join(root, 'src/posts/posts.service.ts'), changed);
  await build(root);
  expect(own(root)).toEqual(before);
});

test('only the files of the closure change with a module', async () => {
  const root = linkPackages(writeApp(files));
  await build(root);
  const before = hashFiles(join(root, 'dist'));
  writeFileSync(join(root, 'src/shared/text.ts'), `${files['src/shared/text.ts']}export const changed = true;\n`);
  await build(root);
  const after = hashFiles(join(root, 'dist'));
  expect(Object.keys(after).filter((file) => after[file] !== before[file])).toEqual([
    'app/src/shared/text.js',
    'app/src/shared/text.js.map',
    'main.js',
    'mono.json',
  ]);
});
