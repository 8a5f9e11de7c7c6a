import { printFinding } from '@monojs/core';
import { scanApp } from '../../src/scan/scan-app.js';
import { removeApps, writeApp } from '../write-app.js';

afterAll(removeApps);

const controller = (service: string, name = 'C') =>
  `import { Service } from '@monojs/core';\n@Service('${service}')\nexport class ${name} {}\n`;
const scan = (files: Record<string, string>) => scanApp(writeApp(files));
const texts = (files: Record<string, string>) => scan(files).findings.map(printFinding);

describe('services', () => {
  test('are found in src, with their files, classes and lines, sorted', () => {
    const { services, findings, sources } = scan({
      'src/users/users.controller.ts': controller('users', 'UsersController'),
      'src/users/profile.controller.ts': controller('users', 'ProfileController'),
      'src/auth/auth.controller.ts': controller('auth', 'AuthController'),
      'src/auth/auth.service.ts':
        "import { defineService } from '@monojs/core';\nexport default defineService('auth', {});\n",
      'scripts/other.ts': controller('other'),
    });
    expect(findings).toEqual([]);
    expect(sources).toEqual(['src']);
    expect(services).toEqual([
      {
        name: 'auth',
        port: undefined,
        groups: [],
        entries: [
          { file: 'src/auth/auth.controller.ts', classes: [{ name: 'AuthController', line: 3 }], definitions: [] },
          { file: 'src/auth/auth.service.ts', classes: [], definitions: [{ line: 2 }] },
        ],
      },
      {
        name: 'users',
        port: undefined,
        groups: [],
        entries: [
          {
            file: 'src/users/profile.controller.ts',
            classes: [{ name: 'ProfileController', line: 3 }],
            definitions: [],
          },
          { file: 'src/users/users.controller.ts', classes: [{ name: 'UsersController', line: 3 }], definitions: [] },
        ],
      },
    ]);
  });

  test('have the ports and groups of the configuration', () => {
    const { services, groups } = scan({
      'mono.config.ts': `export default { services: { auth: { port: 3001 } }, topology: { edge: ['users', 'auth'], all2: { services: ['auth'], scale: { min: 1 } } } }`,
      'src/a.ts': controller('auth') + controller('users', 'D').replace(/^.*\n/, ''),
    });
    expect(services.map(({ name, port, groups: memberOf }) => [name, port, memberOf])).toEqual([
      ['auth', 3001, ['all2', 'edge']],
      ['users', undefined, ['edge']],
    ]);
    expect(groups).toEqual([
      { name: 'all2', services: ['auth'] },
      { name: 'edge', services: ['users', 'auth'] },
    ]);
  });

  test('are not looked for in tests, declarations, output and packages', () => {
    const { services } = scan({
      'tsconfig.json': '{ "compilerOptions": { /* where tsc writes */ "outDir": "lib", }, }',
      'a.ts': controller('found'),
      'a.test.ts': controller('x'),
      'a.spec.tsx': controller('x'),
      'a.d.ts': controller('x'),
      '__tests__/a.ts': controller('x'),
      'test/a.ts': controller('x'),
      'tests/a.ts': controller('x'),
      'dist/a.js': controller('x'),
      'build/a.js': controller('x'),
      'out/a.js': controller('x'),
      'lib/a.js': controller('x'),
      'coverage/a.js': controller('x'),
      'node_modules/p/a.js': controller('x'),
      '.cache/a.js': controller('x'),
    });
    expect(services.map(({ name }) => name)).toEqual(['found']);
  });

  test('are looked for in an output folder that a source names', () => {
    const files = {
      'mono.config.json': '{ "sources": ["dist", "main.mts"] }',
      'dist/a.js': controller('a'),
      'main.mts': controller('b'),
      'src/c.ts': controller('c'),
    };
    expect(scan(files).services.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  test('are looked for beside the main file of a package that a source names', () => {
    const { services } = scan({
      'mono.config.json': '{ "sources": ["src", "@acme/billing"] }',
      'src/a.ts': controller('a'),
      'node_modules/@acme/billing/package.json': '{ "name": "@acme/billing", "main": "dist/index.js" }',
      'node_modules/@acme/billing/dist/index.js':
        "import { Service } from '@monojs/core';\nexport * from './billing.js';",
      'node_modules/@acme/billing/dist/billing.js': `const core_1 = require("@monojs/core");\nlet Billing = class Billing {\n};\nexports.Billing = Billing;\nexports.Billing = Billing = __decorate([(0, core_1.Service)('billing')], Billing);`,
      'node_modules/@acme/billing/src/billing.ts': controller('billing', 'Twice'),
    });
    expect(services.map(({ name, entries }) => [name, entries.map(({ file }) => file)])).toEqual([
      ['a', ['src/a.ts']],
      ['billing', ['node_modules/@acme/billing/dist/billing.js']],
    ]);
  });
});

describe('mistakes', () => {
  test('are all in one report', () => {
    expect(
      texts({
        'mono.config.ts': "export default { source: ['src'], setup: './src/setup.ts' };",
        'src/a.ts':
          "import { Service, defineService } from '@monojs/core';\nconst NAME = 'a';\n@Service(NAME)\nexport class A {}\n@Service('Users')\nexport class B {}\n@Service('all')\nexport class D {}\n@Service('c')\nclass C {}\n",
        'src/b.ts':
          "import { defineService } from '@monojs/core';\nexport const one = defineService('mails', {});\nexport default defineService('mails', {});\n",
        'src/c.ts': "import { Service } from '@monojs/core';\n@Service('d')\nexport class {\n  a(: string) {}\n}\n",
      }),
    ).toEqual([
      'MONO_CONFIG_INVALID: there is no setting "source".\n  source   mono.config.ts:1\n  Fix: did you mean "sources"? known here: sources, services, topology, setup, contracts.',
      'MONO_CONFIG_INVALID: setup names ./src/setup.ts, which does not exist.\n  setup   mono.config.ts:1\n  Fix: write the path of the file relative to mono.config.ts.',
      "MONO_SERVICE_NAME_NOT_LITERAL: @Service(NAME) computes its name, so nothing can know the service without running the code.\n  A   src/a.ts:4\n  Fix: write the name as a string literal, such as @Service('users').",
      'MONO_SERVICE_NAME_INVALID: "Users" cannot be the name of a service.\n  B   src/a.ts:6\n  Fix: use lower-case letters, digits and dashes, beginning with a letter, such as "users" or "order-mails".',
      'MONO_SERVICE_NAME_INVALID: a service cannot be called "all": "mono start all" starts every service.\n  D   src/a.ts:8\n  Fix: use lower-case letters, digits and dashes, beginning with a letter, such as "users" or "order-mails".',
      'MONO_SERVICE_NOT_EXPORTED: C declares a service but is not exported, so importing its file would not bring it.\n  C   src/a.ts:10\n  Fix: export it, at the top level of its file.',
      expect.stringMatching(
        /^MONO_SYNTAX_ERROR: src\/c\.ts could not be parsed: Unexpected token\n {2}src\/c\.ts:4\n {2}Fix: correct the syntax; nothing of this file was read\.$/s,
      ),
      "MONO_SERVICE_DUPLICATE: service \"mails\" is defined twice.\n  defineService('mails')   src/b.ts:2\n  defineService('mails')   src/b.ts:3\n  Fix: keep one defineService; classes marked @Service may be as many as you like.",
    ]);
  });

  test('an application without services says what was searched', () => {
    expect(texts({ 'src/a.ts': 'export const a = 1;' })).toEqual([
      "MONO_NO_SERVICES: no service was found in src (1 file searched).\n  Fix: export a class marked @Service('name') from @monojs/core, or name the folder that holds it in `sources` of mono.config.ts.",
    ]);
  });

  test('a source that does not exist is named', () => {
    expect(texts({ 'mono.config.json': '{ "sources": ["./source", "@acme/nothing"] }' })).toEqual([
      'MONO_SOURCE_NOT_FOUND: the source "./source" is no folder or file of the application and no installed package.\n  Fix: correct it in `sources` of mono.config.ts, or install the package.',
      'MONO_SOURCE_NOT_FOUND: the source "@acme/nothing" is no folder or file of the application and no installed package.\n  Fix: correct it in `sources` of mono.config.ts, or install the package.',
    ]);
  });

  test('groups and service settings may name only services that exist', () => {
    expect(
      texts({
        'mono.config.ts':
          "export default {\n  services: { user: { port: 1 } },\n  topology: {\n    users: ['users'],\n    edge: ['usres',\n      'nothing'],\n  },\n};",
        'src/a.ts': controller('users') + controller('auth', 'D').replace(/^.*\n/, ''),
      }),
    ).toEqual([
      'MONO_CONFIG_INVALID: there is no service "user" to configure.\n  services.user   mono.config.ts:2\n  Fix: did you mean "users"? the services are auth, users.',
      'MONO_GROUP_INVALID: group "users" bears the name of a service, so "mono start users" would mean two things.\n  topology.users   mono.config.ts:4\n  Fix: rename the group.',
      'MONO_GROUP_INVALID: group "edge" names "usres", which is no service.\n  topology.edge   mono.config.ts:5\n  Fix: did you mean "users"? the services are auth, users.',
      'MONO_GROUP_INVALID: group "edge" names "nothing", which is no service.\n  topology.edge   mono.config.ts:6\n  Fix: the services are auth, users.',
    ]);
  });
});
