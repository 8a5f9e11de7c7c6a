import type { HashedFile, ScannedManifestService } from './manifest.js';

/**
 * The files that a configuration marks as contracts, among those that services reach.
 *
 * @param patterns `contracts` of the configuration: paths in which `*` stands for any part of a name, and `**` for any folders
 */
export function findContracts(
  patterns: readonly string[] | undefined,
  services: readonly Pick<ScannedManifestService, 'files'>[],
): HashedFile[] {
  if (!patterns || patterns.length === 0) return [];
  const isMarked = new RegExp(`^(?:${patterns.map(toExpression).join('|')})$`);
  const reached = new Map(services.flatMap(({ files }) => files.map((file) => [file.path, file] as const)));
  return [...reached.values()].filter(({ path }) => isMarked.test(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
}

function toExpression(pattern: string): string {
  const parts = pattern.replace(/^\.\//, '').split(/(\*\*\/|\*\*|\*)/);
  const meanings: Readonly<Record<string, string>> = { '**/': '(?:[^/]+/)*', '**': '.*', '*': '[^/]*' };
  return parts.map((part) => meanings[part] ?? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('');
}
