import type { Finding } from '../errors/mono-error.js';
import { checkMiddleware } from '../metadata/check-middleware.js';
import { readController, readMethodUse, readParameters, readRoutes, readUse } from '../metadata/reflect.js';
import type { ControllerClass } from '../metadata/shapes.js';
import { checkHandler } from './check-handler.js';
import { explainPath } from './explain-path.js';
import { findShadowed } from './find-shadowed.js';
import { comparePatterns, isRival, joinPath, overlaps, readPathPattern } from './path-pattern.js';
import { printRoute, type Route, whereIs } from './route.js';

export interface RouteTable {
  /** In the order in which they are tried: literal before parameter before wildcard. */
  readonly routes: readonly Route[];
  readonly findings: readonly Finding[];
}

/** The routes of one service's controllers, and every mistake in them. */
export function createRouteTable(service: string, controllers: readonly ControllerClass[]): RouteTable {
  const findings: Finding[] = [];
  const routes = controllers.flatMap((controller) => readControllerRoutes(service, controller, findings));
  const twins = new Set<Route>();
  for (const [index, route] of routes.entries()) {
    const twin = routes.slice(0, index).find((other) => answersTheSame(other, route));
    if (!twin) continue;
    twins.add(route);
    findings.push(conflictFinding(service, twin, route));
  }
  // An explicit HEAD goes before the GET that would answer it too; the sort is stable, so nothing else moves.
  const rank = (route: Route): number => (route.method === 'HEAD' ? 0 : 1);
  routes.sort((a, b) => comparePatterns(a.pattern, b.pattern) || rank(a) - rank(b));
  const alone = routes.filter((route) => !twins.has(route));
  findings.push(...findShadowed(service, alone));
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
  const faults = [use, readUse(controller)].flatMap((list) =>
    checkMiddleware(list, { service, class: controller.name }),
  );
  findings.push(...faults);
  if (faults.length > 0) return [];
  return readRoutes(controller).flatMap((record) => {
    const where = [{ service, class: controller.name, method: String(record.handler) }];
    const methodUse = readMethodUse(controller, record.handler);
    findings.push(...checkMiddleware(methodUse, where[0]!));
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
      use: [...use, ...readUse(controller), ...methodUse],
    };
    findings.push(...checkHandler(route, where));
    return [route];
  });
}

function explainPrefix(prefix: string): string | undefined {
  if (typeof prefix !== 'string') return 'it is no text';
  if (prefix === '') return undefined;
  if (!prefix.startsWith('/')) return 'it must start with "/"';
  if (/[:*{}()?#]/.test(prefix)) return 'it must be literal text without parameters';
  return explainPath(prefix);
}

function answersTheSame(a: Route, b: Route): boolean {
  return (a.method === b.method || a.method === 'ALL' || b.method === 'ALL') && isRival(a.pattern, b.pattern);
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
      if (!overlaps(one.pattern, other.pattern)) continue;
      const pair = `${one.pattern.path} ${other.pattern.path}`;
      if (reported.has(pair)) continue;
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
