import type { Graph } from '../container/graph.js';
import { applicationView, nameOf } from '../container/providers.js';
import type { Finding } from '../errors/mono-error.js';
import { readController } from '../metadata/reflect.js';
import type { RouteSpec, Schema } from '../metadata/route-spec.js';
import type { ParameterRecord } from '../metadata/shapes.js';
import { type Key, Token } from '../metadata/token.js';
import { type RouteInfo, toRouteInfo } from './app-service.js';
import { planApp, type PlanOptions } from './plan-app.js';

/** Everything that the declarations of some services say, mistakes included. Nothing was built, nothing is open. */
export interface AppInspection {
  /** Sorted by name. */
  readonly services: readonly InspectedService[];
  readonly findings: readonly Finding[];
}

export interface InspectedService {
  readonly name: string;
  /** In the order in which they are tried. */
  readonly routes: readonly InspectedRoute[];
  /** What it injects, the application's own middleware included. */
  readonly injection: readonly InspectedNode[];
  /** The schema of its settings, as `defineService` was given it. */
  readonly config?: Schema;
}

export interface InspectedRoute extends RouteInfo {
  readonly spec: RouteSpec;
  /** What marked parameters read; empty for a handler that takes one Input. */
  readonly parameters: readonly ParameterRecord[];
}

export interface InspectedNode {
  /** The class or token itself, by which two of one name are told apart. */
  readonly key: Key;
  readonly name: string;
  readonly kind: 'controller' | 'singleton' | 'transient' | 'token';
  readonly needs: readonly Key[];
}

/**
 * Reads what the declarations of some services say, for tools that describe an application. Unlike {@link createApp} it returns the mistakes instead of
 * throwing them, together with everything else it could read.
 *
 * @example
 * const { services, findings } = inspectApp({ services: [UsersController] });
 */
export function inspectApp(options: PlanOptions): AppInspection {
  const { services, graph, findings } = planApp(options);
  const inspected = services.map(({ name, definition, table }): InspectedService => ({
    name,
    routes: table.routes.map((route) => ({ ...toRouteInfo(route), spec: route.spec, parameters: route.parameters })),
    injection: inspectInjection(graph, name),
    ...(definition?.config !== undefined && { config: definition.config }),
  }));
  return { services: inspected, findings };
}

function inspectInjection(graph: Graph, service: string): InspectedNode[] {
  const nodes = new Map<Key, InspectedNode>();
  for (const view of [applicationView, service]) {
    for (const key of graph.keysOf(view)) {
      const { lifecycle, edges } = graph.node(view, key);
      const kind = key instanceof Token ? 'token' : readController(key) ? 'controller' : lifecycle;
      const needs = edges.map(({ node }) => node.key);
      nodes.set(key, { key, name: nameOf(key), kind: kind === 'resolution' ? 'transient' : kind, needs });
    }
  }
  return [...nodes.values()];
}
