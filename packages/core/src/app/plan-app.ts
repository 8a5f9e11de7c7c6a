import { Graph } from '../container/graph.js';
import { applicationView, ProviderTable } from '../container/providers.js';
import type { Finding } from '../errors/mono-error.js';
import { checkMiddleware } from '../metadata/check-middleware.js';
import { readNeeds } from '../metadata/middleware-recipe.js';
import type { Setup } from '../metadata/shapes.js';
import type { Replacement } from '../metadata/token.js';
import type { ServicePart } from './load-services.js';
import { type PlannedService, planServices, readKeys } from './plan-services.js';

export interface PlanOptions {
  readonly services: readonly ServicePart[];
  readonly setup?: Setup;
  readonly override?: readonly Replacement[];
  readonly listeners?: readonly (readonly string[])[];
}

/** An application whose declarations have been read, with every mistake in them, before anything of it exists. */
export interface AppPlan {
  readonly services: readonly PlannedService[];
  readonly graph: Graph;
  readonly findings: readonly Finding[];
}

export function planApp({ services: parts, setup, override = [], listeners }: PlanOptions): AppPlan {
  const { services, findings } = planServices(parts, listeners);
  const provide = new Map(services.map(({ name, definition }) => [name, definition?.provide ?? []]));
  const graph = new Graph(new ProviderTable({ override, setup: setup?.provide ?? [], services: provide }));
  const faults = checkMiddleware(setup?.use, { note: 'setup' });
  const injection = [
    ...graph.reach(applicationView, faults.length > 0 ? [] : readNeeds(setup?.use ?? [])),
    ...services.flatMap((service) => graph.reach(service.name, readKeys(service))),
  ];
  return { services, graph, findings: [...findings, ...faults, ...injection, ...graph.checkSharing()] };
}
