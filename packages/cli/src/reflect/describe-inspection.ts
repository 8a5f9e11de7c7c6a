import type { Finding } from '@monojs/core';
import type { InspectedNode, InspectedService, inspectApp } from '@monojs/core/inspect';
import type { InjectionNode, ManifestRoute } from '../manifest/manifest.js';
import { findClassCopies } from './find-copies.js';
import { readSchemas, toJsonSchema } from './read-schemas.js';
import type { ReflectedService, ReflectionResult } from './reflection.js';

type Described = Pick<ReflectionResult, 'services' | 'findings' | 'notes' | 'copies'>;

/** What was inspected, as plain sorted data, and what only turning it into data shows: schemas that cannot be written down. */
export function describeInspection({ services, findings }: ReturnType<typeof inspectApp>): Described {
  const found: Finding[] = [...findings];
  const notes = new Set<string>();
  const described = services.map((service): ReflectedService => ({
    name: service.name,
    routes: describeRoutes(service, found, notes),
    injection: describeInjection(service.injection),
    ...describeConfig(service, found, notes),
  }));
  return { services: described, findings: found, notes: [...notes].sort(), copies: findClassCopies(services) };
}

function describeRoutes({ routes }: InspectedService, findings: Finding[], notes: Set<string>): ManifestRoute[] {
  return routes
    .map((route): ManifestRoute => {
      const { service, method, path, class: className, handler, spec } = route;
      const where = { service, class: className, method: handler };
      const schemas = readSchemas(route, (part, fault) => {
        const what = `the ${part} schema of ${method} ${path}`;
        if (fault.reason === undefined) notes.add(noteOn(fault.vendor));
        else findings.push(inexpressible(what, fault.reason, { ...where, note: part }));
      });
      return {
        method,
        path,
        class: className,
        handler,
        schemas,
        ...(spec.status !== undefined && { status: spec.status }),
      };
    })
    .sort((a, b) => compare(a.path, b.path) || compare(a.method, b.method) || compare(a.handler, b.handler));
}

function describeConfig(
  { name, config }: InspectedService,
  findings: Finding[],
  notes: Set<string>,
): { config?: object | null } {
  if (config === undefined) return {};
  const result = toJsonSchema(config);
  if ('schema' in result) return { config: result.schema };
  if (result.fault === 'no schema') findings.push(settingsFinding(name));
  else if (result.reason === undefined) notes.add(noteOn(result.vendor));
  else findings.push(inexpressible(`the config of service "${name}"`, result.reason, { service: name }));
  return { config: null };
}

/** Two things of one name are told apart by a number, in the order in which they were met. */
function describeInjection(nodes: readonly InspectedNode[]): InjectionNode[] {
  const names = new Map<unknown, string>();
  const taken = new Map<string, number>();
  for (const { key, name } of nodes) {
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    names.set(key, count === 1 ? name : `${name} (${count})`);
  }
  return nodes
    .map(({ key, kind, needs }) => ({
      name: names.get(key)!,
      kind,
      needs: [...new Set(needs.map((need) => names.get(need)!))].sort(),
    }))
    .sort((a, b) => compare(a.name, b.name));
}

function inexpressible(what: string, reason: string, where: Finding['where'][number]): Finding {
  return {
    code: 'MONO_SCHEMA_INEXPRESSIBLE',
    message: `${what} cannot be written as JSON Schema: ${reason}`,
    where: [where],
    fix: 'describe what is sent over the wire, such as z.iso.datetime() instead of z.date(), and convert in the handler.',
  };
}

function settingsFinding(service: string): Finding {
  return {
    code: 'MONO_SETTINGS_INVALID',
    message: `the config of service "${service}" is no Standard Schema.`,
    where: [{ service }],
    fix: 'give defineService a schema of zod, valibot, arktype or another library that implements https://standardschema.dev.',
  };
}

function noteOn(vendor: string): string {
  return `schemas of ${vendor} say nothing of JSON Schema, so they are not described; valibot has toStandardJsonSchema() for that.`;
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
