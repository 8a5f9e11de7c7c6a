import { Router } from '@koa/router';
import createError from 'http-errors';
import type { Middleware } from 'koa';
import type { RenderError } from '../metadata/shapes.js';
import type { Route } from '../routing/route.js';
import { createAnswerUnmatched } from './answer-unmatched.js';
import { createErrorBoundary, type ReportError } from './error-boundary.js';
import { finishAnswer } from './finish-body.js';
import { createHandler } from './handle-request.js';

export interface PipelineOptions {
  readonly applicationUse: readonly Middleware[];
  readonly serviceUse: readonly Middleware[];
  readonly renderError: RenderError | undefined;
  readonly report: ReportError;
  readonly routes: readonly Route[];
  readonly resolve: (route: Route) => object;
}

/**
 * Everything that a request to one service passes, top to bottom.
 *
 * The boundary stands twice: the inner one answers before the middleware sees the way back, so that logging, CORS and compression find a finished answer;
 * the outer one is there for what the middleware itself throws.
 */
export function createPipeline({
  applicationUse,
  serviceUse,
  renderError,
  report,
  routes,
  resolve,
}: PipelineOptions): Middleware[] {
  const errorBoundary = createErrorBoundary(renderError, report);
  const router = createRouter(routes, resolve);
  return [
    errorBoundary,
    finishAnswer,
    ...applicationUse,
    ...serviceUse,
    errorBoundary,
    router.routes() as unknown as Middleware,
    createAnswerUnmatched(router),
  ];
}

/** What a request to nobody passes: the same, without routes. */
export function createUnownedPipeline({
  applicationUse,
  renderError,
  report,
}: Pick<PipelineOptions, 'applicationUse' | 'renderError' | 'report'>): Middleware[] {
  const errorBoundary = createErrorBoundary(renderError, report);
  return [errorBoundary, finishAnswer, ...applicationUse, errorBoundary, answerNobody];
}

const answerNobody: Middleware = (ctx) => {
  throw createError(404, `nothing answers ${ctx.path}`);
};

/** @koa/router tries its layers in order and the first handler ends the chain, so the order of the table decides. */
function createRouter(routes: readonly Route[], resolve: (route: Route) => object): Router {
  const router = new Router();
  for (const route of routes) {
    const chain = [...route.use, createHandler(route, resolve(route))] as unknown as Parameters<Router['all']>[1][];
    if (route.method === 'ALL') router.all(route.pattern.path, ...chain);
    else router.register(route.pattern.path, [route.method], chain);
  }
  return router;
}
