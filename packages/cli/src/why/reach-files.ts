import type { AppScan, ImportEdge } from '../scan/app-scan.js';
import { toRelative } from '../scan/import-graph.js';
import { join } from 'node:path';

/** The files from which everything of a service is reached: what declares it, and the setup. */
export function entriesOf({ root, services, config }: AppScan, service: string): string[] {
  const entries = services.find(({ name }) => name === service)?.entries ?? [];
  const setup = config.setup === undefined ? [] : [toRelative(root, join(root, config.setup))];
  return [...entries.map(({ file }) => file), ...setup];
}

/** How many files a service would not reach without some of its imports. */
export function countAdded(
  scan: AppScan,
  service: string,
  isLeftOut: (file: string, edge: ImportEdge) => boolean,
): number {
  const count = (leaves: typeof isLeftOut) => {
    const files = new Set(entriesOf(scan, service));
    // A Set that grows while it is iterated visits what was added, too.
    for (const file of files)
      for (const edge of scan.edgesOf(file)) if (!leaves(file, edge)) edge.files.forEach((path) => files.add(path));
    return files.size;
  };
  return count(() => false) - count(isLeftOut);
}
