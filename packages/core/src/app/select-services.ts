import { type Finding, MonoError } from '../errors/mono-error.js';
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
  if (targets.length === 0 || targets.includes('all')) return all;
  const unknown = targets.filter((target) => !Object.hasOwn(services, target) && !Object.hasOwn(groups, target));
  if (unknown.length > 0)
    throw new MonoError(unknown.map((target) => unknownFinding(target, all, Object.keys(groups).sort())));
  const selected = targets.flatMap((target) => (Object.hasOwn(services, target) ? [target] : groups[target]!));
  return [...new Set(selected)].sort();
}

function unknownFinding(target: string, services: readonly string[], groups: readonly string[]): Finding {
  const near = nearestNames(target, [...services, ...groups]);
  const known = [
    `Services: ${services.join(', ') || 'none'}.`,
    ...(groups.length > 0 ? [`Groups: ${groups.join(', ')}.`] : []),
  ];
  return {
    code: 'MONO_SERVICE_UNKNOWN',
    message: `there is no service or group "${target}". ${known.join(' ')}`,
    where: [],
    fix: near.length > 0 ? `did you mean ${near.join(' or ')}?` : 'name one of them, or none to start all.',
  };
}
