import {
  createApp,
  loadServices,
  MonoError,
  selectServices,
  type AppDescription,
  type AppOptions,
  type Setup,
} from '@monojs/core';
import type { ArtifactIdentity } from './artifact.js';
import { assertNoFailures, collectFailures } from './failures.js';
import { listenAll } from './listen-all.js';
import { planListeners } from './plan-listeners.js';
import { printStarted } from './print-started.js';
import { createRunningApp, type RunningApp } from './running-app.js';

export interface StartOptions {
  /** Names of services and groups; none means every service. */
  readonly targets: readonly string[];
  /** One listener for everything. Wins over `environment.PORT` and over the services' own ports. */
  readonly port?: number;
  /** The address to listen on. Default: every interface. */
  readonly host?: string;
  /** Where `PORT` is looked up. Default: nowhere; the process's environment is read by `run` alone. */
  readonly environment?: { readonly PORT?: string };
  /** Is handed one line per started service. Default: nothing is printed. */
  readonly log?: (line: string) => void;
  /** Is told of every answer that became a 5xx. Default: the stack goes to `console.error`. */
  readonly onError?: AppOptions['onError'];
  /** The artifact that this process runs, for whoever asks the running application. Default: it runs from sources. */
  readonly artifact?: ArtifactIdentity;
}

/**
 * Starts services of an application and opens their ports. If a step fails, everything before it is undone.
 *
 * @throws MonoError with every mistake of the step that failed.
 * @example
 * const running = await startApp(description, { targets: ['users'], port: 0 });
 * await fetch(`${running.listeners[0].url}/users/1`);
 * await running.stop();
 */
export async function startApp(description: AppDescription, options: StartOptions): Promise<RunningApp> {
  const names = selectServices(description, options.targets);
  assertAnyService(names);
  const plan = planListeners(description.services, names, options);
  const loaded = await loadServices(description, names);
  const app = createApp({ ...loaded, listeners: plan.map(({ services }) => services), onError: options.onError });
  await app.start();
  const listeners = await listenAll(app, plan).catch((error: unknown) => undo(() => app.stop(), error));
  for (const line of printStarted(app, listeners)) options.log?.(line);
  const running = createRunningApp(app, listeners, { artifact: options.artifact });
  await announce(loaded.setup, running).catch((error: unknown) => undo(() => running.stop(), error));
  return running;
}

// Without a service there would be no port, and a process that waits for nothing.
function assertAnyService(names: readonly string[]): void {
  if (names.length > 0) return;
  throw new MonoError({
    code: 'MONO_NO_SERVICES',
    message: 'there is no service to start.',
    where: [],
    fix: "give the application one, for example services: { users: () => import('./users/index.js') }.",
  });
}

async function announce(setup: Setup | undefined, { listeners }: RunningApp): Promise<void> {
  await setup?.onListen?.(listeners.map(({ url, services }) => ({ url, services })));
}

/** What has started must be undone; what that throws must not hide why the start failed. */
async function undo(stop: () => Promise<void>, error: unknown): Promise<never> {
  assertNoFailures([error, ...(await collectFailures(stop))]);
  throw error;
}
