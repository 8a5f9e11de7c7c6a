import type { Finding } from '@monojs/core';
import { reflectApp, startReflectionProcess } from '../reflect/reflect-app.js';
import type { ReflectOptions } from '../reflect/reflect-app.js';
import type { Reflection } from '../reflect/reflection.js';
import type { AppScan } from '../scan/app-scan.js';
import { mergeAlike } from '../scan/locate.js';
import { scanApp } from '../scan/scan-app.js';
import { checkBoundaries } from './check-boundaries.js';
import { checkImportCycles } from './check-import-cycles.js';
import { checkTypes } from './check-types.js';

export interface CheckOptions extends ReflectOptions {
  /** Whether the types are checked, too. Default: true. */
  readonly types?: boolean;
}

export interface CheckResult {
  /** Every mistake, sorted by file and line. None: the application can be built. */
  readonly findings: readonly Finding[];
  /** What is no mistake, but keeps Mono from knowing something exactly. */
  readonly notes: readonly string[];
  readonly scan: AppScan;
  readonly reflection: Reflection;
}

/**
 * Everything that can be known of an application before it runs: types, routes, injection, schemas, settings, imports and boundaries of every service.
 * All mistakes together, each once; nothing is started.
 *
 * @param root the application's folder, absolute
 * @example
 * const { findings } = await checkApp(findApp(process.cwd()).root);
 * assertNoFindings(findings);
 */
export async function checkApp(root: string, { types = true, ...options }: CheckOptions = {}): Promise<CheckResult> {
  const process = startReflectionProcess();
  const scan = scanOrKill(root, process);
  // Both are processes of their own, which work while this one looks at the imports.
  const reflecting = reflectApp(scan, { ...options, process });
  const checkingTypes = types ? checkTypes(root) : { findings: [], notes: [] };
  const known = [...scan.findings, ...checkBoundaries(scan)];
  const cycles = checkImportCycles(scan);
  const reflection = await reflecting;
  const declared = mergeAlike([...known, ...reflection.findings]);
  const own = [...declared, ...withoutKnownCycles(cycles, declared)];
  const typed = await checkingTypes;
  const findings = [...own, ...typed.findings.filter((finding) => !isExplained(finding, own))].sort(byPlace);
  const notes = [...reflection.notes, ...typed.notes, ...listUnfollowable(scan, findings)];
  return { findings, notes, scan, reflection };
}

/** A process that nobody sends a task would wait for ever. */
function scanOrKill(root: string, process: ReturnType<typeof startReflectionProcess>): AppScan {
  try {
    return scanApp(root);
  } catch (error) {
    process.kill();
    throw error;
  }
}

/** A circle that already broke an import needs no second report of what it could break. */
function withoutKnownCycles(cycles: readonly Finding[], known: readonly Finding[]): Finding[] {
  const circleOf = ({ message }: Finding): string => message.slice(message.lastIndexOf(': ') + 2);
  const broken = known.filter(({ code }) => code === 'MONO_IMPORT_CYCLE').map(circleOf);
  return cycles.filter((cycle) => !broken.includes(circleOf(cycle)));
}

/** What the compiler says of a line that Mono has already said more about, or of a file that cannot be parsed or compiled. */
function isExplained({ where: [place] }: Finding, own: readonly Finding[]): boolean {
  return own.some(({ code, where }) =>
    where.some(({ file, line }) => {
      const isWholeFile = code === 'MONO_SYNTAX_ERROR' || (code === 'MONO_SERVICE_LOAD_FAILED' && line === undefined);
      return file !== undefined && file === place?.file && (line === place.line || isWholeFile);
    }),
  );
}

function listUnfollowable(scan: AppScan, findings: readonly Finding[]): string[] {
  const places = scan.services
    .flatMap(({ name }) => scan.closureOf(name).unfollowable)
    .filter(
      ({ file, line }) => !findings.some(({ where }) => where.some((one) => one.file === file && one.line === line)),
    )
    .map(({ file, line, reason }) => `${file}:${line}: ${reason}`);
  return [...new Set(places)].sort();
}

/** By file, line, code and words; what has no place comes first. */
function byPlace(a: Finding, b: Finding): number {
  return (
    compare(a.where[0]?.file ?? '', b.where[0]?.file ?? '') ||
    (a.where[0]?.line ?? 0) - (b.where[0]?.line ?? 0) ||
    compare(a.code, b.code) ||
    compare(a.message, b.message)
  );
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
