import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { scanApp } from '../../src/scan/scan-app.js';
import { removeApps, writeApp } from '../write-app.js';

afterAll(removeApps);

/** The closure of service `a`, whose only entry is src/a.ts with this text. */
function closure(text: string, files: Record<string, string> = {}) {
  const root = writeApp({
    'src/a.ts': `import { Service } from '@monojs/core';\n@Service('a')\nexport class A {}\n${text}`,
    'src/other.ts': 'export {};',
    ...files,
  });
  return scanApp(root).closureOf('a');
}
const files = (text: string, more: Record<string, string> = {}) => closure(text, more).files;

describe('a closure follows', () => {
  test.each([
    ['an import', "import { b } from './b.js';"],
    ['an import without extension', "import { b } from './b';"],
    ['an import for its side effect', "import './b.js';"],
    ['an import of nothing', "import {} from './b.js';"],
    ['an import with a value among types', "import { type B, b } from './b.js';"],
    ['a re-export', "export { b } from './b.js';"],
    ['a re-export of everything', "export * from './b.js';"],
    ['a re-export as a namespace', "export * as b from './b.js';"],
    ['a dynamic import', "export const b = () => import('./b.js');"],
    ['a dynamic import of a template', 'export const b = () => import(`./b.js`);'],
    ['require', "const b = require('./b');"],
    ['require.resolve', "const b = require.resolve('./b.ts');"],
    ['import = require', "import b = require('./b.js');"],
    [
      'what createRequire made',
      "import { createRequire } from 'node:module';\nconst load = createRequire(__filename);\nload('./b.ts');",
    ],
    [
      'what createRequire made, called at once',
      "import { createRequire } from 'node:module';\ncreateRequire(import.meta.url)('./b.ts');",
    ],
    [
      'what createRequire made under another name',
      "import { createRequire as make } from 'node:module';\nconst load = make(import.meta.url);\nload('./b.ts');",
    ],
    ['a worker', "import { Worker } from 'node:worker_threads';\nnew Worker(new URL('./b.ts', import.meta.url));"],
  ])('%s', (_, text) => {
    const found = closure(text, { 'src/b.ts': 'export const b = 1;' });
    expect(found).toEqual({ files: ['src/a.ts', 'src/b.ts'], packages: ['@monojs/core'], unfollowable: [] });
  });

  test('barrels, in full, because they are loaded in full', () => {
    const more = {
      'src/shared/index.ts': "export * from './x.js';\nexport { Y } from './y.js';",
      'src/shared/x.ts': 'export class X {}',
      'src/shared/y.ts': 'export class Y {}',
    };
    expect(files("import { X } from './shared/index.js';", more)).toEqual([
      'src/a.ts',
      'src/shared/index.ts',
      'src/shared/x.ts',
      'src/shared/y.ts',
    ]);
  });

  test('what only a CommonJS file may hold, and a byte order mark', () => {
    const more = { 'src/b.js': "\ufeffif (!process.env.X) return;\nrequire('./c');\n", 'src/c.js': '' };
    expect(files("import './b.js';", more)).toEqual(['src/a.ts', 'src/b.js', 'src/c.js']);
  });

  test('circles, once', () => {
    expect(files("import './b.js';", { 'src/b.ts': "import './c.js';", 'src/c.ts': "import './a.js';" })).toEqual([
      'src/a.ts',
      'src/b.ts',
      'src/c.ts',
    ]);
  });

  test('the setup file, which is loaded with every service', () => {
    const more = {
      'mono.config.ts': "export default { setup: './src/setup.ts' };",
      'src/setup.ts': "import './log.js';",
      'src/log.ts': '',
    };
    expect(files('', more)).toEqual(['src/a.ts', 'src/log.ts', 'src/setup.ts']);
  });

  test('JSON and other files that are no code', () => {
    expect(files("import data from './data.json' with { type: 'json' };", { 'src/data.json': '{}' })).toEqual([
      'src/a.ts',
      'src/data.json',
    ]);
  });

  test('tsconfig paths', () => {
    const more = { 'tsconfig.json': '{ "compilerOptions": { "paths": { "@app/*": ["./src/*"] } } }', 'src/b.ts': '' };
    expect(files("import '@app/b.js';", more)).toEqual(['src/a.ts', 'src/b.ts']);
  });

  test('the imports map of package.json', () => {
    expect(files("import '#b';", { 'package.json': '{ "imports": { "#b": "./src/b.ts" } }', 'src/b.ts': '' })).toEqual([
      'src/a.ts',
      'src/b.ts',
    ]);
  });

  test('both files where compiled output lies beside its source, with the extension or without', () => {
    expect(files("import './b';", { 'src/b.ts': '', 'src/b.js': '' })).toEqual(['src/a.ts', 'src/b.js', 'src/b.ts']);
    expect(files("import './b.js';", { 'src/b.ts': '', 'src/b.js': '' })).toEqual(['src/a.ts', 'src/b.js', 'src/b.ts']);
  });

  test('a workspace package inside the application, under every condition', () => {
    const root = writeApp({
      'src/a.ts': "import { Service } from '@monojs/core';\nimport 'lib';\n@Service('a')\nexport class A {}",
      'libs/lib/package.json': '{ "name": "lib", "exports": { "import": "./esm.js", "require": "./cjs.js" } }',
      'libs/lib/esm.js': '',
      'libs/lib/cjs.js': '',
      'node_modules/keep': '',
    });
    symlinkSync(join(root, 'libs/lib'), join(root, 'node_modules/lib'), 'junction');
    expect(scanApp(root).closureOf('a').files).toEqual(['libs/lib/cjs.js', 'libs/lib/esm.js', 'src/a.ts']);
  });
});

