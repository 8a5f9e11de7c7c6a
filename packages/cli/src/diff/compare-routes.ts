import type { ManifestRoute } from '../manifest/manifest.js';
import { compareInput } from './compare-input.js';
import { nameParameters, routeKey } from './route-key.js';
import { compareSchemas } from './schemas/compare-schemas.js';
import { byVerdict, worstOf } from './verdict.js';
import type { Verdict } from './verdict.js';

/** What has become of one route. */
export interface RouteDiff {
  readonly method: string;
  readonly path: string;
  readonly change: 'added' | 'changed' | 'removed';
  readonly verdict: Verdict;
  /** Breaking ones first. */
  readonly changes: readonly RouteChange[];
}

export interface RouteChange {
  readonly in: keyof ManifestRoute['schemas'] | 'status' | 'method' | 'path';
  /** Such as `user.tags[]`; empty for the whole. */
  readonly at: string;
  readonly verdict: Verdict;
  readonly message: string;
}

/**
 * Compares the routes of a service by method and path; what a path parameter is called, and which method answers, callers do not see.
 *
 * @param ownerNow the other service that answers a route now, if one does
 */
export function compareRoutes(
  before: readonly ManifestRoute[],
  after: readonly ManifestRoute[],
  ownerNow: (route: string) => string | undefined,
): RouteDiff[] {
  const now = new Map(after.map((route) => [routeKey(route), route]));
  const answered = new Set<ManifestRoute>();
  const diffs: RouteDiff[] = [];
  for (const old of before) {
    const route = now.get(routeKey(old)) ?? now.get(routeKey({ ...old, method: 'ALL' }));
    if (route) {
      answered.add(route);
      const changes = compareRoute(old, route);
      if (changes.length > 0)
        diffs.push({ method: route.method, path: route.path, change: 'changed', verdict: worstOf(changes)!, changes });
      continue;
    }
    const owner = ownerNow(`${old.method} ${old.path}`);
    const moved: RouteChange[] =
      owner === undefined
        ? []
        : [{ in: 'path', at: '', verdict: 'breaking', message: `service "${owner}" answers it now` }];
    diffs.push({ method: old.method, path: old.path, change: 'removed', verdict: 'breaking', changes: moved });
  }
  for (const route of after)
    if (!answered.has(route))
      diffs.push({ method: route.method, path: route.path, change: 'added', verdict: 'safe', changes: [] });
  return diffs.sort((a, b) => byVerdict(a, b) || compare(a.path, b.path) || compare(a.method, b.method));
}

const parts = ['params', 'query', 'headers', 'cookies', 'body'] as const;

function compareRoute(before: ManifestRoute, after: ManifestRoute): RouteChange[] {
  const changes: RouteChange[] = [];
  if (before.method !== after.method)
    changes.push({ in: 'method', at: '', verdict: 'safe', message: `${before.method} -> every method` });
  if (before.path !== after.path)
    changes.push({ in: 'path', at: '', verdict: 'safe', message: `${before.path} -> ${after.path}` });
  changes.push(...compareStatus(before.status, after.status));
  for (const part of parts) {
    const [old, now] = [before.schemas[part], part === 'params' ? nameParameters(after, before) : after.schemas[part]];
    changes.push(...compareInput(part, old, now).map((change) => ({ in: part, ...change })));
  }
  changes.push(...compareResponse(before.schemas.response, after.schemas.response));
  return changes.sort(byVerdict);
}

/** Without a declared status it is 200, or 204 where nothing is returned. */
function compareStatus(before: number | undefined, after: number | undefined): RouteChange[] {
  if (before === after) return [];
  const isMaybeSame =
    [before ?? 200, after ?? 200].every((status) => status === 200 || status === 204) &&
    (before === undefined || after === undefined);
  const message = `${before ?? '200 or 204'} -> ${after ?? '200 or 204'}`;
  return [{ in: 'status', at: '', verdict: isMaybeSame ? 'unknown' : 'breaking', message }];
}

function compareResponse(before: object | null | undefined, after: object | null | undefined): RouteChange[] {
  const where = { in: 'response', at: '' } as const;
  if (before && after)
    return compareSchemas(before, after, 'response').map((change) => ({ in: 'response', ...change }));
  if (before === after || (!before && !after)) return [];
  // To promise something where nothing was promised takes nothing from anybody.
  if (after) return [{ ...where, verdict: before === null ? 'unknown' : 'safe', message: 'has a schema now' }];
  return [
    {
      ...where,
      verdict: 'unknown',
      message: after === null ? 'has a schema that JSON Schema cannot express' : 'has no schema any more',
    },
  ];
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
