import createError from 'http-errors';
import type { Context, Middleware } from 'koa';
import { applicationView } from '../container/graph.js';
import type { Container } from '../container/container.js';
import { createPipeline } from '../http/create-pipeline.js';
import { createErrorBoundary } from '../http/error-boundary.js';
import { createMiddleware } from '../metadata/middleware-recipe.js';
import type { Setup } from '../metadata/shapes.js';
import type { PlannedService } from './plan-services.js';

export type OnError = (error: unknown, ctx: Context, service: string | undefined) => void;

/** By service; undefined for a path that nobody owns. */
export type Pipelines = ReadonlyMap<string | undefined, readonly Middleware[]>;

/** What a request to each service passes, and what one to nobody does. The application's middleware is the same for all. */
export function createPipelines(
  plans: readonly PlannedService[],
  setup: Setup | undefined,
  container: Container,
  onError: OnError,
): Pipelines {
  const make = (service: string, use: readonly Middleware[] = []): readonly Middleware[] =>
    createMiddleware(use, (key) => container.resolve(service, key));
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
  const boundary = createErrorBoundary(setup?.renderError, (error, ctx) => onError(error, ctx, undefined));
  return pipelines.set(undefined, [boundary, ...applicationUse, boundary, answerNobody]);
}

const answerNobody: Middleware = (ctx) => {
  throw createError(404, `nothing answers ${ctx.path}`);
};
