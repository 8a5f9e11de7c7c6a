import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { hashFiles } from './hash-files.js';
import type { HashFile } from './hash-files.js';
import { readNeeds } from './package-tree.js';
import type { FoundPackage, PackageFields, PackageTree } from './package-tree.js';

const inNodeModules = `${sep}node_modules${sep}`;

/** The packages that are really installed, in whatever layout: flat, nested, or through the links of pnpm and of workspaces. */
export function createInstalledPackages(root: string, hashFile: HashFile): PackageTree {
  const folders = new Map<string, string | undefined>();
  const packages = new Map<string, FoundPackage>();
  const hiddenLocks = new Map<string, HiddenLock>();
  const patched = findPatches(root);

  const findFolder = (name: string, from: string): string | undefined => {
    const key = `${from}\0${name}`;
    if (!folders.has(key)) {
      const folder = join(from, 'node_modules', name);
      const isHere = !from.endsWith(`${sep}node_modules`) && existsSync(join(folder, 'package.json'));
      const above = dirname(from) === from ? undefined : dirname(from);
      folders.set(key, isHere ? realpathSync(folder) : above && findFolder(name, above));
    }
    return folders.get(key);
  };

  const read = (name: string, folder: string): FoundPackage => {
    const content = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageFields;
    const version = content.version ?? '';
    const isLinked = !folder.includes(inNodeModules);
    const isTold = isLinked || (!patched.has(name) && isToldByVersion(folder, name, version, hiddenLocks));
    return {
      name,
      version,
      folder,
      isLinked,
      ...(!isTold && { hash: hashFiles(folder, filesBelow(folder), hashFile) }),
      ...readNeeds(content),
    };
  };

  return {
    find(name, from) {
      const folder = findFolder(name, from);
      if (folder === undefined) return undefined;
      const key = `${name}\0${folder}`;
      if (!packages.has(key)) packages.set(key, read(name, folder));
      return packages.get(key);
    },
  };
}

type HiddenLock = Readonly<Record<string, { resolved?: string; integrity?: string }>>;

/** What a registry gave is the same wherever its version is. What came from git, from a file or through a patch is not. */
function isToldByVersion(folder: string, name: string, version: string, locks: Map<string, HiddenLock>): boolean {
  const store = /[/\\]\.pnpm[/\\]([^/\\]+)[/\\]node_modules[/\\]/.exec(folder)?.[1];
  if (store !== undefined)
    return store.startsWith(`${name.replace('/', '+')}@${version}`) && !store.includes('patch_hash');
  for (let at = folder.lastIndexOf(inNodeModules); at !== -1; at = folder.lastIndexOf(inNodeModules, at - 1)) {
    const owner = folder.slice(0, at);
    const entry = readHiddenLock(owner, locks)[relative(owner, folder).replaceAll(sep, '/')];
    if (entry) return entry.integrity !== undefined && !/^(?:git|file:)/.test(entry.resolved ?? '');
  }
  return true;
}

/** What npm notes about what it installed. */
function readHiddenLock(owner: string, locks: Map<string, HiddenLock>): HiddenLock {
  const file = join(owner, 'node_modules/.package-lock.json');
  const lock =
    locks.get(owner) ??
    (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { packages?: HiddenLock }).packages : undefined) ??
    {};
  locks.set(owner, lock);
  return lock;
}

/** Names of the packages that patch-package changes after the installation: `patches/@acme+lib+1.2.3.patch`. */
export function findPatches(root: string): ReadonlyMap<string, string> {
  const patches = new Map<string, string>();
  for (let folder = root; ; folder = dirname(folder)) {
    const files = existsSync(join(folder, 'patches')) ? readdirSync(join(folder, 'patches')) : [];
    for (const file of files) {
      const name = /^((?:@[^+]+\+)?[^+]+)\+.*\.patch$/.exec(file)?.[1];
      if (name !== undefined) patches.set(name.replace('+', '/'), join(folder, 'patches', file));
    }
    if (dirname(folder) === folder) return patches;
  }
}

/** Every file of a package, without the packages in it. Absolute. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' || entry.name === '.git' ? [] : filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}
