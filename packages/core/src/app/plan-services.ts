import { inspect } from 'node:util';
import type { Finding } from '../errors/mono-error.js';
import { checkMiddleware } from '../metadata/check-middleware.js';
import { readController } from '../metadata/reflect.js';
import { readNeeds } from '../metadata/middleware-recipe.js';
import type { ControllerClass, ServiceDefinition } from '../metadata/shapes.js';
import type { Key } from '../metadata/token.js';
import { createRouteTable, findOverlaps, type RouteTable } from '../routing/route-table.js';
import { isServiceDefinition, isSetup, type ServicePart } from './load-services.js';
import { unknownServiceFinding } from './select-services.js';

/** A service whose declarations have been read, before anything of it exists. */
export interface PlannedService {
  readonly name: string;
  readonly controllers: readonly ControllerClass[];
  readonly definition: ServiceDefinition | undefined;
  readonly table: RouteTable;
}

export interface Plan {
  /** Sorted by name, so that everything that follows happens in the same order each time. */
  readonly services: readonly PlannedService[];
  readonly findings: readonly Finding[];
}

/** Groups the parts by service, reads their routes, and collects every mistake in the declarations. */
export function planServices(
  parts: readonly ServicePart[],
  listeners: readonly (readonly string[])[] | undefined,
): Plan {
  const findings: Finding[] = [];
  const names = [...new Set(parts.flatMap((part) => nameOfPart(part, findings)))].sort();
  const services = names.map((name): PlannedService => {
    const controllers = parts.filter(
      (part): part is ControllerClass => typeof part === 'function' && readController(part)?.service === name,
    );
    const definitions = [...new Set(parts.filter(isServiceDefinition))].filter((one) => one.name === name);
    if (definitions.length > 1) findings.push(duplicateFinding(name));
    const table = createRouteTable(name, [...new Set(controllers)]);
    const faults = checkMiddleware(definitions[0]?.use, { service: name });
    findings.push(...table.findings, ...faults);
    const definition = definitions[0] && faults.length > 0 ? { ...definitions[0], use: [] } : definitions[0];
    return { name, controllers: [...new Set(controllers)], definition, table };
  });
  for (const together of listeners ?? [names]) {
    const unknown = together.filter((name) => !names.includes(name));
    findings.push(...unknown.map((name) => unknownServiceFinding(name, names)));
    findings.push(...findOverlaps(services.filter(({ name }) => together.includes(name)).map(({ table }) => table)));
  }
  return { services, findings };
}

/** What must be made before a service can answer: what its middleware needs, and its controllers. */
export function readKeys({ controllers, definition, table }: PlannedService): readonly Key[] {
  const use = [...(definition?.use ?? []), ...table.routes.flatMap((route) => route.use)];
  return [...new Set<Key>([...readNeeds(use), ...controllers])];
}

function nameOfPart(part: ServicePart, findings: Finding[]): string[] {
  const name = isServiceDefinition(part)
    ? part.name
    : typeof part === 'function'
      ? readController(part)?.service
      : undefined;
  if (name === undefined) {
    findings.push({
      code: 'MONO_SERVICE_EMPTY',
      message: `${nameOfValue(part)} is neither a class marked @Service nor made by defineService.`,
      where:
        typeof part === 'function' && (part as ControllerClass).name ? [{ class: (part as ControllerClass).name }] : [],
      fix: "mark the class with @Service('its-service').",
    });
    return [];
  }
  if (!/^[a-z][a-z0-9-]*$/.test(name) || name === 'all') {
    findings.push({
      code: 'MONO_SERVICE_NAME_INVALID',
      message: `${JSON.stringify(name)} cannot be the name of a service${name === 'all' ? ': it means every service' : ''}.`,
      where: [typeof part === 'function' ? { class: part.name } : { service: name }],
      fix: 'name it with small letters, digits and hyphens, a letter first: users, order-history.',
    });
  }
  return [name];
}

function nameOfValue(value: unknown): string {
  if (typeof value === 'function') return value.name || 'a function';
  return isSetup(value) ? 'a setup' : inspect(value, { depth: 0 });
}

function duplicateFinding(service: string): Finding {
  return {
    code: 'MONO_SERVICE_DUPLICATE',
    message: `defineService('${service}') is called more than once.`,
    where: [{ service }],
    fix: 'keep one, and move what the others say into it.',
  };
}
