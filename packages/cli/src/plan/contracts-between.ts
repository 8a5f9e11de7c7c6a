import type { ScannedManifest, ScannedManifestService } from '../manifest/manifest.js';
import type { RunningService } from './read-running.js';

/** A contract that is not everywhere what it shall become. */
export interface ChangedContract {
  readonly path: string;
  /** Those that get another version of it, by name. */
  readonly services: readonly string[];
  /** The version of each service that reaches it, before and after; undefined where it is not reached. */
  readonly versions: ReadonlyMap<string, { readonly before?: string; readonly after?: string }>;
}

/** What a contract's version is called where the file no longer exists. */
export const removed = 'removed';

/**
 * The contracts of which services run, or will run, different versions. A file is a contract if the new configuration marks it, or the one that a service
 * runs did: to mark it no longer frees only from the next roll-out on.
 */
export function contractsBetween(
  running: ReadonlyMap<string, RunningService>,
  wanted: ScannedManifest,
): ChangedContract[] {
  const paths = new Set([
    ...(wanted.contracts ?? []).map(({ path }) => path),
    ...[...running.values()].flatMap(({ contracts }) => contracts),
  ]);
  const next = new Map(wanted.services.map((service) => [service.name, service]));
  const names = [...new Set([...running.keys(), ...next.keys()])].sort();
  return [...paths].sort().flatMap((path): ChangedContract[] => {
    const isGone = !wanted.services.some((service) => hashOf(service, path) !== undefined);
    const versions = new Map<string, { before?: string; after?: string }>();
    for (const name of names) {
      const before = hashOf(running.get(name)?.service, path);
      // Where it is gone altogether, whoever had it has something else in its place.
      const after =
        hashOf(next.get(name), path) ?? (isGone && before !== undefined && next.has(name) ? removed : undefined);
      if (before !== undefined || after !== undefined)
        versions.set(name, { ...(before && { before }), ...(after && { after }) });
    }
    const all = new Set(
      [...versions.values()].flatMap(({ before, after }) => [before, after].filter((version) => version !== undefined)),
    );
    if (all.size < 2) return [];
    const services = [...versions].filter(([, { before, after }]) => before !== after).map(([name]) => name);
    return [{ path, services, versions }];
  });
}

function hashOf(service: ScannedManifestService | undefined, path: string): string | undefined {
  return service?.files.find((file) => file.path === path)?.hash;
}
