import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Lets this process import TypeScript, with decorators and their metadata, as ES modules or CommonJS, whichever the application is.
 * In this process and not in a second one, so that there is one copy of core and signals need no forwarding.
 */
export async function registerTypeScript(root: string): Promise<void> {
  const { setTsconfigPath } = await import('@oxc-node/core');
  // Without any tsconfig the compiler would not know Mono's kind of decorators. An application that has one is compiled as it says.
  if (!hasTsconfig(root)) setTsconfigPath(join(__dirname, '../bin/tsconfig.json'));
  // @ts-expect-error it ships no types, and exports nothing
  await import('@oxc-node/core/register');
}

/** Does a tsconfig lie in this folder, or in one above it? */
export function hasTsconfig(folder: string): boolean {
  return existsSync(join(folder, 'tsconfig.json')) || (dirname(folder) !== folder && hasTsconfig(dirname(folder)));
}

export async function importModule(file: string): Promise<unknown> {
  return import(pathToFileURL(file).href);
}
