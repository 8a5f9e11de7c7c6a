import { MonoError } from '@monojs/core';
import type { Finding, Where } from '@monojs/core';
import type { AppScan } from './app-scan.js';
import { explainInjection } from './explain-injection.js';
import { explainLoadFailure } from './explain-load-failure.js';
import { createFindClasses } from './find-classes.js';
import type { ClassPlace, FindClasses } from './find-classes.js';

/**
 * Adds file and line to findings, which core can only give by service, class and method, since decorators cannot know where they stand.
 * Says what the scan knows better: an import that failed because of a syntax error or a circle of imports becomes that.
 *
 * @param services the services that were selected
 * @param cause what was thrown when a file was imported
 */
export function locate(
  findings: readonly Finding[],
  scan: AppScan,
  services: readonly string[],
  cause?: unknown,
): Finding[] {
  const findClasses = createFindClasses(scan, services);
  const explained = findings.flatMap((finding) => {
    if (finding.code === 'MONO_SERVICE_LOAD_FAILED')
      return explainLoadFailure(finding, cause, scan, services, findClasses);
    if (finding.code === 'MONO_INJECT_TYPE') return explainInjection(finding, scan, findClasses);
    return [finding];
  });
  const located = explained.map((finding) => ({ ...finding, where: locateAll(finding, scan, findClasses) }));
  return mergeAlike(located);
}

/** What several services reach is one mistake, with every place once. */
export function mergeAlike(findings: readonly Finding[]): Finding[] {
  const merged = new Map<string, Finding>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.code, finding.message, finding.fix]);
    const places = [...(merged.get(key)?.where ?? []), ...finding.where].map((place) => JSON.stringify(place));
    merged.set(key, { ...finding, where: [...new Set(places)].map((place) => JSON.parse(place) as Where) });
  }
  return [...merged.values()];
}

/** The same for a thrown error; anything that is no MonoError stays as it is. */
export function locateError(error: unknown, scan: AppScan, services: readonly string[]): unknown {
  if (!(error instanceof MonoError)) return error;
  return new MonoError(locate(error.findings, scan, services, error.cause), { cause: error.cause });
}

/** What is said of a service as a whole is at its defineService. */
const atDefinition = new Set([
  'MONO_START_FAILED',
  'MONO_STOP_FAILED',
  'MONO_SERVICE_EMPTY',
  'MONO_PROVIDER_SHARED',
  'MONO_SETTINGS_INVALID',
  'MONO_SCHEMA_INEXPRESSIBLE',
]);

function locateAll({ code, where }: Finding, scan: AppScan, findClasses: FindClasses): Where[] {
  const used = new Map<string, number>();
  return where.flatMap((place): Where[] => {
    if (place.file !== undefined) return [place];
    if (place.class === undefined) return atDefinition.has(code) ? [locateDefinition(place, scan)] : [place];
    const candidates = prefer(findClasses(place.class, place.service), place.method);
    const alike = where.filter((other) => other.class === place.class && other.method === place.method);
    if (alike.length === 1)
      return candidates.length === 0 ? [place] : candidates.map((candidate) => at(place, candidate, code));
    // Classes of one name: the first place means the first of them, and so on.
    const key = `${place.class}.${place.method}`;
    const index = used.get(key) ?? 0;
    used.set(key, index + 1);
    const candidate = candidates[Math.min(index, candidates.length - 1)];
    return [candidate ? at(place, candidate, code) : place];
  });
}

/** Classes that have the method, if any do: the others only bear the same name. */
function prefer(candidates: readonly ClassPlace[], method: string | undefined): readonly ClassPlace[] {
  const having = candidates.filter(({ methods }) => method !== undefined && methods.has(method));
  return having.length > 0 ? having : candidates;
}

/** A failed hook is named by its class; the line is that of the method. */
const hooks: Partial<Record<Finding['code'], string>> = { MONO_START_FAILED: 'onStart', MONO_STOP_FAILED: 'onStop' };

function at(place: Where, { file, line, methods }: ClassPlace, code: Finding['code']): Where {
  return { ...place, file, line: methods.get(place.method ?? hooks[code] ?? '') ?? line };
}

function locateDefinition(place: Where, { services }: AppScan): Where {
  const entries = services.find(({ name }) => name === place.service)?.entries ?? [];
  const entry = entries.find(({ definitions }) => definitions.length > 0);
  return entry ? { ...place, file: entry.file, line: entry.definitions[0]!.line } : place;
}