describe('a closure follows imports that are not at the top', () => {
  const filler = 'export function f() {\n  return [1].map(() => 2);\n}\n';
  test.each([
    ['in a function', "export async function g() {\n  const b = await import('./b.js');\n  return b;\n}\n"],
    ['split over lines', "export {\n  b\n}\n  from\n  './b.js';\n"],
    ['a call split over lines', "void import(\n  './b.js'\n);\n"],
    ['a require split over lines', "require\n  ('./b');\n"],
    ['behind a comment', "export * from /* all */ './b.js';\n"],
    ['after a text that looks like the start of a comment', "const x = '/*';\nimport './b.js';\n"],
    ['after a regular expression with quotes', "const x = /['\"`]/;\nimport './b.js';\n"],
  ])('%s', (_, text) => {
    expect(files(filler + text + filler.replaceAll('f()', 'h()'), { 'src/b.ts': 'export const b = 1;' })).toEqual([
      'src/a.ts',
      'src/b.ts',
    ]);
  });

  test('but not a folder that a URL names', () => {
    expect(closure("const here = new URL('.', import.meta.url);\nconst there = new URL(here);").unfollowable).toEqual(
      [],
    );
  });

  test('but not in comments and strings', () => {
    expect(
      closure("// import './x.js';\nconst s = `\nimport './y.js';\nexport * from './z.js'`;\n" + filler).unfollowable,
    ).toEqual([]);
  });
});

describe('a closure leaves out', () => {
  test.each([
    ['import type', "import type { B } from './b.js';"],
    ['an import of only types', "import { type B, type C } from './b.js';"],
    ['export type', "export type { B } from './b.js';"],
    ['a type query', "export type B = import('./b.js').B;"],
  ])('%s', (_, text) => {
    expect(files(text, { 'src/b.ts': 'export interface B {}' })).toEqual(['src/a.ts']);
  });

  test('no import of only types that verbatimModuleSyntax keeps', () => {
    const more = { 'tsconfig.json': '{ "compilerOptions": { "verbatimModuleSyntax": true } }', 'src/b.ts': '' };
    expect(files("import { type B } from './b.js';\nexport { type C } from './b.js';", more)).toEqual([
      'src/a.ts',
      'src/b.ts',
    ]);
    expect(files("import type { B } from './b.js';", more)).toEqual(['src/a.ts']);
  });

  test("packages' files and Node's own modules; packages are named", () => {
    const { files: found, packages } = closure(
      "import 'node:fs';\nimport 'path';\nimport 'zod/v4';\nimport '@acme/x/y.js';\nimport 'absent';",
      {
        'node_modules/zod/package.json': '{ "name": "zod", "exports": { "./v4": "./v4.js" } }',
        'node_modules/zod/v4.js': '',
      },
    );
    expect(found).toEqual(['src/a.ts']);
    expect(packages).toEqual(['@acme/x', '@monojs/core', 'absent', 'zod']);
  });
});

describe('what cannot be followed is said and counted as reached', () => {
  test.each([
    ['import(name)', 'export const b = (name: string) => import(name);', 'import(name)'],
    ['a computed require', 'require(name);', 'require(name)'],
    ['a template that only climbs', 'import(`../${name}.js`);', 'import(`../${name}.js`)'],
    ['require as a value', 'const load = require\nload(name);', 'require handed on as a value'],
    ['require behind a cast', 'const load = require as any;', 'require handed on as a value'],
    [
      'createRequire that is handed on',
      'export const load = createRequire(import.meta.url);',
      'createRequire(import.meta.url) handed on as a value, or for another folder',
    ],
    [
      'createRequire for another folder',
      "createRequire('/elsewhere')('x');",
      "createRequire('/elsewhere') handed on as a value, or for another folder",
    ],
    ['require.call', "require.call(undefined, './x');", 'require handed on as a value'],
    [
      'a worker at a computed URL',
      'new Worker(new URL(name, import.meta.url));',
      'Worker(new URL(name, import.meta.url))',
    ],
    ['a worker named by a string', "new Worker('./x.js');", "Worker('./x.js')"],
  ])('%s: every source file', (_, text, written) => {
    const { files: found, unfollowable } = closure(text);
    expect(unfollowable).toEqual([
      {
        file: 'src/a.ts',
        line: 4,
        reason: `${written} is computed when the program runs, so every source file counts as reached`,
      },
    ]);
    expect(found).toEqual(['src/a.ts', 'src/other.ts']);
  });

  test('a computed import below a folder: every file of that folder', () => {
    const more = { 'src/locales/de.ts': "import '../text.js';", 'src/locales/en/us.json': '', 'src/text.ts': '' };
    const { files: found, unfollowable } = closure(
      'import(`./locales/${name}.js`);\nimport("./locales/" + name);',
      more,
    );
    expect(found).toEqual(['src/a.ts', 'src/locales/de.ts', 'src/locales/en/us.json', 'src/text.ts']);
    expect(unfollowable.map(({ reason }) => reason)).toEqual([
      'import(`./locales/${name}.js`) is computed when the program runs, so every file below ./locales/ counts as reached',
      'import("./locales/" + name) is computed when the program runs, so every file below ./locales/ counts as reached',
    ]);
  });

  test('a file that does not parse is named, since it hides what it imports', () => {
    expect(closure("import './b.js';", { 'src/b.ts': "\nclass {\nimport './c.js';" }).unfollowable).toEqual([
      { file: 'src/b.ts', line: 3, reason: expect.stringMatching(/^the file could not be parsed: ./) },
    ]);
  });

  test('a relative import of nothing is named', () => {
    expect(closure("\nimport './nowhere.js';").unfollowable).toEqual([
      { file: 'src/a.ts', line: 5, reason: './nowhere.js cannot be found' },
    ]);
  });
});
