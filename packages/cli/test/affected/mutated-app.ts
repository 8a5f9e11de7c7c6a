import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { linkPackages, writeApp } from '../write-app.js';

const core = "import { Get, Service } from '@monojs/core';\n";

/** A service with one route, whose answer is made of what these lines bring. */
function service(name: string, lines: string, value: string): string {
  return `${core}${lines}
@Service('${name}')
export class Controller {
  @Get('/${name}')
  async show() {
    return ['v1 ${name}', ${value}];
  }
}
`;
}

const constant = (name: string) => `export const ${name} = 'v1 ${name}';\n`;

/** Every way in which a file can reach another, each used by a service; the application lies in apps/shop, beside what it links. Each file says `v1` once. */
export const mutatedFiles: Readonly<Record<string, string>> = {
  'apps/shop/src/barrel.ts': service('barrel', "import { one } from './shared/index.js';", 'one'),
  'apps/shop/src/named.ts': service('named', "import { two } from './shared/two.js';", 'two'),
  'apps/shop/src/shared/index.ts':
    "export * from './one.js';\nexport { two as second } from './two.js';\nexport const barrelText = 'v1';\n",
  'apps/shop/src/shared/one.ts': constant('one'),
  'apps/shop/src/shared/two.ts': constant('two'),
  'apps/shop/src/dynamic.ts': service('dynamic', '', "(await import('./late/late.js')).late"),
  'apps/shop/src/late/late.ts': `import { later } from './later.js';\nexport const late = ['v1 late', later];\n`,
  'apps/shop/src/late/later.ts': constant('later'),
  'apps/shop/src/data.ts': service(
    'data',
    "import data from './data/data.json' with { type: 'json' };\nimport './data/side-effect.js';",
    'data, (globalThis as any).sideEffect',
  ),
  'apps/shop/src/data/data.json': '{ "text": "v1" }\n',
  'apps/shop/src/data/side-effect.ts': "(globalThis as any).sideEffect = 'v1 side effect';\nexport {};\n",
  'apps/shop/src/types.ts': service(
    'types',
    "import type { Shape } from './shared/shape.js';\nimport { type Other } from './shared/shape.js';",
    '({} as Shape & Other)',
  ),
  'apps/shop/src/shapes.ts': service(
    'shapes',
    "import { shape, type Shape } from './shared/shape.js';",
    'shape as Shape',
  ),
  'apps/shop/src/shared/shape.ts':
    "export type Shape = object;\nexport interface Other {}\nexport const shape = 'v1 shape';\n",
  'apps/shop/src/paths.ts': service(
    'paths',
    "import { aliased } from '@app/aliased.js';\nimport { hashed } from '#hashed';",
    'aliased, hashed',
  ),
  'apps/shop/src/aliases/aliased.ts': constant('aliased'),
  'apps/shop/src/aliases/hashed.ts': constant('hashed'),
  'apps/shop/src/legacy.ts': service(
    'legacy',
    "import { createRequire } from 'node:module';\nimport { readFileSync } from 'node:fs';\nconst legacy = createRequire(import.meta.url)('./old/legacy.cjs');",
    "legacy, readFileSync(new URL('./old/text.txt', import.meta.url), 'utf8')",
  ),
  'apps/shop/src/old/legacy.cjs': "module.exports = ['v1 legacy', require('./other.cjs')];\n",
  'apps/shop/src/old/other.cjs': "module.exports = 'v1 other';\n",
  'apps/shop/src/old/text.txt': 'v1\n',
  'apps/shop/src/computed.ts': service(
    'computed',
    "const name = 'de';",
    '(await import(`./locales/${name}.js`)).default',
  ),
  'apps/shop/src/locales/de.ts': "export default 'v1 de';\n",
  'apps/shop/src/locales/fr.ts': "export default 'v1 fr';\n",
  'apps/shop/src/linked.ts': service(
    'linked',
    "import { inner } from 'lib';\nimport { outside } from './outside/outside.js';",
    'inner, outside',
  ),
  'apps/shop/src/other.ts': service('other', "import { extra } from 'lib/extra';", 'extra'),
  'libs/lib/src/index.ts': "export { inner } from './inner.js';\nexport const libText = 'v1';\n",
  'libs/lib/src/inner.ts': constant('inner'),
  'libs/lib/src/extra.ts': constant('extra'),
  'common/outside.ts': constant('outside'),
  'apps/shop/src/nobody.ts': constant('nobody'),
  'apps/shop/src/setup.ts':
    "import { defineSetup } from '@monojs/core';\nimport { log } from './log.js';\nexport default defineSetup({ use: [(ctx, next) => { ctx.set('x-log', log + 'v1'); return next(); }] });\n",
  'apps/shop/src/log.ts': constant('log'),
};

const around: Readonly<Record<string, string>> = {
  'apps/shop/package.json': '{ "name": "shop", "type": "module", "imports": { "#hashed": "./src/aliases/hashed.ts" } }',
  'apps/shop/mono.config.ts': "export default { setup: './src/setup.ts' };\n",
  'apps/shop/tsconfig.json': JSON.stringify({
    compilerOptions: {
      target: 'es2022',
      module: 'nodenext',
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      useDefineForClassFields: false,
      resolveJsonModule: true,
      paths: { '@app/*': ['./src/aliases/*'] },
    },
  }),
  'libs/lib/package.json':
    '{ "name": "lib", "type": "module", "exports": { ".": "./src/index.ts", "./extra": "./src/extra.ts" } }',
};

/** Writes it all and returns the folder above; the application is in `apps/shop`. */
export function writeMutatedApp(): string {
  const top = writeApp({ ...mutatedFiles, ...around });
  linkPackages(join(top, 'apps/shop'));
  symlinkSync(join(top, 'libs/lib'), join(top, 'apps/shop/node_modules/lib'), 'junction');
  symlinkSync(join(top, 'common'), join(top, 'apps/shop/src/outside'), 'junction');
  return top;
}
