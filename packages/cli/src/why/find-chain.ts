import { dirname, join } from 'node:path';
import type { ManifestSources } from '../manifest/create-scanned-manifest.js';
import type { FoundPackage } from '../packages/package-tree.js';
import { runtimePackages } from '../packages/read-package-imports.js';
import { isToldByParent } from '../packages/reach-packages.js';
import type { AppScan, ImportEdge } from '../scan/app-scan.js';
import { entriesOf } from './reach-files.js';

/** One step of a chain. */
export interface ChainLink {
  /** A file relative to the application's root, a package as `name@version`, or `mono`, which brings its own packages to every service. */
  readonly from: string;
  readonly line?: number;
  /** How the import is written; for a package's dependency its name. */
  readonly written: string;
  readonly to: string;
  readonly computed?: true;
  readonly reexport?: true;
}

/** What a chain leads to: a file relative to the root, or a package by its name. */
export type Target = { readonly file: string } | { readonly package: string };

interface Place {
  readonly label: string;
  readonly file?: string;
  readonly package?: FoundPackage;
  readonly cameBy?: { readonly place: Place; readonly link: ChainLink };
}

/**
 * The shortest chain of imports from what declares a service, or from the setup, to a file or package. A chain of plain imports is preferred to one
 * through a computed import, and both to the fact that Mono itself brings the package.
 *
 * @returns undefined if nothing ties them
 */
export function findChain(
  scan: AppScan,
  service: string,
  target: Target,
  sources: ManifestSources,
): readonly ChainLink[] | undefined {
  const starts = entriesOf(scan, service).map((file): Place => ({ label: file, file }));
  const runtime = runtimePackages.flatMap((name): Place[] => {
    const found = sources.packages.find(name, scan.root);
    const label = found ? labelOf(found) : name;
    const cameBy = { place: { label: 'mono' }, link: { from: 'mono', written: name, to: label } };
    return found ? [{ label, package: found, cameBy }] : [];
  });
  const plain = (edge: ImportEdge) => edge.computed !== true;
  return (
    search(scan, starts, target, sources, plain) ??
    search(scan, starts, target, sources, () => true) ??
    search(scan, runtime, target, sources, plain)
  );
}

function search(
  scan: AppScan,
  starts: readonly Place[],
  target: Target,
  sources: ManifestSources,
  isAllowed: (edge: ImportEdge) => boolean,
): readonly ChainLink[] | undefined {
  const waiting = [...starts];
  const seen = new Set(waiting.map(keyOf));
  // The list grows while it is iterated, nearest places first.
  for (const place of waiting) {
    if (isTarget(place, target)) return readLinks(place);
    for (const next of [...fileSteps(scan, place, sources, isAllowed), ...packageSteps(place, sources)]) {
      if (seen.has(keyOf(next))) continue;
      seen.add(keyOf(next));
      waiting.push(next);
    }
  }
  return undefined;
}

function fileSteps(
  scan: AppScan,
  place: Place,
  sources: ManifestSources,
  isAllowed: (edge: ImportEdge) => boolean,
): Place[] {
  const { file } = place;
  if (file === undefined) return [];
  return scan
    .edgesOf(file)
    .filter(isAllowed)
    .flatMap((edge) => {
      const step = (label: string, rest: Partial<Place>): Place => {
        const { line, written, computed, reexport } = edge;
        const link = {
          from: file,
          line,
          written,
          to: label,
          ...(computed && { computed }),
          ...(reexport && { reexport }),
        };
        return { label, ...rest, cameBy: { place, link } };
      };
      if (edge.package === undefined) return edge.files.map((path) => step(path, { file: path }));
      const found = sources.packages.find(edge.package, dirname(join(scan.root, file)));
      return [step(found ? labelOf(found) : edge.package, { package: found })];
    });
}

function packageSteps(place: Place, { packages, linked }: ManifestSources): Place[] {
  const from = place.package;
  if (!from) return [];
  const imports = from.isLinked ? linked.read(from.folder, []).imports : [];
  const declared = from.needs.map((need) => ({ need, needed: packages.find(need.name, from.folder) }));
  const found = [
    ...imports.map((request) => packages.find(request.name, request.from)),
    ...declared.map(({ need, needed }) => (needed && !isToldByParent(need, needed) ? needed : undefined)),
  ];
  return found.flatMap((next): Place[] => {
    if (!next) return [];
    const link = { from: place.label, written: next.name, to: labelOf(next) };
    return [{ label: labelOf(next), package: next, cameBy: { place, link } }];
  });
}

function isTarget(place: Place, target: Target): boolean {
  if ('file' in target) return place.file === target.file;
  return place.file === undefined && (place.package?.name ?? place.label) === target.package;
}

function readLinks({ cameBy }: Place): ChainLink[] {
  return cameBy ? [...readLinks(cameBy.place), cameBy.link] : [];
}

function keyOf({ label, package: found }: Place): string {
  return found ? found.folder : label;
}

function labelOf({ name, version }: FoundPackage): string {
  return `${name}@${version}`;
}
