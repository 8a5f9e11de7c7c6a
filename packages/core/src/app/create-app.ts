import type { Context } from 'koa';
import { assertNoFindings } from '../errors/mono-error.js';
import type { Setup } from '../metadata/shapes.js';
import type { Replacement, Replacements } from '../metadata/token.js';
import { App } from './app.js';
import type { ServicePart } from './load-services.js';
import { createReport } from './report-error.js';
import { planApp } from './plan-app.js';

export interface AppOptions {
  /** Classes marked `@Service`, and results of `defineService`; what names the same service belongs together. */
  readonly services: readonly ServicePart[];
  /** The application's own code. Default: none. */
  readonly setup?: Setup;
  /** Replacements for a test; they reach everything, shared singletons too. Default: none. */
  readonly override?: readonly Replacement[];
  /** The names of the services behind each listener; paths may overlap only across listeners. Default: all behind one. */
  readonly listeners?: readonly (readonly string[])[];
  /** Told of errors answered with 5xx. Default: prints the stack on console.error. */
  readonly onError?: (error: unknown, ctx: Context, service: string | undefined) => void;
}

/**
 * Checks the declarations of some services and makes one application of them. It opens nothing and builds nothing: {@link App.start} does.
 *
 * @throws MonoError with every mistake in routes and injection
 * @example
 * const app = createApp({ services: [UsersController] });
 * await app.start();
 * http.createServer(app.callback()).listen(3000);
 */
export function createApp<const T extends readonly unknown[] = []>(
  options: Omit<AppOptions, 'override'> & { readonly override?: Replacements<T> },
): App {
  const { services, graph, findings } = planApp({
    ...options,
    override: (options.override ?? []) as readonly Replacement[],
  });
  assertNoFindings(findings);
  return new App(services, graph, options.setup, createReport(options.onError));
}
