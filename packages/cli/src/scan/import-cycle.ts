import type { Finding, Where } from '@monojs/core';
import type { AppScan } from './app-scan.js';

/**
 * The shortest circle of imports that a file is part of, as the files along it, the first one again at the end.
 *
 * @param through a second file that the circle must pass
 */
export function findImportCycle(scan: AppScan, file: string, through: string = file): string[] | undefined {
  const there = findPath(scan, file, through);
  const back = through === file ? [] : findPath(scan, through, file)?.slice(1);
  if (!there || !back) return undefined;
  const ring = [...there, ...back].slice(0, -1);
  // Named from the first file of the alphabet on, so that one circle always reads the same.
  const start = ring.indexOf([...ring].sort()[0]!);
  const turned = [...ring.slice(start), ...ring.slice(0, start)];
  return [...turned, turned[0]!];
}

function findPath(scan: AppScan, from: string, to: string): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const waiting = [from];
  for (const file of waiting) {
    for (const imported of scan.importsOf(file)) {
      if (cameFrom.has(imported)) continue;
      cameFrom.set(imported, file);
      if (imported === to) return readPath(cameFrom, from, to);
      waiting.push(imported);
    }
  }
  return undefined;
}

function readPath(cameFrom: ReadonlyMap<string, string>, from: string, to: string): string[] {
  const path = [to];
  do path.unshift(cameFrom.get(path[0]!)!);
  while (path[0] !== from);
  return path;
}

export const mendImportCycle =
  'move what they share into a file of its own, or put one off: @inject(delay(() => TheClass)) it: PublicOf<TheClass>.';

export function importCycleFinding(cycle: readonly string[], needed: string, where: readonly Where[]): Finding {
  return {
    code: 'MONO_IMPORT_CYCLE',
    message: `files import each other in a circle, so ${needed} is needed before it exists: ${cycle.join(' -> ')}.`,
    where,
    fix: mendImportCycle,
  };
}
