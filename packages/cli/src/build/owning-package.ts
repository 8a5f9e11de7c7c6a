import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** An installed package, or the application's own, as the folder that its package.json lies in says. */
export interface OwningPackage {
  /** Absolute, with links resolved. */
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly json: PackageJson;
}

/** The parts of a package.json that a build asks for. */
export interface PackageJson {
  readonly name?: string;
  readonly version?: string;
  readonly gypfile?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Which package a file belongs to. Everything is read once. */
export interface OwningPackages {
  of(file: string): OwningPackage | undefined;
}

export function createOwningPackages(): OwningPackages {
  const read = remember((folder: string): PackageJson | undefined => {
    const file = join(folder, 'package.json');
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as PackageJson) : undefined;
  });
  // A package.json inside a package may only say `"type": "module"`: it has no name, and is no package.
  const named = remember((folder: string): OwningPackage | undefined => {
    const json = read(folder);
    if (json?.name !== undefined) return { folder, name: json.name, version: json.version ?? '0.0.0', json };
    return dirname(folder) === folder ? undefined : named(dirname(folder));
  });
  return { of: (file) => named(dirname(file)) };
}

function remember<T>(read: (folder: string) => T): (folder: string) => T {
  const known = new Map<string, T>();
  return (folder) => {
    if (!known.has(folder)) known.set(folder, read(folder));
    return known.get(folder)!;
  };
}
