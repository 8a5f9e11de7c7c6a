import type { Finding } from '@monojs/core';
import type { AppScan } from './app-scan.js';
import type { FindClasses } from './find-classes.js';
import { findImportCycle, importCycleFinding } from './import-cycle.js';

/**
 * A constructor parameter whose type was no class at run time, although a class is written there: its file had not run yet, because the two files
 * import each other. Depending on the module format the metadata then says undefined or Object, so the circle in the imports decides.
 */
export function explainInjection(finding: Finding, scan: AppScan, findClasses: FindClasses): Finding[] {
  const cycles = finding.where.flatMap((place) => {
    const index = Number(/constructor parameter (\d+)/.exec(place.note ?? '')?.[1]) - 1;
    return findClasses(place.class ?? '', place.service).flatMap((owner) => {
      const type = owner.parameterTypes[index];
      const declared = type === undefined ? [] : findClasses(type, place.service);
      return declared.flatMap(({ file }) => {
        const cycle = file === owner.file ? undefined : findImportCycle(scan, owner.file, file);
        return cycle ? [importCycleFinding(cycle, type!, [{ ...place, file: owner.file, line: owner.line }])] : [];
      });
    });
  });
  return cycles.length > 0 ? cycles.slice(0, 1) : [finding];
}
