import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tsconfig } from '../example-app.js';
import { startMono } from '../run-mono.js';
import { linkPackages, removeApps, writeApp } from '../write-app.js';
import { ask, build, copyArtifact, hashFiles, removeCopies } from './built-app.js';

afterAll(() => {
  removeApps();
  removeCopies();
});

jest.setTimeout(60_000);

/** A service `probe` whose one route answers what `expression` gives. */
function probe(imports: string, expression: string): string {
  return `import { Get, Service } from '@monojs/core';
${imports}
@Service('probe')
export class ProbeController {
  @Get('/')
  async answer(): Promise<object> {
    return { answer: await (${expression}) };
  }
}
`;
}

/** A package with an ES and a CommonJS build, as many have: what \`import\` finds is another class than what \`require\` finds. */
const dualPackage = {
  'node_modules/dual/package.json':
    '{ "name": "dual", "version": "1.0.0", "exports": { ".": { "import": "./index.mjs", "require": "./index.cjs" } } }',
  'node_modules/dual/index.mjs': 'export class Thing {}\nexport const build = "module";\n',
  'node_modules/dual/index.cjs': 'class Thing {}\nexports.Thing = Thing;\nexports.build = "commonjs";\n',
  'node_modules/maker/package.json': '{ "name": "maker", "version": "1.0.0", "main": "index.js" }',
  'node_modules/maker/index.js': 'const { Thing } = require("dual");\nexports.make = () => new Thing();\n',
};

async function answerOf(files: Readonly<Record<string, string>>, ...args: string[]) {
  const root = linkPackages(writeApp({ 'tsconfig.json': tsconfig, ...files }));
  await build(root, ...args);
  const folder = copyArtifact(root);
  return { answer: (JSON.parse(await ask(folder, 'probe', '/')) as { answer: unknown }).answer, folder, root };
}

const legacyPackage = {
  'node_modules/legacy/package.json': '{ "name": "legacy", "version": "1.0.0", "main": "index.js" }',
  'node_modules/legacy/index.js': 'exports.__esModule = true;\nexports.default = "inner";\nexports.named = "named";\n',
};

test.each(['commonjs', 'module'])(
  'in a %s application an import finds what it finds when the sources run',
  async (type) => {
    const files = {
      ...dualPackage,
      ...legacyPackage,
      'package.json': `{ "name": "app", "type": "${type}" }`,
      'src/probe.ts': probe(
        "import { build, Thing } from 'dual';\nimport { make } from 'maker';\nimport legacy, { named } from 'legacy';",
        '{ build, same: make() instanceof Thing, legacy, named }',
      ),
    };
    const { answer, root } = await answerOf(files);
    const sources = startMono(['start', '--port', '0'], { cwd: root });
    const [url] = await sources.untilPrinted(/http:\/\/localhost:\d+/);
    expect({ answer }).toEqual(await (await fetch(url)).json());
    sources.stop();
    await sources.ended;
  },
);

test('await at the top of a module works', async () => {
  const { answer } = await answerOf({
    'package.json': '{ "name": "app", "type": "module" }',
    'src/settings.ts': 'export const settings = await Promise.resolve({ greeting: "hello" });\n',
    'src/probe.ts': probe("import { settings } from './settings.js';", 'settings.greeting'),
  });
  expect(answer).toBe('hello');
});

test('what a module finds beside itself by a path or a computed name, it finds in the artifact', async () => {
  const { answer } = await answerOf({
    'package.json': '{ "name": "app", "type": "module" }',
    'src/tables.sql': 'create table users;\n',
    'src/data.json': '{ "of": "json" }\n',
    'src/worker.ts':
      "import { parentPort } from 'node:worker_threads';\nparentPort!.postMessage('from the worker' as string);\n",
    'src/locales/de.ts': "export const hello: string = 'hallo';\n",
    'src/probe.ts': probe(
      `import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import data from './data.json' with { type: 'json' };
async function fromWorker(): Promise<unknown> {
  const worker = new Worker(new URL('./worker.js', import.meta.url));
  return (await once(worker, 'message'))[0];
}
const language: string = ['de'][0]!;`,
      `[
      readFileSync(new URL('./tables.sql', import.meta.url), 'utf8').trim(),
      data.of,
      await fromWorker(),
      ((await import(\`./locales/\${language}.js\`)) as { hello: string }).hello,
    ]`,
    ),
  });
  expect(answer).toEqual(['create table users;', 'json', 'from the worker', 'hallo']);
});

test('CommonJS files of the application have __dirname and require, and classes keep names and metadata', async () => {
  const { answer } = await answerOf({
    'package.json': '{ "name": "app", "type": "commonjs" }',
    'src/plain.cjs':
      "const { join } = require('node:path');\nexports.here = () => join(__dirname, 'x').endsWith(join('src', 'x'));\n",
    'src/clock.ts':
      "import { singleton } from '@monojs/core';\n@singleton()\nexport class Clock {\n  now = 'noon';\n}\n",
    'src/probe.ts': `import { Get, Service } from '@monojs/core';
import { Clock } from './clock.js';
import { here } from './plain.cjs';
@Service('probe')
export class ProbeController {
  constructor(private readonly clock: Clock) {}
  @Get('/')
  answer(): object {
    return { answer: [this.clock.now, ProbeController.name, here()] };
  }
}
`,
  });
  expect(answer).toEqual(['noon', 'ProbeController', true]);
});

test('a package that looks for something beside itself is copied with what it needs, and said so', async () => {
  const { answer, folder } = await answerOf({
    'node_modules/thing/package.json': '{ "name": "thing", "version": "1.0.0", "main": "index.js" }',
    'node_modules/thing/index.js': 'exports.Thing = class Thing {};\n',
    'node_modules/reader/package.json':
      '{ "name": "reader", "version": "2.0.0", "main": "index.js", "dependencies": { "thing": "1" } }',
    'node_modules/reader/index.js':
      'const { Thing } = require("thing");\nexports.read = () => require("fs").readFileSync(__dirname + "/data.txt", "utf8");\nexports.make = () => new Thing();\n',
    'node_modules/reader/data.txt': 'the data',
    'src/probe.ts': probe(
      "import { Thing } from 'thing';\nimport { make, read } from 'reader';",
      '[read(), make() instanceof Thing]',
    ),
  });
  expect(answer).toEqual(['the data', true]);
  const { artifact } = JSON.parse(readFileSync(join(folder, 'mono.json'), 'utf8')) as { artifact: { copied: unknown } };
  expect(artifact.copied).toEqual([
    { name: 'reader', version: '2.0.0', reason: 'it reads files beside itself' },
    { name: 'thing', version: '1.0.0', reason: 'reader needs it' },
  ]);
});

test('--external copies a package that would be bundled', async () => {
  const { answer, folder } = await answerOf(
    {
      ...dualPackage,
      'node_modules/maker/package.json':
        '{ "name": "maker", "version": "1.0.0", "main": "index.js", "dependencies": { "dual": "1" } }',
      'src/probe.ts': probe("import { make } from 'maker';", 'typeof make()'),
    },
    '--external',
    'maker',
  );
  expect(answer).toBe('object');
  expect(Object.keys(hashFiles(folder)).filter((path) => path.startsWith('node_modules/'))).toContain(
    'node_modules/maker/index.js',
  );
});
