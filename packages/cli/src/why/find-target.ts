import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { toRelative } from '../scan/import-graph.js';
import type { Target } from './find-chain.js';

/** What somebody means: a file, seen from the folder where they stand or from the application's root, or else a package (`zod`, `zod/v4`, a file of it). */
export function findTarget(root: string, name: string, from: string): Target {
  const file = [resolve(from, name), join(root, name)].find((path) => existsSync(path) && statSync(path).isFile());
  const path = file === undefined ? name : toRelative(root, file);
  const installed = /(?:^|\/)node_modules\/(?!.*\/node_modules\/)(.+)$/.exec(path.replaceAll('\\', '/'))?.[1];
  if (file !== undefined && installed === undefined) return { file: path };
  const specifier = installed ?? name;
  return { package: specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/') };
}
