// docs/architecture.md: the levels, and invariant 2: only one file touches Reflect, one touches tsyringe; core opens no port and reads no process.*
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { checkArchitecture, knownFolders } from './check-architecture.js';
import { readSourceFiles, root } from './source-files.js';

describe('the house', () => {
  const files = readSourceFiles('src');

  it('is in order', () => {
    expect(checkArchitecture(files)).toEqual([]);
  });

  it('was looked at as a whole', () => {
    expect(files.length).toBeGreaterThan(60);
    const folders = readdirSync(path.join(root, 'packages/core/src'), { withFileTypes: true });
    expect(
      folders
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .sort(),
    ).toEqual(knownFolders);
  });

  it('has tests for every folder of core, and for every package', () => {
    const tests = readSourceFiles('test').map(({ file }) => file);
    const untested = knownFolders.filter(
      (folder) => !tests.some((file) => file.startsWith(`packages/core/test/${folder}/`)),
    );
    expect(untested).toEqual([]);
    const withSources = [...new Set(files.map(({ file }) => file.split('/')[1]!))];
    const without = withSources.filter((name) => !tests.some((file) => file.startsWith(`packages/${name}/test/`)));
    expect(without).toEqual([]);
  });

  it('has no test without a source that it mirrors', () => {
    const stray = readSourceFiles('test')
      .map(({ file }) => /^packages\/core\/test\/(\w+)\/.*\.test\.ts$/.exec(file)?.[1])
      .filter((folder) => folder !== undefined && folder !== 'types')
      .filter((folder) => !existsSync(path.join(root, 'packages/core/src', folder!)));
    expect(stray).toEqual([]);
  });
});

describe('the check can fail', () => {
  const planted = (file: string, text: string) => checkArchitecture([{ file, text }]);

  it.each([
    [
      'a lower folder that imports a higher one',
      'packages/core/src/http/a.ts',
      "import { b } from '../app/b.js';",
      'packages/core/src/http/a.ts imports app/, which is not below http/',
    ],
    [
      'folders of one level',
      'packages/core/src/container/a.ts',
      "import type { B } from '../routing/b.js';",
      'packages/core/src/container/a.ts imports routing/, which is not below container/',
    ],
    [
      'an import of the index',
      'packages/core/src/app/a.ts',
      "export { b } from '../index.js';",
      'packages/core/src/app/a.ts imports an index',
    ],
    [
      'tsyringe elsewhere',
      'packages/core/src/app/a.ts',
      "import * as tsyringe from 'tsyringe';",
      'packages/core/src/app/a.ts imports tsyringe',
    ],
    [
      'reflect-metadata elsewhere',
      'packages/core/src/app/a.ts',
      "import 'reflect-metadata';",
      'packages/core/src/app/a.ts imports reflect-metadata',
    ],
    [
      'Reflect elsewhere',
      'packages/core/src/app/a.ts',
      "Reflect.getMetadata('a', b);",
      "packages/core/src/app/a.ts touches Reflect's metadata",
    ],
    [
      'the environment in core',
      'packages/core/src/app/a.ts',
      'const port = process.env.PORT;',
      'packages/core/src/app/a.ts reads process',
    ],
    [
      'the environment in brackets',
      'packages/core/src/app/a.ts',
      "process['env']",
      'packages/core/src/app/a.ts reads process',
    ],
    ['a port in core', 'packages/core/src/app/a.ts', 'server.listen(3000);', 'packages/core/src/app/a.ts listens'],
    [
      'a server in core',
      'packages/core/src/app/a.ts',
      "import { createServer } from 'node:net';",
      'packages/core/src/app/a.ts imports node:net',
    ],
    [
      'another package in core',
      'packages/core/src/app/a.ts',
      "await import('@monojs/server');",
      'packages/core/src/app/a.ts imports @monojs/server',
    ],
    [
      'the command line in the server',
      'packages/server/src/a.ts',
      "import { scanApp } from '@monojs/cli/scan';",
      'packages/server/src/a.ts imports @monojs/cli/scan',
    ],
    [
      'a name that says nothing',
      'packages/cli/src/a.ts',
      'export class ScanManager {}',
      'packages/cli/src/a.ts declares ScanManager',
    ],
    [
      'a folder that says nothing',
      'packages/cli/src/utils/a.ts',
      '',
      'packages/cli/src/utils/a.ts is in a folder named utils',
    ],
    [
      'a file in camel case',
      'packages/cli/src/scanApp.ts',
      '',
      'packages/cli/src/scanApp.ts is not named in kebab-case',
    ],
    ['something left to do', 'packages/cli/src/a.ts', '// TODO: later', 'packages/cli/src/a.ts has a TODO'],
    [
      'a file of 251 lines',
      'packages/cli/src/a.ts',
      '\n'.repeat(250) + 'x',
      'packages/cli/src/a.ts has 251 lines, more than 250',
    ],
    [
      'an index of 61 lines',
      'packages/core/src/index.ts',
      '\n'.repeat(60) + 'x',
      'packages/core/src/index.ts has 61 lines, more than 60',
    ],
  ])('on %s', (_, file, text, violation) => {
    expect(planted(file, text)).toEqual([violation]);
  });

  it('on a circle of imports, types included', () => {
    const files = [
      { file: 'packages/core/src/app/a.ts', text: "import type { B } from './b.js';" },
      { file: 'packages/core/src/app/b.ts', text: "import { c } from './c.js';" },
      { file: 'packages/core/src/app/c.ts', text: "export * from './a.js';" },
    ];
    expect(checkArchitecture(files)).toEqual([
      'packages/core/src/app/a.ts -> packages/core/src/app/b.ts -> packages/core/src/app/c.ts -> packages/core/src/app/a.ts is a circle of imports',
    ]);
  });

  it('but not on what only a comment says', () => {
    expect(planted('packages/core/src/app/a.ts', "/** process.env, import 'tsyringe' */\n// server.listen(1)")).toEqual(
      [],
    );
  });
});
