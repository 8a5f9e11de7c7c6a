import type { Context, Middleware } from 'koa';
import type { Container } from '../container/container.js';
import { applicationView } from '../container/providers.js';
import { type Finding, MonoError } from '../errors/mono-error.js';
import { printCause } from '../errors/print-cause.js';
import { createPipeline, createUnownedPipeline } from '../http/create-pipeline.js';
import { createMiddleware } from '../metadata/middleware-recipe.js';
import type { Setup } from '../metadata/shapes.js';
import type { PlannedService } from './plan-services.js';
import type { OnError } from './report-error.js';

/** By service; undefined for a path that nobody owns. */
export type Pipelines = ReadonlyMap<string | undefined, readonly Middleware[]>;

/** What a request to each service passes, and what one to nobody does. The application's middleware is the same for all. */
export function createPipelines(
  plans: readonly PlannedService[],
  setup: Setup | undefined,
  container: Container,
  onError: OnError,
): Pipelines {
  const make = (service: string, use: readonly Middleware[] = []): readonly Middleware[] => {
    try {
      return createMiddleware(use, (key) => container.resolve(service, key));
    } catch (cause) {
      throw new MonoError(middlewareFinding(service, cause), { cause });
    }
  };
  const applicationUse = make(applicationView, setup?.use);
  const pipelines = new Map<string | undefined, readonly Middleware[]>();
  for (const { name, definition, table } of plans) {
    const pipeline = createPipeline({
      applicationUse,
      serviceUse: make(name, definition?.use),
      renderError: definition?.renderError ?? setup?.renderError,
      report: (error, ctx) => onError(error, ctx, name),
      routes: table.routes.map((route) => ({ ...route, use: make(name, route.use) })),
      resolve: (route) => container.resolve(name, route.controller),
    });
    pipelines.set(name, pipeline);
  }
  const report = (error: unknown, ctx: Context): void => onError(error, ctx, undefined);
  return pipelines.set(undefined, createUnownedPipeline({ applicationUse, renderError: setup?.renderError, report }));
}

function middlewareFinding(service: string, cause: unknown): Finding {
  const whose = service === applicationView ? 'the application' : `service "${service}"`;
  return {
    code: 'MONO_PROVIDER_FAILED',
    message: `a middleware of ${whose} could not be made: its create threw. ${printCause(cause)}`,
    where: service === applicationView ? [{ note: 'setup' }] : [{ service }],
    fix: 'mend what the message names; the stack of the original error is its cause.',
  };
}
