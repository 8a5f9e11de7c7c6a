import { join } from 'node:path';
import type { AppDescription } from '@monojs/core';
import type { AppScan } from './app-scan.js';

/**
 * Imports one file, given its absolute path. `mono start` uses `import()`; a test runner brings its own way,
 * since jest without flags can only `require` from a package.
 */
export type ImportModule = (file: string) => Promise<unknown>;

/** What `startApp` and `loadServices` need: how to load each service, and nothing loaded yet. */
export function describeApp(scan: AppScan, importModule: ImportModule): AppDescription {
  const { root, config, services, groups } = scan;
  const load = async (files: readonly string[]): Promise<unknown[]> => {
    const modules: unknown[] = [];
    // One after the other, so that what the files record is in the same order every time.
    for (const file of files) modules.push(await importModule(join(root, file)));
    return modules;
  };
  return {
    services: Object.fromEntries(
      services.map(({ name, port, entries }) => [name, { port, load: () => load(entries.map(({ file }) => file)) }]),
    ),
    groups: Object.fromEntries(groups.map((group) => [group.name, group.services])),
    ...(config.setup !== undefined && { setup: () => importModule(join(root, config.setup!)) }),
  };
}
