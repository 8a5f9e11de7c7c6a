import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context, Middleware } from 'koa';
import compose from 'koa-compose';
import type { Container } from '../container/container.js';
import type { Graph } from '../container/graph.js';
import { nameOf } from '../container/providers.js';
import { assertNoFindings, MonoError } from '../errors/mono-error.js';
import { createKoa } from '../http/create-koa.js';
import { createRefusal } from '../http/create-refusal.js';
import { createFindOwner } from '../http/dispatch.js';
import { refuseRequest } from '../http/problem.js';
import { pathOf, readTarget } from '../http/request-target.js';
import type { Setup } from '../metadata/shapes.js';
import type { Key } from '../metadata/token.js';
import type { StartedSteps } from '../service/started-steps.js';
import { type AppService, toRouteInfo } from './app-service.js';
import { createPipelines, type Pipelines } from './create-pipelines.js';
import type { PlannedService } from './plan-services.js';
import type { OnError } from './report-error.js';
import { unknownServiceFinding } from './select-services.js';
import { type ServiceProgress, startServices, stopServices } from './start-services.js';

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;

interface Running {
  readonly steps: StartedSteps;
  readonly pipelines: Pipelines;
}

/** A checked application: some services, what they share, and a way in. Made by `createApp`. */
export class App {
  readonly #plans: readonly PlannedService[];
  readonly #progress: readonly ServiceProgress[];
  readonly #graph: Graph;
  readonly #setup: Setup | undefined;
  readonly #onError: OnError;
  #running: Promise<Running> | undefined;
  #stopped: Promise<void> | undefined;
  #container: Container | undefined;
  #untold: unknown;

  constructor(plans: readonly PlannedService[], graph: Graph, setup: Setup | undefined, onError: OnError) {
    this.#plans = plans;
    this.#progress = plans.map((plan) => ({ plan, state: 'new', startedIn: 0 }));
    this.#graph = graph;
    this.#setup = setup;
    this.#onError = onError;
  }

