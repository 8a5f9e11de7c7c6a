import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '@monojs/core';

/** An import of a service's insides that was there before the boundaries were. Without its line, which other changes move. */
export interface BaselineEntry {
  readonly file: string;
  readonly imports: string;
}

export interface Baseline {
  readonly exists: boolean;
  readonly entries: readonly BaselineEntry[];
  readonly findings: readonly Finding[];
}

const name = 'mono.baseline.json';

export function readBaseline(root: string): Baseline {
  const path = join(root, name);
  if (!existsSync(path)) return { exists: false, entries: [], findings: [] };
  try {
    const content = JSON.parse(readFileSync(path, 'utf8')) as { version?: unknown; boundaries?: unknown } | null;
    if (content?.version !== 1)
      throw new TypeError(`its version is ${JSON.stringify(content?.version)}, and this Mono reads 1`);
    if (!Array.isArray(content.boundaries) || !content.boundaries.every(isEntry))
      throw new TypeError('"boundaries" is no list of { "file", "imports" }');
    return { exists: true, entries: content.boundaries, findings: [] };
  } catch (error) {
    return { exists: true, entries: [], findings: [unreadable((error as Error).message)] };
  }
}

/** Sorted, each once, so that a merge shows what it changes. */
export function writeBaseline(root: string, entries: readonly BaselineEntry[]): void {
  const keys = [...new Set(entries.map(({ file, imports }) => JSON.stringify([file, imports])))].sort();
  const boundaries = keys
    .map((key) => JSON.parse(key) as [string, string])
    .map(([file, imports]) => ({ file, imports }));
  writeFileSync(join(root, name), `${JSON.stringify({ version: 1, boundaries }, null, 2)}\n`);
}

function isEntry(value: unknown): value is BaselineEntry {
  const { file, imports } = (value ?? {}) as { file?: unknown; imports?: unknown };
  return typeof file === 'string' && typeof imports === 'string';
}

function unreadable(reason: string): Finding {
  return {
    code: 'MONO_BASELINE_INVALID',
    message: `${name} cannot be read: ${reason}.`,
    where: [{ file: name }],
    fix: 'restore it from your version control; deleting it makes every old violation a mistake again.',
  };
}
