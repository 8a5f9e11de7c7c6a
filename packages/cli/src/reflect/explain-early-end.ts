import { fileURLToPath } from 'node:url';
import type { Finding } from '@monojs/core';
import type { AppScan } from '../scan/app-scan.js';
import { toRelative } from '../scan/import-graph.js';
import type { EarlyEnd, ThrownError } from './reflection.js';

/** Why the process ended before its answer. */
export function explainEarlyEnd({ root }: AppScan, ended: EarlyEnd, timeLimit: number): Finding {
  const { file, service, thrown } = ended;
  const frame = thrown && readPlace(thrown, root);
  const at = file === undefined ? 'after everything was imported' : `while ${file} was imported`;
  return {
    code: 'MONO_REFLECT_FAILED',
    message: thrown
      ? `the application could not be described: ${thrown.name}: ${thrown.message} was thrown outside of an import, and nobody caught it.`
      : `the application could not be described: ${at}, ${describeEnd(ended, timeLimit)}.`,
    where: frame ? [frame] : file === undefined ? [] : [{ ...(service !== undefined && { service }), file }],
    fix: 'importing a file should only declare things: what waits, connects or exits belongs into a `create` or an `onStart`.',
  };
}

/** What to leave out of the next try; undefined if nothing is known to be the cause. */
export function findBlamed(
  scan: AppScan,
  { file, service, thrown }: EarlyEnd,
): { setup: boolean; services: string[] } | undefined {
  const frame = thrown && readPlace(thrown, scan.root);
  const reaching = scan.services
    .map(({ name }) => name)
    .filter((name) => frame && scan.closureOf(name).files.includes(frame.file));
  if (frame && reaching.length > 0) return { setup: reaching.length === scan.services.length, services: reaching };
  if (file === undefined) return undefined;
  return { setup: service === undefined, services: service === undefined ? [] : [service] };
}

function describeEnd({ timedOut, exitCode, signal }: EarlyEnd, timeLimit: number): string {
  if (timedOut) return `the import did not finish within ${timeLimit / 1000} s`;
  if (signal !== null) return `it was killed by ${signal}`;
  // What Node says when nothing is left to wait for, and 13 for a module that still waits.
  if (exitCode === 0 || exitCode === 13) return 'it waits for something that never comes, or called process.exit';
  return `it ended with exit code ${exitCode}`;
}

/** The first line of the stack that is in a file of the application. */
function readPlace({ stack = '' }: ThrownError, root: string): { file: string; line: number } | undefined {
  for (const [, path, line] of stack.matchAll(
    /^\s+at .*?((?:file:|[/\\]|[A-Za-z]:[/\\])[^\s()]+?):(\d+)(?::\d+)?\)?$/gm,
  )) {
    const file = toRelative(root, path!.startsWith('file:') ? fileURLToPath(path!) : path!);
    if (!file.startsWith('..') && !file.includes('node_modules/')) return { file, line: Number(line) };
  }
  return undefined;
}
