import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { scanApp } from '../src/scan/scan-app.js';
import { filesOfUsers, writeExampleApp } from './example-app.js';
import { startMono } from './run-mono.js';
import { removeApps } from './write-app.js';
import { writeLogger } from './write-logger.js';

jest.setTimeout(60_000);
afterAll(removeApps);

/** The application's own files that \`mono start\` loaded, sorted. */
async function loadedBy(targets: readonly string[], root: string): Promise<string[]> {
  const log = join(root, 'loaded.txt');
  const mono = startMono(['start', ...targets, '--port', '0'], {
    cwd: root,
    node: ['--no-warnings', '--import', pathToFileURL(writeLogger(root)).href],
    env: { LOADED_FILES: log },
  });
  await mono.untilPrinted(/ ms\n/);
  mono.stop();
  await mono.ended;
  const urls = existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : [];
  const files = urls.map((url) => fileURLToPath(url.replace(/\?.*$/, '')));
  const own = files.filter((file) => file.startsWith(join(root, 'src')));
  return [...new Set(own.map((file) => file.slice(root.length + 1).replaceAll('\\', '/')))].sort();
}

describe.each(['module', 'commonjs'])('an application of type %s', (type) => {
  const files = { 'package.json': JSON.stringify({ type }) };

  test('mono start users loads the closure of users and nothing else, through a barrel and shared files', async () => {
    const root = writeExampleApp(files);
    expect(await loadedBy(['users'], root)).toEqual(filesOfUsers);
    expect(scanApp(root).closureOf('users').files).toEqual(filesOfUsers);
  });

  test('mono start loads the closures of all services', async () => {
    const root = writeExampleApp(files);
    const { services, closureOf } = scanApp(root);
    const closures = new Set(services.flatMap(({ name }) => closureOf(name).files));
    expect(await loadedBy([], root)).toEqual([...closures].sort());
  });
});

test('everything that is loaded late is in the closure too', async () => {
  const root = writeExampleApp({
    'src/users/users.controller.ts': `import { createRequire } from 'node:module';
import { Get, Service } from '@monojs/core';
import '#side-effect';
import { Slow } from '@shared/slow.js';
const require = createRequire(import.meta.url);
const legacy = require('../legacy/index.cjs');
const name = 'de';
const texts = await import(\`../locales/\${name}.js\`);
@Service('users')
export class UsersController {
  @Get('/users') all() { return [Slow, legacy, texts.default]; }
}
`,
    'package.json': '{ "type": "module", "imports": { "#side-effect": "./src/side-effect.ts" } }',
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        target: 'es2022',
        module: 'nodenext',
        experimentalDecorators: true,
        emitDecoratorMetadata: true,
        paths: { '@shared/*': ['./src/shared/*'] },
      },
    }),
    'src/side-effect.ts': 'export {};',
    'src/shared/slow.ts': "export const Slow = 'slow';\nvoid (async () => (await import('./slower.js')).default)();",
    'src/shared/slower.ts': 'export default 1;',
    'src/legacy/index.cjs': "module.exports = require('./other.cjs');",
    'src/legacy/other.cjs': 'module.exports = 1;',
    'src/locales/de.ts': "export default 'hallo';",
    'src/locales/fr.ts': "export default 'bonjour';",
  });
  const { files, unfollowable } = scanApp(root).closureOf('users');
  const loaded = await loadedBy(['users'], root);
  expect(loaded).toEqual([
    'src/app.ts',
    'src/legacy/index.cjs',
    'src/legacy/other.cjs',
    'src/locales/de.ts',
    'src/shared/slow.ts',
    'src/shared/slower.ts',
    'src/side-effect.ts',
    'src/users/users.controller.ts',
  ]);
  expect(files).toEqual([...loaded, 'src/locales/fr.ts'].sort());
  expect(unfollowable.map(({ file, line }) => `${file}:${line}`)).toEqual(['src/users/users.controller.ts:8']);
});
