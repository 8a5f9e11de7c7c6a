import { MonoError, type App } from '@monojs/core';
import type { ArtifactIdentity } from './artifact.js';
import { assertNoFailures, collectFailures } from './failures.js';
import { closeAll } from './listen-all.js';
import type { Listener } from './listen.js';

/** Of the 25 s that a shutdown may take, requests in flight get this much, so that the hooks have the rest. */
const DRAIN_LIMIT = 20_000;

/** Started services, answering on open ports. */
export interface RunningApp {
  readonly app: App;
  /** The open ports, in the order of the planned ones. A service without routes has none unless a port was asked for. */
  readonly listeners: readonly RunningListener[];
  /** Which artifact runs, with the fingerprints of the services that were started; absent when the sources run. */
  readonly artifact?: ArtifactIdentity;
  /**
   * Stops accepting, waits up to 20 s for the requests in flight, then runs the stop hooks in reverse.
   * A second call waits for the first.
   *
   * @throws MonoError `MONO_STOP_FAILED` with everything that failed on the way down.
   */
  stop(): Promise<void>;
}

export type RunningListener = Pick<Listener, 'url' | 'port' | 'host' | 'services'>;

export function createRunningApp(
  app: App,
  listeners: readonly Listener[],
  { drainLimit = DRAIN_LIMIT, artifact }: { drainLimit?: number; artifact?: ArtifactIdentity } = {},
): RunningApp {
  let stopping: Promise<void> | undefined;
  return { app, listeners, artifact, stop: () => (stopping ??= stop(app, listeners, drainLimit)) };
}

async function stop(app: App, listeners: readonly Listener[], drainLimit: number): Promise<void> {
  const failures = await collectFailures(() => drain(listeners, drainLimit));
  failures.push(...(await collectFailures(() => app.stop())));
  assertNoFailures(failures);
}

async function drain(listeners: readonly Listener[], limit: number): Promise<void> {
  const cut = await closeAll(listeners, limit);
  if (cut === 0) return;
  throw new MonoError({
    code: 'MONO_STOP_FAILED',
    message: `${cut} ${cut === 1 ? 'request was' : 'requests were'} still being answered after ${limit / 1000} s and had to be cut.`,
    where: [],
    fix: 'let handlers end within that time, or move long work out of the request.',
  });
}
