import { readFileSync } from 'node:fs';
import type { IsCore } from './read-bindings.js';
import { parseSource } from './syntax-tree.js';
import type { Resolved } from './resolve-import.js';

const core = '@monojs/core';

/**
 * Answers whether what a file imports as `Service` is the one of @monojs/core: imported from there, or from a file of the application
 * that hands it on (`export { Service } from '@monojs/core'`, `export * from …`), through any number of such files.
 */
export function createIsCore(resolve: (file: string, specifier: string) => Resolved): (file: string) => IsCore {
  const handsOn = (file: string, name: string, seen: ReadonlySet<string>): boolean => {
    if (seen.has(file) || !/\.(?:[cm]?[tj]s|[tj]sx)$/.test(file)) return false;
    const text = readFileSync(file, 'utf8');
    const source = parseSource(file, text);
    const within = new Set([...seen, file]);
    return source.module.staticExports.some(({ entries }) =>
      entries.some(({ moduleRequest, exportName, importName, isType }) => {
        if (isType || !moduleRequest) return false;
        const isNamed = exportName.name === name && importName.name === name;
        return (isNamed || importName.kind === 'AllButDefault') && leadsToCore(file, moduleRequest.value, name, within);
      }),
    );
  };
  const leadsToCore = (file: string, specifier: string, name: string, seen: ReadonlySet<string>): boolean => {
    if (specifier === core) return true;
    const resolved = resolve(file, specifier);
    return !('package' in resolved) && 'files' in resolved && resolved.files.some((path) => handsOn(path, name, seen));
  };
  return (file) => (specifier, name) => leadsToCore(file, specifier, name, new Set());
}
