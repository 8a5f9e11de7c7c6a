import { Container, type Made } from '../container/container.js';
import type { Graph } from '../container/graph.js';
import { applicationView } from '../container/providers.js';
import { MonoError } from '../errors/mono-error.js';
import { readNeeds } from '../metadata/middleware-recipe.js';
import type { Setup } from '../metadata/shapes.js';
import type { ServiceState } from '../service/service-state.js';
import { StartedSteps, type Step } from '../service/started-steps.js';
import { type PlannedService, readKeys } from './plan-services.js';

/** What changes about a service while its application lives. */
export interface ServiceProgress {
  readonly plan: PlannedService;
  state: ServiceState;
  startedIn: number;
}

/**
 * Builds everything, then runs the hooks: the setup's, then for each service those of the singletons and controllers it is the first to need,
 * dependencies before what needs them, then its own. If anything throws, what had started is stopped again.
 *
 * @param finish what remains to be made once everything has started
 */
export async function startServices<T>(
  services: readonly ServiceProgress[],
  graph: Graph,
  setup: Setup | undefined,
  finish: (container: Container) => T,
): Promise<{ container: Container; steps: StartedSteps; finished: T }> {
  const steps = new StartedSteps();
  const made: Made[] = [];
  const container = new Container(graph, (one) => {
    made.push(one);
    if (one.dispose) steps.remember({ name: `token "${one.name}"`, where: {}, stop: one.dispose });
  });
  try {
    await container.make(applicationView, readNeeds(setup?.use ?? []));
    const shared = made.splice(0);
    const ownOf = new Map<ServiceProgress, Made[]>();
    for (const service of services) {
      await timed(service, () => container.make(service.plan.name, readKeys(service.plan)));
      ownOf.set(service, made.splice(0));
    }
    for (const { name, value } of shared) await steps.start(hookStep(name, { class: name }, value));
    if (setup) await steps.start(hookStep('the setup', { note: 'setup' }, setup));
    for (const service of services) {
      await timed(service, async () => {
        for (const { name, value } of ownOf.get(service)!) await steps.start(hookStep(name, { class: name }, value));
        const { name, definition } = service.plan;
        if (definition) await steps.start(hookStep(`service "${name}"`, { service: name }, definition));
      });
      service.state = 'running';
    }
    return { container, steps, finished: finish(container) };
  } catch (error) {
    await container.settle();
    const { findings } = await steps.stop();
    for (const service of services) service.state = 'failed';
    if (findings.length === 0) throw error;
    const { findings: first, cause } = error instanceof MonoError ? error : { findings: [], cause: error };
    throw new MonoError([...first, ...findings], { cause });
  }
}

/** The exact reverse of the start. Everything is stopped, whatever goes wrong with some of it. */
export async function stopServices(services: readonly ServiceProgress[], steps: StartedSteps): Promise<void> {
  for (const service of services) service.state = 'stopping';
  const { findings, cause } = await steps.stop();
  for (const service of services) service.state = findings.length > 0 ? 'failed' : 'stopped';
  if (findings.length > 0) throw new MonoError(findings, { cause });
}

function hookStep(name: string, where: Step['where'], value: unknown): Step {
  const hooks = (typeof value === 'object' && value !== null ? value : {}) as { onStart?: unknown; onStop?: unknown };
  return {
    name,
    where,
    start: () => (typeof hooks.onStart === 'function' ? hooks.onStart() : undefined),
    stop: () => (typeof hooks.onStop === 'function' ? hooks.onStop() : undefined),
  };
}

async function timed(service: ServiceProgress, work: () => Promise<void>): Promise<void> {
  const begin = performance.now();
  await work();
  service.startedIn += performance.now() - begin;
}
