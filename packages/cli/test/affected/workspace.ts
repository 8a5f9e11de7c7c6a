import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { AffectedService } from '../../src/affected/find-affected.js';
import { installPackages, monoPackages } from '../install-packages.js';
import { runMono } from '../run-mono.js';
import { createRepository } from './git-repository.js';
import type { GitRepository } from './git-repository.js';

const core = "import { Service } from '@monojs/core';\n";
export const service = (name: string, imports: string) =>
  `${core}${imports}@Service('${name}')\nexport class ${name}Controller {}\n`;
export const lock = (zod: string, more: object = {}) =>
  JSON.stringify({
    lockfileVersion: 3,
    packages: {
      'node_modules/@monojs/core': { version: '1.0.0', integrity: 'sha512-core', dependencies: { koa: '^3.0.0' } },
      'node_modules/@monojs/server': { version: '1.0.0', integrity: 'sha512-server' },
      'node_modules/koa': { version: '3.0.0', integrity: 'sha512-koa' },
      'node_modules/zod': { version: zod, integrity: `sha512-${zod}` },
      'node_modules/lib': { resolved: 'libs/lib', link: true },
      'libs/lib': { version: '1.0.0' },
      ...more,
    },
  });

const files: Readonly<Record<string, string>> = {
  '.gitignore': 'node_modules\ngenerated\ndist\n',
  'package.json': '{ "workspaces": ["apps/*", "libs/*"] }',
  'package-lock.json': lock('4.0.0'),
  'apps/shop/package.json': '{ "name": "shop" }',
  'apps/shop/src/users.ts': service('users', "import './shared/text.js';\nimport 'zod';\n"),
  'apps/shop/src/posts.ts': service('posts', "import './shared/text.js';\nimport 'lib';\n"),
  'apps/shop/src/mails.ts': service('mails', ''),
  'apps/shop/src/shared/text.ts': 'export const text = 1;\n',
  'libs/lib/package.json': '{ "name": "lib", "version": "1.0.0", "main": "src/index.ts" }',
  'libs/lib/src/index.ts': "export * from './inner.js';\n",
  'libs/lib/src/inner.ts': 'export const inner = 1;\n',
  'libs/lib/src/unused.ts': 'export const unused = 1;\n',
};

/** A workspace whose application lies in apps/shop, with everything installed. */
export function workspace(more: Readonly<Record<string, string>> = {}): GitRepository & { root: string } {
  const repository = createRepository({ ...files, ...more });
  installPackages(repository.top, { ...monoPackages, 'node_modules/zod': { version: '4.0.0' } });
  symlinkSync(join(repository.top, 'libs/lib'), join(repository.top, 'node_modules/lib'), 'junction');
  return { ...repository, root: join(repository.top, 'apps/shop') };
}

/** What `mono affected --since HEAD --json` says, as `name: change reasons…`. */
export async function affected(root: string, since = 'HEAD'): Promise<string[]> {
  const { code, stdout, stderr } = await runMono(['affected', '--since', since, '--json'], { cwd: root });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const { services } = JSON.parse(stdout) as { services: AffectedService[] };
  return services.map(({ name, change, from, reasons }) =>
    [
      `${name}: ${change}`,
      ...(from === undefined ? [] : [`from ${from}`]),
      ...reasons.map((reason) => `${reason.name} ${reason.change}`),
    ].join(', '),
  );
}
