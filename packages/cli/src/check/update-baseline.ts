import { assertNoFindings } from '@monojs/core';
import type { AppScan } from '../scan/app-scan.js';
import { readBaseline, writeBaseline } from './baseline.js';
import { findCrossings, isSame } from './check-boundaries.js';

/**
 * Writes the baseline: what crosses a boundary today if there is none yet, and otherwise what it holds already and still happens. It never grows: who wants
 * it to must delete it first, and a review sees that.
 *
 * @returns what to tell whoever asked for it
 * @throws MonoError MONO_BASELINE_INVALID
 */
export function updateBaseline(scan: AppScan): string {
  const { exists, entries, findings } = readBaseline(scan.root);
  assertNoFindings(findings);
  const crossings = findCrossings(scan);
  if (!exists) {
    if (crossings.length === 0)
      return 'no import crosses a boundary, so there is nothing to excuse and no mono.baseline.json';
    writeBaseline(scan.root, crossings);
    return `mono.baseline.json excuses ${crossings.length} ${crossings.length === 1 ? 'import' : 'imports'}`;
  }
  const left = entries.filter((entry) => crossings.some((crossing) => isSame(entry, crossing)));
  writeBaseline(scan.root, left);
  return `mono.baseline.json excuses ${left.length} ${left.length === 1 ? 'import' : 'imports'}, ${entries.length - left.length} less than before`;
}
