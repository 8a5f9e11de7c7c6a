import { listenForEnd } from './listen-for-end.js';
import { exitCodeOf, exitCodes, printError } from './print-error.js';
import type { RunningApp } from './running-app.js';

export interface ProcessOptions {
  /** May add to an error before it is printed, such as the file and line that only the scan knows. */
  readonly explain?: (error: unknown) => unknown;
  /** Milliseconds for the whole way down, requests in flight and hooks together. Default: 25 000, below the 30 s after which Kubernetes kills. */
  readonly stopLimit?: number;
}

/**
 * Runs an application as this process: starts it, waits for SIGTERM or SIGINT, stops it in order, exits.
 * A signal that arrives while it still starts stops it as soon as it has. A second signal exits at once.
 * An error that nobody caught is printed and stops it in the same order: what it left behind cannot be trusted for long.
 * Errors are printed on stderr; the exit code is 0 when nothing failed.
 *
 * @param start resolves to nothing when there is nothing to run (help was asked for): the process then ends by itself.
 */
export async function runProcess(
  start: () => Promise<RunningApp | void>,
  { explain = same, stopLimit = 25_000 }: ProcessOptions = {},
): Promise<void> {
  let hasStarted = false;
  const end = listenForEnd(
    () => giveUpAfter(stopLimit, () => hasStarted),
    (error) => console.error(`Nobody caught this error, so the process stops:\n${printError(explain(error))}`),
  );
  try {
    const running = await start();
    if (!running) return end.ignore();
    hasStarted = true;
    await end.asked;
    await running.stop();
    process.exit(end.hasFailed() ? exitCodes.failure : 0);
  } catch (error) {
    const explained = explain(error);
    console.error(printError(explained));
    process.exit(exitCodeOf(explained));
  }
}

/** Counts from the moment it is told to end, so that a start which never ends is given up too. */
function giveUpAfter(limit: number, hasStarted: () => boolean): void {
  const giveUp = () => {
    const text = hasStarted()
      ? `Stopping took longer than ${limit / 1000} s. What had not stopped by then was cut off.`
      : `Starting had not ended ${limit / 1000} s after it was told to stop, and was cut off.`;
    console.error(text);
    process.exit(exitCodes.failure);
  };
  setTimeout(giveUp, limit).unref();
}

function same(error: unknown): unknown {
  return error;
}
