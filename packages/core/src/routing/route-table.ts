import type { Middleware } from 'koa';
import type { Finding, Where } from '../errors/mono-error.js';
import { readController, readMethodUse, readParameters, readRoutes, readUse } from '../metadata/reflect.js';
import type { RouteSpec } from '../metadata/route-spec.js';
import type { ControllerClass, Method, ParameterRecord } from '../metadata/shapes.js';
import {
  comparePatterns,
  explainPath,
  isSamePattern,
  joinPath,
  overlaps,
  type PathPattern,
  readPathPattern,
} from './path-pattern.js';

/** A route as it will be served: everything that was recorded about one handler, checked. */
export interface Route {
  readonly service: string;
  readonly method: Method;
  readonly pattern: PathPattern;
  readonly controller: ControllerClass;
  readonly handler: string | symbol;
  readonly spec: RouteSpec;
  readonly parameters: readonly ParameterRecord[];
  readonly use: readonly Middleware[];
}

export interface RouteTable {
  /** In the order in which they are tried: literal before parameter before wildcard. */
  readonly routes: readonly Route[];
  readonly findings: readonly Finding[];
}

/** The routes of one service's controllers, and every mistake in them. */
export function createRouteTable(service: string, controllers: readonly ControllerClass[]): RouteTable {
  const findings: Finding[] = [];
  const routes = controllers.flatMap((controller) => readControllerRoutes(service, controller, findings));
  for (const [index, route] of routes.entries()) {
    const twin = routes.slice(0, index).find((other) => answersTheSame(other, route));
    if (twin) findings.push(conflictFinding(service, twin, route));
  }
  // An explicit HEAD goes before the GET that would answer it too; the sort is stable, so nothing else moves.
  const rank = (route: Route): number => (route.method === 'HEAD' ? 0 : 1);
  routes.sort((a, b) => comparePatterns(a.pattern, b.pattern) || rank(a) - rank(b));
  return { routes, findings };
}

/** Paths that two services behind one listener would both answer; the path alone picks the service, so the methods do not matter. */
export function findOverlaps(tables: readonly RouteTable[]): Finding[] {
  const findings: Finding[] = [];
  for (const [index, table] of tables.entries()) {
    for (const other of tables.slice(index + 1)) findings.push(...overlapsBetween(table, other));
  }
  return findings;
}

/** How a route is named in errors and listings. */
export function printRoute({ method, pattern }: Route): string {
  return `${method} ${pattern.path}`;
}

export function whereIs({ controller, handler, service }: Route): Where {
  return { service, class: controller.name, method: String(handler) };
}

function readControllerRoutes(service: string, controller: ControllerClass, findings: Finding[]): Route[] {
  const { prefix, use } = readController(controller)!;
  const prefixFault = explainPrefix(prefix);
  if (prefixFault) {
    findings.push({
      code: 'MONO_PATH_INVALID',
      message: `the prefix ${JSON.stringify(prefix)} of ${controller.name} cannot be used: ${prefixFault}.`,
      where: [{ service, class: controller.name }],
      fix: "write a prefix as literal text that starts with a slash: { prefix: '/users' }.",
    });
    return [];
  }
  return readRoutes(controller).flatMap((record) => {
    const where = [{ service, class: controller.name, method: String(record.handler) }];
    const fault = explainPath(record.path);
    if (fault) {
      const message = `the path ${JSON.stringify(record.path)} cannot be used: ${fault}.`;
      findings.push({
        code: 'MONO_PATH_INVALID',
        message,
        where,
        fix: 'write the path as path-to-regexp 8 reads it: /users/:id, /files/*path, /list{/:page}.',
      });
      return [];
    }
    const route: Route = {
      service,
      method: record.method,
      pattern: readPathPattern(joinPath(prefix, record.path)),
      controller,
      handler: record.handler,
      spec: record.spec,
      parameters: readParameters(controller, record.handler),
      use: [...use, ...readUse(controller), ...readMethodUse(controller, record.handler)],
    };
    findings.push(...checkHandler(route, where));
    return [route];
  });
}

function explainPrefix(prefix: string): string | undefined {
  if (prefix === '') return undefined;
  if (!prefix.startsWith('/')) return 'it must start with "/"';
  if (/[:*{}()?#]/.test(prefix)) return 'it must be literal text without parameters';
  return undefined;
}

/** Mistakes that tsc cannot see, or that JavaScript and `any` let through. */
function checkHandler({ controller, handler, parameters, pattern }: Route, where: readonly Where[]): Finding[] {
  const method = (controller.prototype as Record<string | symbol, unknown>)[handler];
  const length = typeof method === 'function' ? method.length : 0;
  const name = `${controller.name}.${String(handler)}`;
  const findings: Finding[] = [];
  const unmarked = Array.from({ length }, (_, index) => index).filter(
    (index) => !parameters.some((one) => one.index === index),
  );
  if (parameters.length > 0 && unmarked.length > 0) {
    findings.push({
      code: 'MONO_HANDLER_INVALID',
      message: `${name} marks some parameters and not others (${unmarked.map((index) => index + 1).join(', ')}), so nothing would fill those.`,
      where,
      fix: 'mark every parameter, or take one Input and the ctx instead.',
    });
  }
  const known = [...pattern.parameters, ...pattern.wildcards];
  for (const { source, name: wanted } of parameters) {
    if (source !== 'params' || wanted === undefined || known.includes(wanted)) continue;
    findings.push({
      code: 'MONO_ROUTE_PARAMETER',
      message: `${name} reads the path parameter "${wanted}", which ${pattern.path} does not have.`,
      where,
      fix: known.length > 0 ? `read one of: ${known.join(', ')}.` : `add /:${wanted} to the path.`,
    });
  }
  return findings;
}

function answersTheSame(a: Route, b: Route): boolean {
  return (a.method === b.method || a.method === 'ALL' || b.method === 'ALL') && isSamePattern(a.pattern, b.pattern);
}

function conflictFinding(service: string, first: Route, second: Route): Finding {
  const both =
    printRoute(first) === printRoute(second)
      ? `${printRoute(first)} is declared twice`
      : `${printRoute(first)} and ${printRoute(second)} answer the same requests`;
  return {
    code: 'MONO_ROUTE_CONFLICT',
    message: `${both} in service "${service}".`,
    where: [whereIs(first), whereIs(second)],
    fix: 'give one of them another path, or remove it.',
  };
}

function overlapsBetween(a: RouteTable, b: RouteTable): Finding[] {
  const findings: Finding[] = [];
  const reported = new Set<string>();
  for (const one of a.routes) {
    for (const other of b.routes) {
      const pair = `${one.pattern.path} ${other.pattern.path}`;
      if (reported.has(pair) || !overlaps(one.pattern, other.pattern)) continue;
      reported.add(pair);
      findings.push({
        code: 'MONO_ROUTE_OVERLAP',
        message: `services "${one.service}" and "${other.service}" run behind one listener and would both own ${one.pattern.path === other.pattern.path ? one.pattern.path : `paths like ${one.pattern.path} and ${other.pattern.path}`}.`,
        where: [whereIs(one), whereIs(other)],
        fix: 'give one of the services another prefix, move the route into the other service, or give each its own port.',
      });
    }
  }
  return findings;
}
