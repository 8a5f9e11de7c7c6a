import { MonoError, nearestNames } from '@monojs/core';
import type { ScannedManifest, ScannedManifestService } from '../manifest/manifest.js';
import { readPlannedManifest } from './read-planned-manifest.js';

/** What one service runs at the moment. */
export interface RunningService {
  readonly service: ScannedManifestService;
  /** The files that are contracts in the manifest it runs. */
  readonly contracts: readonly string[];
  /** How the command line called the manifest. */
  readonly from: string;
}

/**
 * Reads what runs: a manifest stands for all its services, `users=a.json` says it of one, and the more exact wins.
 *
 * @returns by the name of the service
 * @throws MonoError MONO_PLAN_UNCLEAR, MONO_MANIFEST_INVALID, MONO_MANIFEST_NEWER
 */
export function readRunning(sources: readonly string[], cwd: string): ReadonlyMap<string, RunningService> {
  const running = new Map<string, RunningService>();
  const named = sources
    .map((source) => splitSource(source))
    .sort((a, b) => Number(b.service !== undefined) - Number(a.service !== undefined));
  const settled = new Set(named.flatMap(({ service }) => service ?? []));
  for (const { service: only, from } of named) {
    const manifest = readPlannedManifest(from, cwd);
    if (only !== undefined && !manifest.services.some((service) => service.name === only))
      throw unknownService(only, from, manifest);
    for (const service of manifest.services) {
      if (only === undefined ? settled.has(service.name) : service.name !== only) continue;
      const known = running.get(service.name);
      if (known && known.service.fingerprint !== service.fingerprint) throw twoVersions(service.name, known.from, from);
      running.set(service.name, { service, contracts: (manifest.contracts ?? []).map(({ path }) => path), from });
    }
  }
  return running;
}

function splitSource(source: string): { readonly service?: string; readonly from: string } {
  const [, service, from] = /^([a-z][a-z0-9-]*)=(.+)$/s.exec(source) ?? [];
  return service === undefined ? { from: source } : { service, from: from! };
}

function unknownService(name: string, from: string, { services }: ScannedManifest): MonoError {
  const names = services.map((service) => service.name);
  const [nearest] = nearestNames(name, names);
  return new MonoError({
    code: 'MONO_PLAN_UNCLEAR',
    message: `${from} does not hold service "${name}". It holds ${names.join(', ') || 'none'}.`,
    where: [],
    fix: nearest ? `did you mean ${nearest}=${from}?` : 'name the manifest that the service runs.',
  });
}

function twoVersions(name: string, first: string, second: string): MonoError {
  return new MonoError({
    code: 'MONO_PLAN_UNCLEAR',
    message: `service "${name}" differs between ${first} and ${second}, and it is not said which of them runs.`,
    where: [],
    fix: `add --running ${name}=${first}, or ${name}=${second}.`,
  });
}
