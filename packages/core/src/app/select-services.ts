import { assertNoFindings, type Finding } from '../errors/mono-error.js';
import { nearestNames } from '../errors/nearest-names.js';
import type { AppDescription } from './description.js';

/**
 * Turns what the user asked for, services and groups, into services: sorted, each once. Nothing, or `all`, is every service.
 *
 * @throws MonoError MONO_SERVICE_UNKNOWN for every name that is neither, with the nearest names and the whole list
 */
export function selectServices(
  { services, groups = {} }: Pick<AppDescription, 'services' | 'groups'>,
  targets: readonly string[],
): string[] {
  const all = Object.keys(services).sort();
  const unknown = targets.filter(
    (one) => one !== 'all' && !Object.hasOwn(services, one) && !Object.hasOwn(groups, one),
  );
  assertNoFindings(unknown.map((target) => unknownServiceFinding(target, all, Object.keys(groups).sort())));
  if (targets.length === 0 || targets.includes('all')) return all;
  const chosen = targets.filter((target) => !Object.hasOwn(services, target));
  assertNoFindings(
    chosen.flatMap((group) => {
      const missing = groups[group]!.filter((service) => !Object.hasOwn(services, service));
      return missing.map((service) => groupFinding(group, service, all));
    }),
  );
  const selected = targets.flatMap((target) => (Object.hasOwn(services, target) ? [target] : groups[target]!));
  return [...new Set(selected)].sort();
}

/** @param groups left out where only services can be named */
export function unknownServiceFinding(
  target: string,
  services: readonly string[],
  groups?: readonly string[],
): Finding {
  const near = nearestNames(target, [...services, ...(groups ?? [])]);
  const known = [
    `Services: ${services.join(', ') || 'none'}.`,
    ...(groups && groups.length > 0 ? [`Groups: ${groups.join(', ')}.`] : []),
  ];
  return {
    code: 'MONO_SERVICE_UNKNOWN',
    message: `there is no service ${groups ? 'or group ' : ''}"${target}". ${known.join(' ')}`,
    where: [],
    fix:
      near.length > 0
        ? `did you mean ${near.join(' or ')}?`
        : groups
          ? 'name one of them, or none to start all.'
          : 'name one of them.',
  };
}

function groupFinding(group: string, service: string, services: readonly string[]): Finding {
  const near = nearestNames(service, services);
  return {
    code: 'MONO_GROUP_INVALID',
    message: `group "${group}" names the service "${service}", which does not exist. Services: ${services.join(', ') || 'none'}.`,
    where: [],
    fix: near.length > 0 ? `did you mean ${near.join(' or ')}?` : `take it out of "${group}".`,
  };
}
