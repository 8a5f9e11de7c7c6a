import { printFinding } from '@monojs/core';
import { readConfig } from '../../src/scan/read-config.js';
import { removeApps, writeApp } from '../write-app.js';

afterAll(removeApps);

const read = (text: string, file = 'mono.config.ts') =>
  readConfig({ root: writeApp({ [file]: text }), configFiles: [file] });
const texts = (text: string) => read(text).findings.map(printFinding);

describe('the configuration is data', () => {
  const config = { sources: ['src'], services: { a: { port: 3001 } } };
  test.each([
    ['export default', "export default { sources: ['src'], services: { a: { port: 3001 } } };"],
    [
      'satisfies',
      "import type { AppConfig } from '@monojs/core';\nexport default { sources: [`src`], services: { 'a': { port: 3_001 } } } satisfies AppConfig;",
    ],
    ['as const and parentheses', "export default ({ sources: ['src'], services: { a: { port: 3001 } } } as const);"],
    [
      'a constant',
      "const config = { sources: ['src'], services: { a: { port: 3001 } } } satisfies object;\nexport default config;",
    ],
    ['export =', "export = { sources: ['src'], services: { a: { port: 3001 } } };"],
    ['module.exports', "'use strict';\nmodule.exports = { sources: ['src'], services: { a: { port: 3001 } } };"],
  ])('written with %s', (_, text) => {
    const { config: value, findings } = read(text);
    expect(findings).toEqual([]);
    expect(value).toEqual(config);
  });

  test('written as JSON', () => {
    expect(read('{ "sources": ["src"] }', 'mono.config.json').config).toEqual({ sources: ['src'] });
  });

  test('and never runs', () => {
    expect(texts("import { readFileSync } from 'node:fs';\nthrow new Error('ran');\nexport default {};")).toEqual([
      'MONO_CONFIG_NOT_DATA: mono.config.ts is read as data and never run, so it cannot hold code.\n  a statement   mono.config.ts:2\n  Fix: write literals only; code belongs in the file that `setup` names, and what differs between machines in the environment.',
    ]);
  });

  test('every piece of code in it is named, in order', () => {
    const text = `const port = Number(process.env.PORT);
console.log('hello');
export default {
  services: { a: { port: process.env.PORT }, b: { port }, ...more },
  sources: [\`\${a}/src\`, join('a', 'b'), 1 + 1, () => 1],
  [setup]: 'x',
  topology() {},
};`;
    expect(read(text).findings[0]!.where.map(({ note, line }) => `${line} ${note}`)).toEqual([
      '1 a call of Number',
      '2 a call of console.log',
      '4 the value of process.env.PORT',
      '4 a computed or shorthand property',
      '4 a spread',
      '5 a template with expressions',
      '5 a call of join',
      '5 a computation',
      '5 a function',
      '6 a computed or shorthand property',
      '7 a function',
    ]);
  });

  test('without a default export is a mistake', () => {
    expect(read('const config = {};').findings[0]!.where).toEqual([
      { note: 'no `export default { … }`', file: 'mono.config.ts', line: 1 },
    ]);
  });

  test('a call such as defineConfig({}) is not data', () => {
    expect(read('export default defineConfig({});').findings[0]!.where).toEqual([
      { note: 'a call of defineConfig', file: 'mono.config.ts', line: 1 },
    ]);
  });

  test('that does not parse is located', () => {
    expect(read('export default {\n  sources: [\n').findings).toEqual([
      expect.objectContaining({
        code: 'MONO_SYNTAX_ERROR',
        where: [{ file: 'mono.config.ts', line: expect.any(Number) }],
      }),
    ]);
  });

  test('in two files is a mistake', () => {
    const { findings } = readConfig({ root: '/', configFiles: ['mono.config.ts', 'mono.config.json'] });
    expect(findings.map(printFinding)).toEqual([
      'MONO_CONFIG_INVALID: the application has more than one configuration file.\n  mono.config.ts\n  mono.config.json\n  Fix: keep one of them.',
    ]);
  });
});

test('every mistake of shape is reported, and the healthy parts are kept', () => {
  const { findings, config, hasSources } = read(`export default {
  sources: 'src',
  services: { a: { port: 70000, host: 'x' }, b: 1, c: { port: 1 } },
  topology: {
    all: ['a'],
    Edge: ['a'],
    edge: 'a',
    content: { service: ['a'], scale: { min: 3, max: 2, mean: 1 } },
    other: { services: [1], scale: { min: -1 } },
  },
  topologie: {},
};`);
  expect(findings.map(printFinding)).toEqual([
    'MONO_CONFIG_INVALID: there is no setting "topologie".\n  topologie   mono.config.ts:11\n  Fix: did you mean "topology"? known here: sources, services, topology, setup, contracts.',
    "MONO_CONFIG_INVALID: sources must be a list of strings.\n  sources   mono.config.ts:2\n  Fix: write folders, files or packages, such as ['src'].",
    'MONO_CONFIG_INVALID: there is no setting "services.a.host".\n  services.a.host   mono.config.ts:3\n  Fix: did you mean "port"? known here: port, face.',
    'MONO_CONFIG_INVALID: a port must be a whole number from 1 to 65535.\n  services.a.port   mono.config.ts:3\n  Fix: write a free port, such as 3001.',
    'MONO_CONFIG_INVALID: services.b must be an object.\n  services.b   mono.config.ts:3\n  Fix: write { port: … }.',
    'MONO_GROUP_INVALID: "all" is reserved: it is every service.\n  topology.all   mono.config.ts:5\n  Fix: choose a name of lower-case letters, digits and dashes, such as "edge".',
    'MONO_GROUP_INVALID: "Edge" cannot be the name of a group.\n  topology.Edge   mono.config.ts:6\n  Fix: choose a name of lower-case letters, digits and dashes, such as "edge".',
    'MONO_CONFIG_INVALID: topology.edge must be an object.\n  topology.edge   mono.config.ts:7\n  Fix: write { services: … }.',
    'MONO_CONFIG_INVALID: there is no setting "topology.content.service".\n  topology.content.service   mono.config.ts:8\n  Fix: did you mean "services"? known here: services, scale.',
    "MONO_CONFIG_INVALID: a group must list its services.\n  topology.content   mono.config.ts:8\n  Fix: add services: ['auth', 'users'].",
    'MONO_CONFIG_INVALID: there is no setting "topology.content.scale.mean".\n  topology.content.scale.mean   mono.config.ts:8\n  Fix: did you mean "max"? known here: min, max.',
    'MONO_CONFIG_INVALID: min is greater than max.\n  topology.content.scale   mono.config.ts:8\n  Fix: swap them.',
    "MONO_CONFIG_INVALID: topology.other.services must be a list of strings.\n  topology.other.services   mono.config.ts:9\n  Fix: write service names, such as ['auth', 'users'].",
    'MONO_CONFIG_INVALID: min must be a whole number of instances.\n  topology.other.scale.min   mono.config.ts:9\n  Fix: write a number, such as 2.',
  ]);
  expect(config).toEqual({});
  expect(hasSources).toBe(false);
});
