import { createIsCore } from '../../src/scan/is-core.js';
import { readServices } from '../../src/scan/read-services.js';
import { scanApp } from '../../src/scan/scan-app.js';
import { parseSource } from '../../src/scan/syntax-tree.js';
import { removeApps, writeApp } from '../write-app.js';

afterAll(removeApps);

const isCore = createIsCore(() => ({ builtin: true }))('/a.ts');
function read(text: string, file = 'a.ts') {
  const { marks, findings } = readServices(file, parseSource(file, text), isCore);
  return [
    ...marks.map(({ service, className, line }) => `${service} ${className ?? 'defineService'}:${line}`),
    ...findings.map(({ code, where }) => `${code} ${where[0]?.class}:${where[0]?.line}`),
  ];
}

describe('what counts as Service', () => {
  test.each([
    ['the import', "import { Service } from '@monojs/core';\n@Service('a')\nexport class A {}"],
    ['an alias', "import { Service as S } from '@monojs/core';\n@S('a')\nexport class A {}"],
    ['a namespace', "import * as mono from '@monojs/core';\n@mono.Service('a')\nexport class A {}"],
    [
      'a default export',
      "import { Service } from '@monojs/core';\n@Service('a', { prefix: '/a' })\nexport default class A {}",
    ],
    ['a decorator before export', "import { Service } from '@monojs/core';\n@Service('a') export\nclass A {}"],
    ['an export list', "import { Service } from '@monojs/core';\n@Service('a')\nclass A {}\nexport { A as B };"],
    ['a template without expressions', "import { Service } from '@monojs/core';\n@Service(`a`)\nexport class A {}"],
    ['an import assignment', "import core = require('@monojs/core');\n@core.Service('a')\nexport class A {}"],
    ['a call by hand', "import { Service } from '@monojs/core';\n\nexport class A {}\nService('a')(A);"],
  ])('%s', (_, text) => {
    expect(read(text)).toEqual([`a A:3`]);
  });

  test('a class or import of that name from elsewhere does not', () => {
    expect(read("import { Service } from 'typedi';\n@Service('a')\nexport class A {}")).toEqual([]);
    expect(
      read(
        "class Service {}\nnew Service('a');\nexport const defineService = (name: string) => name;\ndefineService('b');",
      ),
    ).toEqual([]);
    expect(read("import type { Service } from '@monojs/core';\nexport type A = typeof Service;")).toEqual([]);
  });

  test('one that a file of the application hands on does', () => {
    const root = writeApp({
      'src/mono.ts': "export { Get, Service } from './core.js';",
      'src/core.ts': "export * from '@monojs/core';",
      'src/a.ts': "import { Service } from './mono.js';\n@Service('a')\nexport class A {}",
      'src/b.ts': "import { Service } from './other.js';\n@Service('b')\nexport class B {}",
      'src/other.ts': 'export function Service(name: string) { return (target: object) => {}; }',
    });
    expect(scanApp(root).services.map(({ name }) => name)).toEqual(['a']);
  });
});

describe('compiled output', () => {
  const declare = 'let Billing = class Billing {\n};\n';
  test.each([
    [
      'tsc, CommonJS',
      `const core_1 = require("@monojs/core");\n${declare}exports.Billing = Billing;\nexports.Billing = Billing = __decorate([\n  (0, core_1.Service)('billing'),\n  __metadata("design:paramtypes", [])\n], Billing);`,
    ],
    [
      'tsc, ES modules',
      `import { Service } from '@monojs/core';\n${declare}Billing = __decorate([Service('billing')], Billing);\nexport { Billing };`,
    ],
    [
      'swc, CommonJS',
      `const _core = require("@monojs/core");\n${declare}Billing = _ts_decorate([(0, _core.Service)('billing')], Billing);\n_export(exports, { Billing: function() { return Billing; } });`,
    ],
    [
      'swc, one export',
      `const _core = require("@monojs/core");\n${declare}Billing = _ts_decorate([(0, _core.Service)('billing')], Billing);\nObject.defineProperty(exports, "Billing", { enumerable: true, get: function() { return Billing; } });`,
    ],
    [
      'esbuild, CommonJS',
      `var import_core = __toESM(require("@monojs/core"));\n${declare}__export(billing_exports, { Billing: () => Billing });\nBilling = __decorateClass([(0, import_core.Service)("billing")], Billing);`,
    ],
    [
      'by hand',
      `const { Service } = require('@monojs/core');\n${declare}Service('billing')(Billing);\nmodule.exports = { Billing };`,
    ],
  ])('of %s', (_, text) => {
    expect(read(text, 'a.js')).toEqual(['billing Billing:2']);
  });

  test('of a defineService', () => {
    expect(
      read(
        `const core_1 = require("@monojs/core");\nexports.default = (0, core_1.defineService)('mails', {});`,
        'a.js',
      ),
    ).toEqual(['mails defineService:2']);
  });
});

describe('a defineService', () => {
  test.each([
    ['export default', "export default defineService('a', {});"],
    ['a constant', "export const a = defineService('a', {});"],
    ['an export list', "const a = defineService('a', {}); export { a as default };"],
    ['export default of a constant', "const a = defineService('a', {}); export default a;"],
    ['a function that it is handed to', "export default traced(defineService('a', {}));"],
    ['satisfies', "export default defineService('a', {}) satisfies object;"],
  ])('is exported by %s', (_, text) => {
    expect(read(`import { defineService } from '@monojs/core'; ${text}`)).toEqual(['a defineService:1']);
  });

  test('that stays in its file is a mistake', () => {
    expect(read("import { defineService } from '@monojs/core';\nconst a = defineService('a', {});")).toEqual([
      'a defineService:2',
      'MONO_SERVICE_NOT_EXPORTED undefined:2',
    ]);
  });
});

describe('a class', () => {
  test('made inside a function is not exported', () => {
    expect(
      read(
        "import { Service } from '@monojs/core';\nexport function make() {\n  @Service('a')\n  class A {}\n  return A;\n}",
      ),
    ).toEqual(['a A:4', 'MONO_SERVICE_NOT_EXPORTED A:4']);
  });

  test('with a computed name is a mistake, in a function that makes decorators too', () => {
    const text =
      "import { Service } from '@monojs/core';\n@Service(`a${1}`)\nexport class A {}\nexport const Api = (name: string) => Service(name);";
    expect(read(text)).toEqual(['MONO_SERVICE_NAME_NOT_LITERAL A:3', 'MONO_SERVICE_NAME_NOT_LITERAL undefined:4']);
  });

  test('is located by line also after characters that take two units', () => {
    expect(read("// 😀😀😀\nimport { Service } from '@monojs/core';\n@Service('a')\nexport class A {}")).toEqual([
      'a A:4',
    ]);
  });
});
