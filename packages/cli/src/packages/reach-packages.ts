import type { InstalledPackage } from '../manifest/manifest.js';
import type { LinkedPackages } from './linked-packages.js';
import type { PackageImport } from './package-import.js';
import type { FoundPackage, Need, PackageTree } from './package-tree.js';

/** A package that is reached, and by whom. */
export interface ReachedPackage {
  readonly package: FoundPackage;
  readonly hash?: string;
  /** `name@version` of packages, '' for the application. */
  readonly neededBy: ReadonlySet<string>;
}

/**
 * Every package that these imports lead to, through what packages need themselves: what a service does can change with any of them.
 * Of an installed package all that its package.json declares counts; of a linked one what its files import.
 */
export function reachPackages(
  imports: readonly PackageImport[],
  tree: PackageTree,
  linked: LinkedPackages,
): { readonly reached: readonly ReachedPackage[]; readonly missing: readonly string[] } {
  const reached = new Map<
    string,
    { package: FoundPackage; hash?: string; neededBy: Set<string>; entries: Set<string> }
  >();
  const missing = new Set<string>();
  const waiting = imports.map((request) => ({ ...request, by: '' }));

  const visit = (found: FoundPackage, by: string, files: readonly string[]): void => {
    const known = reached.get(found.folder);
    const place = known ?? { package: found, neededBy: new Set<string>(), entries: new Set<string>() };
    reached.set(found.folder, place);
    place.neededBy.add(by);
    if (known && files.every((file) => known.entries.has(file))) return;
    files.forEach((file) => place.entries.add(file));
    const self = `${found.name}@${found.version}`;
    const content = found.isLinked ? linked.read(found.folder, [...place.entries]) : undefined;
    place.hash = content?.hash ?? found.hash;
    waiting.push(...(content?.imports ?? []).map((request) => ({ ...request, by: self })));
    if (content && !content.needsDeclared) return;
    for (const need of found.needs) {
      const needed = tree.find(need.name, found.folder);
      if (needed && !isToldByParent(need, needed))
        waiting.push({ name: need.name, from: found.folder, files: [], by: self });
    }
  };

  const seen = new Set<string>();
  // The list grows while it is iterated.
  for (const { name, from, files, by } of waiting) {
    const key = [name, from, by, ...files].join('\0');
    if (seen.has(key)) continue;
    seen.add(key);
    const found = tree.find(name, from);
    if (found) visit(found, by, files);
    else if (by === '') missing.add(name);
  }
  return { reached: [...reached.values()], missing: [...missing] };
}

/** The build for this platform, of a version that its parent's version tells: it differs between machines, and not by what it is. */
export function isToldByParent(need: Need, { isNative, isLinked, needs }: FoundPackage): boolean {
  return need.isOptional && need.isExact && isNative && !isLinked && needs.length === 0;
}

/** As the manifest has them: sorted, each once. */
export function describePackages(reached: readonly ReachedPackage[], missing: readonly string[]): InstalledPackage[] {
  const versions = groupByName(reached);
  const packages = reached.map(({ package: { name, version }, hash, neededBy }): InstalledPackage => {
    const isAmbiguous = (versions.get(name)?.length ?? 0) > 1;
    return {
      name,
      version,
      ...(hash !== undefined && { hash }),
      ...(isAmbiguous && { neededBy: [...neededBy].sort() }),
    };
  });
  const absent = missing.map((name) => ({ name, version: 'not installed' }));
  return [...packages, ...absent].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

function groupByName(reached: readonly ReachedPackage[]): Map<string, ReachedPackage[]> {
  const groups = new Map<string, ReachedPackage[]>();
  for (const one of reached) groups.set(one.package.name, [...(groups.get(one.package.name) ?? []), one]);
  return groups;
}

function sortKey({ name, version, neededBy = [] }: InstalledPackage): string {
  return [name, version, ...neededBy].join('\0');
}
