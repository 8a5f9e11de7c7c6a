import { createHash } from 'node:crypto';
import { relative, sep } from 'node:path';
import type { ModuleInfo } from 'rolldown';
import type { OwningPackage, OwningPackages } from './owning-package.js';

/** The modules that were bundled, as rolldown tells about them. */
export interface ModuleGraph {
  getModuleInfo(id: string): ModuleInfo | null;
  getModuleIds(): IterableIterator<string>;
}

/**
 * Which file of the artifact each bundled module of a package goes into: those of one package that are reached from the same of its entries are
 * one file. So whoever imports a part of a package loads no other part, and what a package gets from here depends on that package alone.
 */
export function createNameChunk(graph: ModuleGraph, packages: OwningPackages, isApp: (id: string) => boolean) {
  const owners = new Map<string, OwningPackage>();
  for (const id of graph.getModuleIds()) {
    const owner = id.startsWith('\0') || isApp(id) ? undefined : packages.of(id);
    if (owner) owners.set(id, owner);
  }
  const entriesOf = findEntries(graph, owners);

  return (id: string): string | undefined => {
    const owner = owners.get(id);
    if (!owner) return undefined;
    const entries = [...(entriesOf.get(id) ?? [])].map((entry) => pathIn(owner, entry)).sort();
    const [first = 'index'] = entries;
    // Two installed copies of one version are two packages still; they may share a file.
    const part =
      entries.length > 1
        ? `shared-${hash(entries.join())}`
        : first.replace(/\.[cm]?js(?:on)?$/, '').replaceAll('/', '-');
    return `packages/${owner.name}-${owner.version}/${part}`;
  };
}

/** For every module of a package the entries of that package which reach it: what others import, and what is imported only when it is needed. */
function findEntries(graph: ModuleGraph, owners: ReadonlyMap<string, OwningPackage>): Map<string, Set<string>> {
  const reachedFrom = new Map<string, Set<string>>();
  for (const [id, owner] of owners) {
    const info = graph.getModuleInfo(id)!;
    const isEntry =
      info.dynamicImporters.length > 0 || info.importers.some((one) => owners.get(one)?.folder !== owner.folder);
    if (!isEntry) continue;
    const reached = new Set([id]);
    for (const module of reached) {
      const entries = reachedFrom.get(module) ?? new Set();
      reachedFrom.set(module, entries.add(id));
      for (const next of graph.getModuleInfo(module)!.importedIds)
        if (owners.get(next)?.folder === owner.folder) reached.add(next);
    }
  }
  return reachedFrom;
}

function pathIn({ folder }: OwningPackage, id: string): string {
  return relative(folder, id.replace(/[?#].*$/, '')).replaceAll(sep, '/');
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
