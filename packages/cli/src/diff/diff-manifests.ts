import { compareServices } from '../affected/compare-services.js';
import type { Reason } from '../affected/compare-services.js';
import { findAffected } from '../affected/find-affected.js';
import type { Manifest, ManifestService } from '../manifest/manifest.js';
import { compareRoutes } from './compare-routes.js';
import type { RouteDiff } from './compare-routes.js';
import { compareSchemas } from './schemas/compare-schemas.js';
import type { SchemaChange } from './schemas/comparison.js';
import { worstOf } from './verdict.js';
import type { Verdict } from './verdict.js';

/** What has become of one service. */
export interface ServiceDiff {
  readonly name: string;
  readonly change: 'added' | 'changed' | 'removed' | 'renamed';
  /** What it was called. */
  readonly from?: string;
  /** The worst of its routes and required settings; none where nothing that others see has changed. */
  readonly verdict?: Verdict;
  readonly routes: readonly RouteDiff[];
  /** Settings that it demands from its environment. */
  readonly config: readonly SchemaChange[];
  /** Who injects what. */
  readonly injection: readonly { readonly from: string; readonly to: string; readonly change: 'added' | 'removed' }[];
  /** Packages, files and settings that differ. */
  readonly packages: readonly Difference[];
  readonly settings: readonly Difference[];
  readonly files: readonly Difference[];
}

export type Difference = Omit<Reason, 'kind'>;

/** Compares two descriptions of an application: every service that is not what it was, by name. */
export function diffManifests(old: Manifest, now: Manifest): ServiceDiff[] {
  const affected = findAffected({ before: old, after: now, isUnknown: () => false });
  const diffs = affected.map(({ name, change, from }) =>
    diffService(change, serviceOf(old, from ?? name), serviceOf(now, name), now, from),
  );
  const rest = now.services.filter(({ name }) => !affected.some((service) => service.name === name));
  // What a service declares can depend on more than its files, on what the environment was when it was imported.
  const others = rest
    .map((service) => diffService('changed', serviceOf(old, service.name), service, now))
    .filter(({ routes, config, injection }) => routes.length + config.length + injection.length > 0);
  return [...diffs, ...others].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function diffService(
  change: ServiceDiff['change'],
  before: ManifestService | undefined,
  after: ManifestService | undefined,
  now: Manifest,
  from?: string,
): ServiceDiff {
  const { name } = (after ?? before)!;
  const routes = compareRoutes(before?.routes ?? [], after?.routes ?? [], (route) => ownerOf(route, now, name));
  const both = before && after;
  const config = after ? compareConfig(before?.config, after.config) : [];
  const reasons = both ? compareServices(before, after, () => false) : [];
  const of = (kind: Reason['kind']) =>
    reasons.filter((reason) => reason.kind === kind).map(({ kind: _kind, ...rest }) => rest);
  // A deployment starts a service by its name.
  const named = change === 'renamed' || change === 'removed' ? [{ verdict: 'unknown' as const }] : [];
  const verdict = worstOf([...routes, ...config, ...named]);
  return {
    name,
    change,
    ...(from !== undefined && { from }),
    ...(verdict && { verdict }),
    routes,
    config,
    injection: both ? compareInjection(before, after) : [],
    packages: of('package'),
    settings: of('setting'),
    files: of('file'),
  };
}

/** The settings that the process is started with must do for what the service is now. */
function compareConfig(before: object | null | undefined, after: object | null | undefined): SchemaChange[] {
  if (after === undefined) return [];
  if (before === null || after === null)
    return before === after ? [] : [{ at: '', verdict: 'unknown', message: 'have no JSON Schema to compare' }];
  return compareSchemas(before ?? { type: 'object' }, after, 'request', true);
}

function compareInjection(before: ManifestService, after: ManifestService): ServiceDiff['injection'] {
  const edges = ({ injection }: ManifestService) =>
    new Map(
      injection.flatMap(({ name, needs }) =>
        needs.map((need) => [`${name}\n${need}`, { from: name, to: need }] as const),
      ),
    );
  const [old, now] = [edges(before), edges(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .filter((edge) => old.has(edge) !== now.has(edge))
    .map((edge) => (now.has(edge) ? { ...now.get(edge)!, change: 'added' } : { ...old.get(edge)!, change: 'removed' }));
}

function ownerOf(key: string, { services }: Manifest, name: string): string | undefined {
  return services.find(
    (service) => service.name !== name && service.routes.some(({ method, path }) => `${method} ${path}` === key),
  )?.name;
}

function serviceOf({ services }: Manifest, name: string): ManifestService | undefined {
  return services.find((service) => service.name === name);
}