  /** Sorted by name. */
  get services(): readonly AppService[] {
    return this.#progress.map(({ plan, state, startedIn }) => ({
      name: plan.name,
      state,
      startedIn,
      routes: plan.table.routes.map(toRouteInfo),
    }));
  }

  /**
   * Makes tokens, singletons and controllers, then runs every `onStart`, in dependency order. A second call waits for the first.
   *
   * @throws MonoError when something could not be made or started; what had started has been stopped again
   */
  async start(): Promise<void> {
    await this.#start();
  }

  /**
   * Undoes the start in reverse order. Does nothing before a start, and a second call waits for the first.
   *
   * @throws MonoError MONO_STOP_FAILED with everything that went wrong; the rest was stopped all the same
   */
  async stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  /**
   * A request handler for `http.createServer`: the path picks the service, and a path that none of them owns is answered 404.
   * The first request starts the application if nobody has.
   *
   * @param services the names of those behind this listener; default: all
   */
  callback(services: readonly string[] = this.#plans.map(({ name }) => name)): RequestHandler {
    assertKnown(services, this.#plans);
    const findOwner = this.#createFindOwner(services);
    const refuse = createRefusal(this.#setup?.renderError, (ctx) => this.#tellWhy(ctx));
    let handlers: Promise<ReadonlyMap<string | undefined, RequestHandler>> | undefined;
    let ready: ReadonlyMap<string | undefined, RequestHandler> | undefined;
    return (request, response) => {
      const fault = readTarget(request);
      if (fault) return refuseRequest(response, fault);
      if (this.#stopped) return refuse(request, response);
      const owner = findOwner(pathOf(request.url!));
      if (ready) return ready.get(owner)!(request, response);
      handlers ??= this.#createHandlers();
      handlers.then(
        (made) => (ready = made).get(owner)!(request, response),
        () => refuse(request, response),
      );
    };
  }

  /**
   * The same as Koa middleware, for a Koa application that hosts these services: what they do not own falls through to the host.
   * Middleware and handlers see the host's own ctx.
   */
  middleware(): Middleware {
    const findOwner = this.#createFindOwner(this.#plans.map(({ name }) => name));
    const composed = new Map<string | undefined, Middleware>();
    return async (ctx, next) => {
      const owner = findOwner(ctx.path);
      if (owner === undefined) return next();
      const { pipelines } = await this.#start();
      let run = composed.get(owner);
      if (!run) composed.set(owner, (run = compose([...pipelines.get(owner)!]) as Middleware));
      try {
        await run(ctx, async () => {});
      } catch (error) {
        // The answer has begun; the host's Koa would leave the client waiting for the rest.
        if (ctx.headerSent && !ctx.res.writableEnded) ctx.res.destroy();
        throw error;
      }
    };
  }

  /**
   * An instance, or a token's value, of the running application; for tests and scripts, since classes get theirs injected.
   *
   * @throws MonoError MONO_APP_STATE before the start, and for what nothing here injects
   */
  resolve<T>(key: Key<T>): T {
    const service = this.#graph.serviceOf(key);
    if (this.#stopped) throw resolveError(key, 'the application has been stopped', 'resolve it before app.stop().');
    if (!this.#container) throw resolveError(key, 'the application has not started', 'await app.start() first.');
    if (service === undefined)
      throw resolveError(
        key,
        'no service of this application injects it',
        'resolve something that a controller injects.',
      );
    return this.#container.resolve(service, key);
  }

  #start(): Promise<Running> {
    if (this.#stopped) throw new MonoError(stoppedFinding);
    return (this.#running ??= this.#startOnce());
  }

  async #startOnce(): Promise<Running> {
    for (const service of this.#progress) service.state = 'starting';
    const started = await startServices(this.#progress, this.#graph, this.#setup, (container) =>
      createPipelines(this.#plans, this.#setup, container, this.#onError),
    );
    this.#container = started.container;
    return { steps: started.steps, pipelines: started.finished };
  }

  async #stop(): Promise<void> {
    if (!this.#running) for (const service of this.#progress) service.state = 'stopped';
    const running = await this.#running?.catch(() => undefined); // a failed start has undone itself
    if (running) await stopServices(this.#progress, running.steps);
  }

  /** A start that nobody called and awaits: what it throws is told to the first request that is refused. */
  async #startUnasked(): Promise<Running> {
    const isUnasked = this.#running === undefined;
    try {
      return await this.#start();
    } catch (error) {
      if (isUnasked) this.#untold = error;
      throw error;
    }
  }

  #tellWhy(ctx: Context): void {
    if (this.#untold === undefined) return;
    this.#onError(this.#untold, ctx, undefined);
    this.#untold = undefined;
  }

  #createFindOwner(names: readonly string[]) {
    const services = this.#plans.filter(({ name }) => names.includes(name));
    return createFindOwner(services.map(({ name, table }) => ({ name, routes: table.routes })));
  }

  async #createHandlers(): Promise<ReadonlyMap<string | undefined, RequestHandler>> {
    const { pipelines } = await this.#startUnasked();
    const handlers = new Map<string | undefined, RequestHandler>();
    for (const [name, pipeline] of pipelines) {
      const koa = createKoa(pipeline, (error, ctx) => this.#onError(error, ctx, name));
      handlers.set(name, koa.callback());
    }
    return handlers;
  }
}

function resolveError(key: Key, reason: string, fix: string): MonoError {
  return new MonoError({
    code: 'MONO_APP_STATE',
    message: `${nameOf(key)} cannot be resolved: ${reason}.`,
    where: [],
    fix,
  });
}

function assertKnown(names: readonly string[], plans: readonly PlannedService[]): void {
  const known = plans.map(({ name }) => name);
  assertNoFindings(names.filter((name) => !known.includes(name)).map((name) => unknownServiceFinding(name, known)));
}

const stoppedFinding = {
  code: 'MONO_APP_STATE',
  message: 'the application has been stopped, and does not start again.',
  where: [],
  fix: 'create a new one with createApp.',
} as const;
