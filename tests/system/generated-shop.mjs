// A workspace with one application of many services, generated alike each time: modules that reach each other in every way there is.
// Each file bears a mark of its own, `v1 <name>;`, which comes back in the answer of every service whose answer depends on the file.
import { cp, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

const repository = resolve(import.meta.dirname, '../..');
const core = "import { Get, Service } from '@monojs/core';\n";
const layers = 4;
const width = 15;

/** Writes it below a folder, with Mono's packages copied as a registry would give them. Returns the files that bear a mark: path → mark. */
export async function writeShop(top, services) {
  const files = new Map();
  const random = createRandom(20_26);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const app = 'apps/shop';
  const add = (path, text) => files.set(path, text);

  for (const name of ['lib', 'common'].flatMap((kind) => Array.from({ length: 6 }, (_, index) => `${kind}${index}`))) {
    add(name.startsWith('lib') ? `libs/lib/src/${name}.ts` : `common/${name}.ts`, module(name, []));
  }
  for (let layer = 0; layer < layers; layer++) {
    for (let index = 0; index < width; index++) {
      const name = `m${layer}x${index}`;
      const below = () => `m${layer - 1}x${Math.floor(random() * width)}`;
      const parts =
        layer === 0
          ? [leaf(name, index, app, add)]
          : [staticPart(below()), pick([dynamicPart, aliasPart, hashPart])(below())];
      if (layer > 0 && index % 5 === 0) parts.push(typePart(below()));
      add(`${app}/src/shared/${name}.ts`, module(name, parts));
    }
  }
  for (let index = 0; index < 5; index++) {
    const members = [0, 1, 2].map((offset) => `m${layers - 1}x${index * 3 + offset}`);
    const lines = members.map((member) => `export * from './${member}.js';\n`).join('');
    add(
      `${app}/src/shared/barrel${index}.ts`,
      `${lines}export const barrel${index} = async () => 'v1 barrel${index};';\n`,
    );
  }
  for (const language of ['de', 'fr'])
    add(`${app}/src/locales/${language}.ts`, `export default async () => 'v1 ${language};';\n`);
  add(`${app}/src/nobody.ts`, module('nobody', []));

  for (let index = 0; index < services; index++) {
    const name = `s${index}`;
    const shared = (layer) => `m${layer}x${Math.floor(random() * width)}`;
    const parts = [
      local('text'),
      pick([
        () => barrelPart(Math.floor(random() * 5)),
        () => staticPart(shared(layers - 1), '../shared'),
        () => dynamicPart(shared(1), '../shared'),
      ])(),
      pick([() => libPart(index % 6), () => linkedPart(index % 6), () => typePart(shared(2), '../shared')])(),
    ];
    if (index % 10 === 0)
      parts.push({
        line: "const language = 'de';",
        value: 'await (await import(`../locales/${language}.js`)).default()',
      });
    add(`${app}/src/${name}/text.ts`, module('text', [local('deep')], `${name}-text`));
    add(`${app}/src/${name}/deep.ts`, module('deep', [], `${name}-deep`));
    add(`${app}/src/${name}/${name}.controller.ts`, controller(name, parts));
  }

  for (const [path, text] of [...files, ...around(app)]) await write(join(top, path), text);
  await symlink(join('..', '..', '..', 'common'), join(top, app, 'src/linked'));
  await installPackages(top);
  const marks = [...files].map(([path, text]) => [path, /v1 [\w-]+;/.exec(text)[0]]);
  return new Map(marks);
}

function module(name, parts, mark = name) {
  const values = ["'v1 " + mark + ";'", ...parts.map(({ value }) => value)];
  const lines = parts.map(({ line }) => `${line}\n`).join('');
  return `${lines}export interface Of${name} { of: '${name}' }\nexport const ${name} = async (): Promise<string> => [${values.join(', ')}].join('');\n`;
}

function controller(name, parts) {
  const body = parts.map(({ value }) => value).join(', ');
  return `${core}${parts.map(({ line }) => `${line}\n`).join('')}
@Service('${name}')
export class Controller {
  @Get('/${name}')
  async show() {
    return ['v1 ${name};', ${body}].join('');
  }
}
`;
}

const local = (name) => ({ line: `import { ${name} } from './${name}.js';`, value: `await ${name}()` });
const staticPart = (name, folder = '.') => ({
  line: `import { ${name} } from '${folder}/${name}.js';`,
  value: `await ${name}()`,
});
const dynamicPart = (name, folder = '.') => ({
  line: '',
  value: `await (await import('${folder}/${name}.js')).${name}()`,
});
const aliasPart = (name) => ({
  line: `import { ${name} as aliased } from '@shared/${name}.js';`,
  value: 'await aliased()',
});
const hashPart = (name) => ({ line: `import { ${name} as hashed } from '#shared/${name}';`, value: 'await hashed()' });
const typePart = (name, folder = '.') => ({
  line: `import type { Of${name} } from '${folder}/${name}.js';`,
  value: `({} as Partial<Of${name}>).of ?? ''`,
});
const barrelPart = (index) => {
  const name = `m${layers - 1}x${index * 3}`;
  return {
    line: `import { ${name}, barrel${index} } from '../shared/barrel${index}.js';`,
    value: `await ${name}(), await barrel${index}()`,
  };
};
const libPart = (index) => ({
  line: `import { lib${index} } from '@acme/lib/lib${index}';`,
  value: `await lib${index}()`,
});
const linkedPart = (index) => ({
  line: `import { common${index} } from '../linked/common${index}.js';`,
  value: `await common${index}()`,
});

/** What the lowest layer stands on: data, a side effect, CommonJS, or a file that is read. */
function leaf(name, index, app, add) {
  const folder = `${app}/src/shared`;
  switch (index % 4) {
    case 0:
      add(`${folder}/${name}.json`, `{ "text": "v1 ${name}-json;" }\n`);
      return { line: `import data from './${name}.json' with { type: 'json' };`, value: 'data.text' };
    case 1:
      add(`${folder}/${name}.effect.ts`, `(globalThis as any).${name} = 'v1 ${name}-effect;';\nexport {};\n`);
      return { line: `import './${name}.effect.js';`, value: `(globalThis as any).${name}` };
    case 2:
      add(`${folder}/${name}.old.cjs`, `module.exports = 'v1 ${name}-old;';\n`);
      return {
        line: `import { createRequire } from 'node:module';\nconst old = createRequire(import.meta.url);`,
        value: `old('./${name}.old.cjs')`,
      };
    default:
      add(`${folder}/${name}.txt`, `v1 ${name}-txt;`);
      return {
        line: `import { readFileSync } from 'node:fs';`,
        value: `readFileSync(new URL('./${name}.txt', import.meta.url), 'utf8')`,
      };
  }
}

function around(app) {
  const compilerOptions = {
    target: 'es2022',
    module: 'nodenext',
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    useDefineForClassFields: false,
    resolveJsonModule: true,
    paths: { '@shared/*': ['./src/shared/*'] },
  };
  return [
    ['.gitignore', 'node_modules\nloaded*\n'],
    ['package.json', '{ "private": true, "workspaces": ["apps/*", "libs/*"] }'],
    [`${app}/package.json`, '{ "name": "shop", "type": "module", "imports": { "#shared/*": "./src/shared/*.ts" } }'],
    [`${app}/tsconfig.json`, JSON.stringify({ compilerOptions })],
    ['libs/lib/package.json', '{ "name": "@acme/lib", "type": "module", "exports": { "./*": "./src/*.ts" } }'],
  ];
}

/** Mono's packages as copies, everything else linked from this repository. */
async function installPackages(top) {
  const to = join(top, 'node_modules');
  await mkdir(join(to, '@monojs'), { recursive: true });
  await mkdir(join(to, '@acme'));
  await symlink(join(top, 'libs/lib'), join(to, '@acme/lib'));
  for (const name of ['core', 'server', 'cli']) {
    for (const part of ['dist', 'bin', 'package.json']) {
      const from = join(repository, 'packages', name, part);
      await cp(from, join(to, '@monojs', name, part), { recursive: true }).catch((error) => {
        if (part !== 'bin') throw error;
      });
    }
  }
  for (const name of await readdir(join(repository, 'node_modules'))) {
    if (!name.startsWith('.') && name !== '@monojs')
      await symlink(join(repository, 'node_modules', name), join(to, name));
  }
}

async function write(file, text) {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

/** The same numbers on every machine (mulberry32). */
function createRandom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}
