/** A package as one installation, or one lock file, has it. */
export interface FoundPackage {
  readonly name: string;
  readonly version: string;
  /** Absolute: from here it looks for what it needs. */
  readonly folder: string;
  /** Its folder holds sources of ours, so they count, and not its version. */
  readonly isLinked: boolean;
  /** sha256 of what it holds, where its version does not tell. */
  readonly hash?: string;
  /** What its package.json says that it needs. */
  readonly needs: readonly Need[];
  /** It runs on some platforms only. */
  readonly isNative: boolean;
}

export interface Need {
  readonly name: string;
  readonly isOptional: boolean;
  /** Its version is written out, so that the version of who needs it tells it. */
  readonly isExact: boolean;
}

/** Where packages are, as Node finds them: in the nearest `node_modules` from a folder upward. */
export interface PackageTree {
  find(name: string, from: string): FoundPackage | undefined;
}

export interface PackageFields {
  readonly version?: string;
  readonly os?: unknown;
  readonly cpu?: unknown;
  readonly libc?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { optional?: boolean }>>;
}

/** Of a package.json, or of a package's entry in a lock file, which has the same fields. */
export function readNeeds(fields: PackageFields): Pick<FoundPackage, 'needs' | 'isNative'> {
  const needs = new Map<string, Need>();
  const add = (ranges: Readonly<Record<string, string>> | undefined, isOptional: (name: string) => boolean) => {
    for (const [name, range] of Object.entries(ranges ?? {}))
      needs.set(name, { name, isOptional: isOptional(name), isExact: /^\d+\.\d+\.\d+(?:[-+][\w.-]+)?$/.test(range) });
  };
  add(fields.peerDependencies, (name) => fields.peerDependenciesMeta?.[name]?.optional === true);
  add(fields.dependencies, () => false);
  add(fields.optionalDependencies, () => true);
  return {
    needs: [...needs.values()],
    isNative: fields.os !== undefined || fields.cpu !== undefined || fields.libc !== undefined,
  };
}
