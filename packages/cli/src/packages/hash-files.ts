import { readFileSync } from 'node:fs';
import { sha256 } from '../manifest/fingerprint-of.js';
import { toRelative } from '../scan/import-graph.js';

/** sha256 of a file's bytes, given its absolute path. */
export type HashFile = (file: string) => string;

/** Reads each file once. */
export function createHashFile(): HashFile {
  const hashes = new Map<string, string>();
  return (file) => {
    const hash = hashes.get(file) ?? sha256(readFileSync(file));
    hashes.set(file, hash);
    return hash;
  };
}

/** One hash for several files: of their names below a folder, and of what they hold. */
export function hashFiles(folder: string, files: readonly string[], hashFile: HashFile): string {
  const entries = files.map((file) => [toRelative(folder, file), hashFile(file)] as const);
  return sha256(JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1))));
}
