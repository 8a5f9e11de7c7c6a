import type { ScannedManifest, ScannedManifestService } from '../manifest/manifest.js';
import { contractsBetween } from './contracts-between.js';
import type { ChangedContract } from './contracts-between.js';
import type { RunningService } from './read-running.js';

/** What shall happen to one service. */
export interface PlannedService {
  readonly name: string;
  /** `keep`: the image that runs is as good as the new one. `leave`: it would have to roll out, but was not asked for. */
  readonly action: 'start' | 'roll-out' | 'stop' | 'keep' | 'leave';
  /** Half a sentence. */
  readonly why: string;
  readonly running?: string;
  readonly fingerprint?: string;
}

/** Services that must change at the same time; steps happen one after the other. */
export interface Step {
  readonly services: readonly string[];
  /** Why together: contracts of which all of them get another version. */
  readonly contracts: readonly string[];
}

export interface Plan {
  readonly services: readonly PlannedService[];
  readonly steps: readonly Step[];
  readonly contracts: readonly ChangedContract[];
}

/**
 * Compares what runs with what shall run: new services start first, then what has changed rolls out, and what is gone stops last.
 *
 * @param only the services that shall be touched; undefined for all
 */
export function createPlan(
  running: ReadonlyMap<string, RunningService>,
  wanted: ScannedManifest,
  only?: ReadonlySet<string>,
): Plan {
  const next = new Map(wanted.services.map((service) => [service.name, service]));
  const names = [...new Set([...running.keys(), ...next.keys()])].sort();
  const services = names.map((name) =>
    planService(name, running.get(name), next.get(name), only === undefined || only.has(name)),
  );
  const contracts = contractsBetween(running, wanted);
  const moving = services.filter(({ action }) => action === 'start' || action === 'roll-out' || action === 'stop');
  return { services, steps: toSteps(moving, contracts), contracts };
}

function planService(
  name: string,
  running: RunningService | undefined,
  next: ScannedManifestService | undefined,
  isAsked: boolean,
): PlannedService {
  const plan = (action: PlannedService['action'], why: string): PlannedService => ({
    name,
    action: isAsked || action === 'keep' ? action : 'leave',
    why: isAsked || action === 'keep' ? why : `${why}, but --only leaves it out`,
    ...(running && { running: running.service.fingerprint }),
    ...(next && { fingerprint: next.fingerprint }),
  });
  if (!running) return plan('start', 'nothing runs it yet');
  if (!next) return plan('stop', 'the application no longer has it');
  if (running.service.fingerprint === next.fingerprint) return plan('keep', 'nothing it reaches changed');
  return plan('roll-out', whatChanged(running.service, next));
}

function whatChanged(old: ScannedManifestService, next: ScannedManifestService): string {
  const before = new Map(old.files.map(({ path, hash }) => [path, hash]));
  const after = new Map(next.files.map(({ path, hash }) => [path, hash]));
  const files = [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path))
    .sort();
  const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const reasons = [
    ...(files.length > 0 ? [files.length === 1 ? files[0]! : `${files[0]} and ${files.length - 1} more`] : []),
    ...(isSame(old.packages, next.packages) ? [] : ['packages']),
    ...(isSame(old.settings, next.settings) ? [] : ['settings']),
  ];
  return reasons.length > 0 ? `changed: ${reasons.join(', ')}` : 'other files declare it';
}

/** Services tied by a contract are one step. A step that only starts services comes first, one that only stops them last. */
function toSteps(moving: readonly PlannedService[], changed: readonly ChangedContract[]): Step[] {
  let groups = moving.map(({ name }) => ({ services: [name], contracts: [] as string[] }));
  for (const { path, services } of changed) {
    const tied = groups.filter((group) => group.services.some((name) => services.includes(name)));
    if (tied.length === 0) continue;
    const joined = {
      services: tied.flatMap((group) => group.services).sort(),
      contracts: [...tied.flatMap((group) => group.contracts), path],
    };
    groups = [...groups.filter((group) => !tied.includes(group)), joined];
  }
  const actionOf = new Map(moving.map(({ name, action }) => [name, action]));
  const rank = ({ services }: Step) =>
    services.every((name) => actionOf.get(name) === 'start')
      ? 0
      : services.every((name) => actionOf.get(name) === 'stop')
        ? 2
        : 1;
  return groups
    .map(({ services, contracts }) => ({ services, contracts: services.length > 1 ? contracts.sort() : [] }))
    .sort((a, b) => rank(a) - rank(b) || (a.services[0]! < b.services[0]! ? -1 : 1));
}
