import { cpSync, existsSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { MonoError } from '@monojs/core';
import type { OwningPackage, OwningPackages } from './owning-package.js';

/** The packages that an artifact holds as they are, in a `node_modules` of its own, instead of bundled: whoever loads a binary looks for it beside itself. */
export interface CopiedPackages {
  /** Is this package copied? Those it depends on are, too. */
  has(owner: OwningPackage): boolean;
  /** Copies a package from now on. */
  add(owner: OwningPackage, reason: string): void;
  readonly all: readonly CopiedPackage[];
  /** Copies them into `<folder>/node_modules`. */
  copyInto(folder: string): void;
}

export interface CopiedPackage {
  readonly name: string;
  readonly version: string;
  /** Why it is not bundled. */
  readonly reason: string;
}

export function createCopiedPackages(packages: OwningPackages): CopiedPackages {
  const copied = new Map<string, { owner: OwningPackage; reason: string }>();

  const add = (owner: OwningPackage, reason: string): void => {
    if (copied.has(owner.folder)) return;
    assertOneVersion(
      owner,
      [...copied.values()].map((one) => one.owner),
    );
    copied.set(owner.folder, { owner, reason });
    // Bundled for one and copied for the other, a package would be loaded twice, and its classes would not be the same.
    for (const [name, folder] of dependenciesOf(owner, packages)) {
      const dependency = packages.of(join(folder, 'package.json'));
      if (dependency && !isPrivate(owner, folder)) add({ ...dependency, name }, `${owner.name} needs it`);
    }
  };

  return {
    has: ({ folder }) => copied.has(folder),
    add,
    get all() {
      return [...copied.values()]
        .map(({ owner: { name, version }, reason }) => ({ name, version, reason }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    copyInto(folder) {
      for (const { owner } of copied.values()) copyPackage(owner.folder, join(folder, 'node_modules', owner.name));
    },
  };
}

/** Installed inside the package that needs it, it is copied with it, and nobody else sees it. */
function isPrivate(owner: OwningPackage, folder: string): boolean {
  return folder.startsWith(join(owner.folder, 'node_modules'));
}

/** Every installed dependency, also the optional ones that are here because they fit this platform, by name. */
function dependenciesOf({ folder, json }: OwningPackage, packages: OwningPackages): Map<string, string> {
  const names = [json.dependencies, json.optionalDependencies, json.peerDependencies].flatMap((part) =>
    Object.keys(part ?? {}),
  );
  const found = new Map<string, string>();
  for (const name of [...new Set(names)].sort()) {
    const installed = findInstalled(folder, name);
    if (installed === undefined) continue;
    found.set(name, installed);
    const owner = packages.of(join(installed, 'package.json'));
    // What a private dependency needs may lie outside again.
    if (owner && installed.startsWith(join(folder, 'node_modules')))
      for (const [inner, place] of dependenciesOf(owner, packages)) if (!found.has(inner)) found.set(inner, place);
  }
  return found;
}

/** Where Node would find a package from a folder, with links resolved. */
export function findInstalled(from: string, name: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const place = join(folder, 'node_modules', name);
    if (basename(folder) !== 'node_modules' && existsSync(join(place, 'package.json'))) return realpathSync(place);
    if (dirname(folder) === folder) return undefined;
  }
}

function assertOneVersion(owner: OwningPackage, others: readonly OwningPackage[]): void {
  const other = others.find(({ name }) => name === owner.name);
  if (!other) return;
  throw new MonoError({
    code: 'MONO_BUILD_FAILED',
    message: `two copies of "${owner.name}", which cannot be bundled, are installed (${other.version} and ${owner.version}), and an artifact can hold one.`,
    where: [],
    fix: `npm ls ${owner.name} shows who needs which; bring them to one version.`,
  });
}

/** Declarations, maps and prose are nothing that runs. Licences stay. */
function copyPackage(from: string, to: string): void {
  cpSync(from, to, {
    recursive: true,
    dereference: true,
    filter: (path) =>
      !/\.d\.[cm]?ts(?:\.map)?$|\.[cm]?js\.map$|[\\/]\.bin$|[\\/](?:readme|changelog)[^\\/]*\.md$/i.test(
        path.slice(from.length),
      ),
  });
}

/** Packages whose job it is to find and load another package's binary. */
const binaryLoaders = new Set([
  'bindings',
  'node-gyp-build',
  'node-gyp-build-optional-packages',
  'node-pre-gyp',
  '@mapbox/node-pre-gyp',
  'prebuild-install',
  '@neon-rs/load',
]);

/** Why a package must not be bundled, from its package.json and its files alone. */
export function whyNative({ folder, json }: OwningPackage): string | undefined {
  if (json.gypfile === true || existsSync(join(folder, 'binding.gyp'))) return 'it has a binary';
  const loader = Object.keys(json.dependencies ?? {}).find((name) => binaryLoaders.has(name));
  if (loader !== undefined) return `it loads a binary through ${loader}`;
  return holdsBinary(folder) ? 'it has a binary' : undefined;
}

function holdsBinary(folder: string): boolean {
  return readdirSync(folder, { withFileTypes: true }).some((entry) =>
    entry.isDirectory()
      ? entry.name !== 'node_modules' && holdsBinary(join(folder, entry.name))
      : entry.name.endsWith('.node'),
  );
}
