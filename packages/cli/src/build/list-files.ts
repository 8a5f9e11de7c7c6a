import { readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export interface WrittenFile {
  /** Relative to the artifact, with forward slashes. */
  readonly path: string;
  readonly bytes: number;
}

/** Every file below a folder, sorted by path. */
export function listFiles(folder: string): WrittenFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((file) => ({ path: relative(folder, file).replaceAll(sep, '/'), bytes: statSync(file).size }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
