import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding, Where } from '@monojs/core';
import type { AppScan } from '../scan/app-scan.js';
import { findImportCycle, mendImportCycle } from '../scan/import-cycle.js';
import { findCircles } from './find-circles.js';
import { readEarlyNeeds } from './read-early-needs.js';

/**
 * Circles of imports that can break: a decorated class in them needs something of the circle the moment its file runs. Whether that exists by then depends on
 * which of the files is imported first, so another service, or a new import elsewhere, can bring it down. Circles of functions and of types are harmless.
 */
export function checkImportCycles(scan: AppScan): Finding[] {
  const files = [...new Set(scan.services.flatMap(({ name }) => scan.closureOf(name).files))].sort();
  const found = new Map<string, { needs: string[]; where: Where[] }>();
  for (const circle of findCircles(files, scan.importsOf)) {
    for (const file of circle) {
      if (!/\.(?:[cm]?ts|tsx|[cm]?js|jsx)$/.test(file)) continue;
      const edges = new Map(scan.edgesOf(file).map((edge) => [edge.written, edge.files[0]]));
      for (const { name, specifier, owner, line } of readEarlyNeeds(
        file,
        readFileSync(join(scan.root, file), 'utf8'),
      )) {
        const from = edges.get(specifier);
        if (from === undefined || !circle.has(from)) continue;
        const path = findImportCycle(scan, file, from)!.join(' -> ');
        const same = found.get(path) ?? { needs: [], where: [] };
        found.set(path, same);
        same.needs.push(`${owner} needs ${name}`);
        same.where.push({ class: owner, file, line });
      }
    }
  }
  return [...found].map(([path, { needs, where }]) => ({
    code: 'MONO_IMPORT_CYCLE',
    message: `files import each other in a circle, and ${[...new Set(needs)].join(', ')} while its file runs, which works only as long as the right one is imported first: ${path}.`,
    where,
    fix: mendImportCycle,
  }));
}
