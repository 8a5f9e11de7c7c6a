import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { sha256 } from '../manifest/fingerprint-of.js';
import type { HashFile } from './hash-files.js';
import { findPatches } from './installed-packages.js';
import { readNeeds } from './package-tree.js';
import type { FoundPackage, PackageFields, PackageTree } from './package-tree.js';

interface LockEntry extends PackageFields {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
}

/**
 * The packages that npm's lock file names, looked up as Node would once they are installed: for a state of the sources that is not installed anywhere.
 *
 * @returns undefined for a lock file of npm 6 or older, which does not say where packages lie, and for one that cannot be read
 */
export function createLockedPackages(lockFile: string, hashFile: HashFile): PackageTree | undefined {
  const entries = readEntries(lockFile);
  if (!entries) return undefined;
  const owner = dirname(lockFile);
  const patches = findPatches(owner);

  const read = (name: string, path: string, entry: LockEntry): FoundPackage => {
    // A folder of ours, linked, or copied by `install-links`.
    const local = entry.link ? entry.resolved : /^file:(.*)$/.exec(entry.resolved ?? '')?.[1];
    const folder =
      local !== undefined && existsSync(join(owner, local, 'package.json')) ? join(owner, local) : undefined;
    if (folder !== undefined) {
      const fields = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageFields;
      return { name, version: fields.version ?? '', folder, isLinked: true, ...readNeeds(fields) };
    }
    const patch = patches.get(name);
    const content = [entry.integrity ?? entry.resolved ?? '', patch === undefined ? '' : hashFile(patch)];
    return {
      name,
      version: entry.version ?? '',
      folder: join(owner, path),
      isLinked: false,
      hash: sha256(JSON.stringify(content)),
      ...readNeeds(entry),
    };
  };

  return {
    find(name, from) {
      const start = relative(owner, from).replaceAll(sep, '/');
      for (let at = start.startsWith('..') ? '' : start; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
        const path = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
        const entry = entries[path];
        if (entry) return read(name, path, entry);
        if (at === '') return undefined;
      }
    },
  };
}

function readEntries(file: string): Readonly<Record<string, LockEntry>> | undefined {
  try {
    const { packages } = JSON.parse(readFileSync(file, 'utf8')) as { packages?: Record<string, LockEntry> };
    return packages;
  } catch {
    return undefined;
  }
}
