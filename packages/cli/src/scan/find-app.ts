import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { MonoError } from '@monojs/core';

/** Where an application is: its root, and its configuration files (more than one is a mistake that `readConfig` reports). */
export interface FoundApp {
  readonly root: string;
  readonly configFiles: readonly string[];
}

const configNames = ['ts', 'js', 'mts', 'mjs', 'cts', 'cjs', 'json'].map((extension) => `mono.config.${extension}`);

/**
 * The application that a folder belongs to: the nearest folder, from here upward, with a `mono.config.*` or a `package.json`.
 * A package.json with `"mono": { "app": "examples/conduit" }`, which is what a workspace root has, names another folder.
 *
 * @throws MonoError MONO_APP_NOT_FOUND
 */
export function findApp(from: string): FoundApp {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const configFiles = findConfigFiles(folder);
    if (configFiles.length > 0) return { root: realpathSync(folder), configFiles };
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest)) return findNamedApp(folder, manifest) ?? { root: realpathSync(folder), configFiles: [] };
    if (dirname(folder) === folder) break;
  }
  throw new MonoError({
    code: 'MONO_APP_NOT_FOUND',
    message: `there is no mono.config.ts and no package.json in ${from} or in any folder above it.`,
    where: [],
    fix: 'run the command inside an application, or make one: npm init, then npm install @monojs/core @monojs/server @monojs/cli.',
  });
}

export function findConfigFiles(folder: string): string[] {
  return configNames.filter((name) => existsSync(join(folder, name)));
}

function findNamedApp(folder: string, manifest: string): FoundApp | undefined {
  const app = readAppField(manifest);
  if (app === undefined) return undefined;
  const root = resolve(folder, app);
  if (existsSync(root)) return { root: realpathSync(root), configFiles: findConfigFiles(root) };
  throw new MonoError({
    code: 'MONO_APP_NOT_FOUND',
    message: `"mono": { "app": "${app}" } names a folder that does not exist.`,
    where: [{ file: relative(folder, manifest) }],
    fix: 'name the folder of the application, relative to this package.json.',
  });
}

function readAppField(manifest: string): string | undefined {
  try {
    const app: unknown = (JSON.parse(readFileSync(manifest, 'utf8')) as { mono?: { app?: unknown } } | null)?.mono?.app;
    return typeof app === 'string' ? app : undefined;
  } catch {
    // npm and Node report a broken package.json better than we can, and the scan does not need it.
    return undefined;
  }
}
