import type { Finding } from '@monojs/core';
import type { AppScan } from '../scan/app-scan.js';
import { readBaseline } from './baseline.js';
import type { BaselineEntry } from './baseline.js';
import { isWithin, readServiceFolders } from './service-folders.js';
import type { ServiceFolder } from './service-folders.js';

/** An import that goes past the public face of a service. */
export interface Crossing {
  readonly file: string;
  readonly line: number;
  /** The file inside the service's folder. */
  readonly imports: string;
  readonly of: ServiceFolder;
  /** How many files of that service come with it. */
  readonly price: number;
  /** The other services that pay for it. */
  readonly into: readonly string[];
}

/** Imports of the insides of services, except those that the baseline excuses, and what the baseline excuses for nothing. */
export function checkBoundaries(scan: AppScan): Finding[] {
  const crossings = findCrossings(scan);
  const baseline = readBaseline(scan.root);
  const excused = (crossing: Crossing) => baseline.entries.some((entry) => isSame(entry, crossing));
  const stale = baseline.entries.filter((entry) => !crossings.some((crossing) => isSame(entry, crossing)));
  return [
    ...baseline.findings,
    ...crossings.filter((one) => !excused(one)).map(crossedFinding),
    ...stale.map(staleFinding),
  ];
}

export function isSame(entry: BaselineEntry, { file, imports }: Crossing): boolean {
  return entry.file === file && entry.imports === imports;
}

/** A file that another service reaches and that lies outside of a service's folder imports something inside, other than the face. */
export function findCrossings(scan: AppScan): Crossing[] {
  const folders = readServiceFolders(scan);
  if (folders.length === 0) return [];
  const crossings: Crossing[] = [];
  for (const [file, reachedBy] of readReachedBy(scan)) {
    for (const {
      line,
      files: [imports],
      computed,
    } of scan.edgesOf(file)) {
      const of =
        imports === undefined || computed ? undefined : folders.find(({ folder }) => isWithin(imports, folder));
      if (!of || imports === of.face || isWithin(file, of.folder)) continue;
      const into = reachedBy.filter((service) => service !== of.service);
      if (into.length === 0) continue;
      crossings.push({ file, line, imports: imports!, of, price: countReached(scan, imports!, of.folder), into });
    }
  }
  return crossings;
}

function readReachedBy(scan: AppScan): Map<string, string[]> {
  const reachedBy = new Map<string, string[]>();
  for (const { name } of scan.services) {
    for (const file of scan.closureOf(name).files) reachedBy.set(file, [...(reachedBy.get(file) ?? []), name]);
  }
  return new Map([...reachedBy].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function countReached(scan: AppScan, from: string, folder: string): number {
  const reached = new Set([from]);
  // A Set that grows while it is iterated visits what was added, too.
  for (const file of reached) for (const imported of scan.importsOf(file)) reached.add(imported);
  return [...reached].filter((file) => isWithin(file, folder)).length;
}

function crossedFinding({ file, line, imports, of: { service, folder, face }, price, into }: Crossing): Finding {
  const instead =
    face === undefined ? `give "${service}" a public face, ${folder}/index.ts, and import that` : `import ${face}`;
  return {
    code: 'MONO_BOUNDARY_CROSSED',
    message: `${file} imports ${imports}, which is inside service "${service}". This import puts ${price} ${price === 1 ? 'file' : 'files'} of ${service} into ${into.join(', ')}.`,
    where: [{ file, line }],
    fix: `${instead}, or move what is shared out of ${folder}.`,
  };
}

function staleFinding({ file, imports }: BaselineEntry): Finding {
  return {
    code: 'MONO_BASELINE_STALE',
    message: `the baseline excuses ${file} for importing ${imports}, which it no longer does.`,
    where: [{ file: 'mono.baseline.json' }],
    fix: 'take it out; mono check --update-baseline does.',
  };
}
