import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What is in a package.json, by the folder it lies in, relative to the application. */
export type Installed = Readonly<Record<string, object>>;

/** Mono's packages as an application that is never started has them: installed, and empty. */
export const monoPackages: Installed = {
  'node_modules/@monojs/core': { version: '1.0.0', dependencies: { koa: '^3.0.0' } },
  'node_modules/@monojs/server': { version: '1.0.0' },
  'node_modules/koa': { version: '3.0.0' },
};

/** Writes packages as a package manager would have left them. */
export function installPackages(root: string, packages: Installed): string {
  for (const [folder, content] of Object.entries(packages)) {
    const name = /node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(folder)?.[1];
    write(root, `${folder}/package.json`, JSON.stringify({ name, main: 'index.js', ...content }));
    write(root, `${folder}/index.js`, '');
  }
  return root;
}

export function write(root: string, file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}
