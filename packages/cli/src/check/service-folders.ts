import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { join } from 'node:path';
import type { AppScan } from '../scan/app-scan.js';

/** The folder that belongs to one service alone, and the file by which others may enter it. */
export interface ServiceFolder {
  readonly service: string;
  /** Relative to the root. */
  readonly folder: string;
  /** What `mono.config.ts` names, or the folder's `index.ts`; undefined if there is none, and then nobody may enter. */
  readonly face: string | undefined;
}

const sharedNames = new Set(['shared', 'common', 'lib', 'libs']);
const faces = ['ts', 'mts', 'cts', 'tsx', 'js', 'mjs', 'cjs', 'jsx'].map((extension) => `index.${extension}`);

/**
 * The nearest folder that holds all entry files of a service is that service's, unless it is (or holds) one of the sources, is called `shared`, `common` or
 * `lib`, or holds an entry file of another service: then the service has no folder of its own, and no boundary.
 */
export function readServiceFolders({ root, config, sources, services }: AppScan): ServiceFolder[] {
  const roots = sources.map((source) => posix.normalize(source).replace(/\/$/, ''));
  const entries = services.flatMap(({ name, entries: own }) => own.map(({ file }) => ({ name, file })));
  return services.flatMap(({ name, entries: own }) => {
    const folder = nearestFolder(own.map(({ file }) => file));
    const isRoot = folder === '.' || folder.startsWith('..') || roots.some((source) => isWithin(source, folder));
    const hasOthers = entries.some((entry) => entry.name !== name && isWithin(entry.file, folder));
    if (isRoot || hasOthers || sharedNames.has(posix.basename(folder))) return [];
    const configured = config.services?.[name]?.face;
    const index = faces.map((file) => `${folder}/${file}`).find((file) => existsSync(join(root, file)));
    return [{ service: name, folder, face: configured === undefined ? index : posix.normalize(configured) }];
  });
}

export function isWithin(file: string, folder: string): boolean {
  return file === folder || file.startsWith(`${folder}/`);
}

function nearestFolder([first, ...rest]: readonly string[]): string {
  let folder = posix.dirname(first!);
  while (folder !== '.' && !rest.every((file) => isWithin(file, folder))) folder = posix.dirname(folder);
  return folder;
}
