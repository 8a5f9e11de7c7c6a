import { nearestNames } from '@monojs/core';
import type { Finding } from '@monojs/core';
import type { Data } from './read-data.js';
import type { ReadConfig } from './read-config.js';

/** Checks the names in the configuration against the services that the sources hold. */
export function checkTopology({ data, file, lineOf }: ReadConfig, services: readonly string[]): Finding[] {
  if (!data) return [];
  const findings: Finding[] = [];
  const report = (code: Finding['code'], part: Data, note: string, message: string, fix: string) =>
    findings.push({ code, message, where: [{ note, file, line: lineOf(part) }], fix });

  for (const [name, service] of data.properties?.get('services')?.properties ?? []) {
    if (services.includes(name)) continue;
    report(
      'MONO_CONFIG_INVALID',
      service,
      `services.${name}`,
      `there is no service "${name}" to configure.`,
      suggest(name, services),
    );
  }
  for (const [name, group] of data.properties?.get('topology')?.properties ?? []) {
    if (services.includes(name)) {
      const message = `group "${name}" bears the name of a service, so "mono start ${name}" would mean two things.`;
      report('MONO_GROUP_INVALID', group, `topology.${name}`, message, 'rename the group.');
    }
    for (const item of (group.properties?.get('services') ?? group).items ?? []) {
      const member = String(item.value);
      if (services.includes(member)) continue;
      const message = `group "${name}" names "${member}", which is no service.`;
      report('MONO_GROUP_INVALID', item, `topology.${name}`, message, suggest(member, services));
    }
  }
  return findings;
}

function suggest(name: string, services: readonly string[]): string {
  const [nearest] = nearestNames(name, services);
  const known = `the services are ${services.join(', ')}.`;
  return nearest ? `did you mean "${nearest}"? ${known}` : known;
}
