import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { nearestNames } from '@monojs/core';
import type { Finding } from '@monojs/core';
import type { Data } from './read-data.js';
import { isServiceName } from './service-name.js';

/**
 * Checks the shape of the configuration by hand rather than with a schema library, so that each message can say what to write.
 * What needs the services, such as the names in a group, is checked by `checkTopology`.
 */
export function checkConfig(data: Data, root: string, file: string, lineOf: (part: Data) => number): Finding[] {
  const findings: Finding[] = [];
  const report: Report = (part, note, message, fix, code = 'MONO_CONFIG_INVALID') =>
    findings.push({ code, message, where: [{ note, file, line: lineOf(part) }], fix });

  checkObject(data, '', ['sources', 'services', 'topology', 'setup', 'contracts'], report);
  const part = (name: string) => data.properties?.get(name);
  checkStrings(part('sources'), 'sources', "folders, files or packages, such as ['src']", report);
  checkServices(part('services'), root, report);
  checkGroups(part('topology'), report);
  checkContracts(part('contracts'), root, report);
  const setup = part('setup');
  if (setup && typeof setup.value !== 'string') {
    report(setup, 'setup', 'setup must be the path of a file.', "write a path, such as './src/app.ts'.");
  } else if (setup && !existsSync(resolve(root, String(setup.value)))) {
    report(
      setup,
      'setup',
      `setup names ${String(setup.value)}, which does not exist.`,
      `write the path of the file relative to ${file}.`,
    );
  }
  return findings;
}

type Report = (part: Data, note: string, message: string, fix: string, code?: Finding['code']) => void;

/** A pattern that leads nowhere protects nothing, and nobody would notice. */
function checkContracts(contracts: Data | undefined, root: string, report: Report): void {
  checkStrings(contracts, 'contracts', "files, such as ['src/shared/migrations.ts', 'src/shared/schemas/**']", report);
  for (const pattern of contracts?.items ?? []) {
    if (typeof pattern.value !== 'string' || pattern.value === '') continue;
    // What stands before the first star has to exist.
    const plain = pattern.value.replace(/[^/]*\*.*$/, '');
    if (!pattern.value.startsWith('/') && existsSync(resolve(root, plain))) continue;
    report(
      pattern,
      'contracts',
      `contracts names ${pattern.value}, which does not exist.`,
      "write a path relative to the application's root, in which * and ** may stand.",
    );
  }
}

function checkServices(services: Data | undefined, root: string, report: Report): void {
  if (!services || !checkObject(services, 'services', undefined, report)) return;
  for (const [name, service] of services.properties!) {
    if (!checkObject(service, `services.${name}`, ['port', 'face'], report)) continue;
    const port = service.properties!.get('port');
    if (port && !isPort(port.value)) {
      report(
        port,
        `services.${name}.port`,
        'a port must be a whole number from 1 to 65535.',
        'write a free port, such as 3001.',
      );
    }
    const face = service.properties!.get('face');
    if (face && (typeof face.value !== 'string' || !existsSync(resolve(root, face.value)))) {
      report(
        face,
        `services.${name}.face`,
        'face must be the path of a file that exists.',
        `write the file that others import from, relative to the application's root, such as './src/${name}/index.ts'.`,
      );
    }
  }
}

function checkGroups(topology: Data | undefined, report: Report): void {
  if (!topology || !checkObject(topology, 'topology', undefined, report)) return;
  for (const [name, group] of topology.properties!) {
    const path = `topology.${name}`;
    if (!isServiceName(name)) {
      const message =
        name === 'all' ? '"all" is reserved: it is every service.' : `"${name}" cannot be the name of a group.`;
      report(
        group,
        path,
        message,
        'choose a name of lower-case letters, digits and dashes, such as "edge".',
        'MONO_GROUP_INVALID',
      );
    }
    if (group.items) checkStrings(group, path, "service names, such as ['auth', 'users']", report);
    else if (checkObject(group, path, ['services', 'scale'], report)) checkScaledGroup(group, path, report);
  }
}

function checkScaledGroup(group: Data, path: string, report: Report): void {
  const services = group.properties!.get('services');
  if (services) checkStrings(services, `${path}.services`, "service names, such as ['auth', 'users']", report);
  else report(group, path, 'a group must list its services.', "add services: ['auth', 'users'].");
  const scale = group.properties!.get('scale');
  if (!scale || !checkObject(scale, `${path}.scale`, ['min', 'max'], report)) return;
  for (const [bound, { value }] of scale.properties!) {
    if ((bound !== 'min' && bound !== 'max') || (Number.isInteger(value) && (value as number) >= 0)) continue;
    report(
      scale.properties!.get(bound)!,
      `${path}.scale.${bound}`,
      `${bound} must be a whole number of instances.`,
      'write a number, such as 2.',
    );
  }
  const [min, max] = [scale.properties!.get('min')?.value, scale.properties!.get('max')?.value];
  if (typeof min === 'number' && typeof max === 'number' && min > max) {
    report(scale, `${path}.scale`, 'min is greater than max.', 'swap them.');
  }
}

function checkStrings(list: Data | undefined, path: string, example: string, report: Report): void {
  if (!list) return;
  if (list.items?.every(({ value }) => typeof value === 'string' && value !== '')) return;
  report(list, path, `${path} must be a list of strings.`, `write ${example}.`);
}

/** Is it an object, and are all its keys known? Unknown keys are reported with the nearest names; `undefined` allows every key. */
function checkObject(data: Data, path: string, known: readonly string[] | undefined, report: Report): boolean {
  if (!data.properties) {
    report(data, path, `${path || 'the configuration'} must be an object.`, `write { ${known?.[0] ?? 'name'}: … }.`);
    return false;
  }
  for (const [key, value] of data.properties) {
    if (!known || known.includes(key)) continue;
    const [nearest] = nearestNames(key, known);
    const place = path ? `${path}.${key}` : key;
    report(
      value,
      place,
      `there is no setting "${place}".`,
      `${nearest ? `did you mean "${nearest}"? ` : ''}known here: ${known.join(', ')}.`,
    );
  }
  return true;
}

function isPort(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) > 0 && (value as number) <= 65_535;
}
