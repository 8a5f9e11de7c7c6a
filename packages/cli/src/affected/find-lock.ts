import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { Setting } from '../manifest/manifest.js';
import type { HashFile } from '../packages/hash-files.js';
import { createInstalledPackages } from '../packages/installed-packages.js';
import { createLockedPackages } from '../packages/locked-packages.js';
import type { PackageTree } from '../packages/package-tree.js';

/** One of the two states that are compared. */
export interface Side {
  readonly root: string;
  readonly top: string;
  readonly hashFile: HashFile;
  /** Is the file part of this state? */
  readonly has: (file: string) => boolean;
}

export interface PackagesOfSide {
  readonly packages: PackageTree;
  /** What counts for every service, because it is not known which of them it concerns. */
  readonly settings: readonly Setting[];
}

const npmLocks = ['npm-shrinkwrap.json', 'package-lock.json'];
const otherLocks = ['pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb'];

/**
 * The packages of both states, looked up in the same way, for else they could not be compared. With npm's lock file on both sides that is what the lock
 * files say. Otherwise it is what is installed now, which says nothing about then: so the bytes of the lock file, or without one the dependencies that
 * are declared, count for every service.
 */
export function readPackages(then: Side, now: Side): readonly [PackagesOfSide, PackagesOfSide] {
  const [locked, current] = [then, now].map((side) => {
    const lock = findLock(side);
    return lock !== undefined && npmLocks.includes(basename(lock))
      ? createLockedPackages(lock, side.hashFile)
      : undefined;
  });
  if (locked && current) {
    return [
      { packages: locked, settings: [] },
      { packages: current, settings: [] },
    ];
  }
  return [readInstalled(then), readInstalled(now)];
}

function readInstalled(side: Side): PackagesOfSide {
  const lock = findLock(side);
  const settings =
    lock === undefined
      ? foldersUpward(side).flatMap((folder) => declaredDependencies(side, join(folder, 'package.json')))
      : [{ name: nameOf(side, lock), value: side.hashFile(lock) }];
  return { packages: createInstalledPackages(side.root, side.hashFile), settings };
}

function findLock(side: Side): string | undefined {
  for (const folder of foldersUpward(side)) {
    const found = [...npmLocks, ...otherLocks]
      .map((name) => join(folder, name))
      .find((file) => existsSync(file) && side.has(file));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** From the application to the top of the repository. */
function foldersUpward({ root, top }: Side): string[] {
  const folders = [root];
  while (folders.at(-1) !== top && dirname(folders.at(-1)!) !== folders.at(-1)) folders.push(dirname(folders.at(-1)!));
  return folders;
}

const fields = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
  'overrides',
  'resolutions',
  'pnpm',
];

function declaredDependencies(side: Side, file: string): Setting[] {
  if (!existsSync(file)) return [];
  const content = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  return fields.flatMap((field) =>
    content[field] === undefined ? [] : [{ name: `${nameOf(side, file)} ${field}`, value: content[field] }],
  );
}

function nameOf({ root }: Side, file: string): string {
  return relative(root, file).replaceAll('\\', '/');
}
