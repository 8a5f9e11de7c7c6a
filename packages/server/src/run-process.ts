import { exitCodeOf, exitCodes, printError } from './print-error.js';
import type { RunningApp } from './running-app.js';

// What a shell reports for a process that a signal ended: 128 and the signal's number.
const signalExitCodes = { SIGINT: 130, SIGTERM: 143 } as const;
type Signal = keyof typeof signalExitCodes;

// npm forwards the Ctrl-C that the terminal has sent to this process already: the same again within milliseconds is nobody's second wish.
const ECHO_LIMIT = 100;

export interface ProcessOptions {
  /** May add to an error before it is printed, such as the file and line that only the scan knows. */
  readonly explain?: (error: unknown) => unknown;
  /** Milliseconds for the whole way down, requests in flight and hooks together. Default: 25 000, below the 30 s after which Kubernetes kills. */
  readonly stopLimit?: number;
}

/**
 * Runs an application as this process: starts it, waits for SIGTERM or SIGINT, stops it in order, exits.
 * A signal that arrives while it still starts stops it as soon as it has. A second signal exits at once.
 * Errors are printed on stderr; the exit code is 0 when nothing failed.
 *
 * @param start resolves to nothing when there is nothing to run (help was asked for): the process then ends by itself.
 */
export async function runProcess(
  start: () => Promise<RunningApp | void>,
  { explain = same, stopLimit = 25_000 }: ProcessOptions = {},
): Promise<void> {
  const signal = firstSignal(() => giveUpAfter(stopLimit));
  try {
    const running = await start();
    if (!running) return signal.ignore();
    await signal.received;
    await running.stop();
    process.exit(0);
  } catch (error) {
    const explained = explain(error);
    console.error(printError(explained));
    process.exit(exitCodeOf(explained));
  }
}

/** The listeners stay after the first signal: the second must not fall back to Node's default, which skips our exit codes. */
function firstSignal(onFirst: () => void): { received: Promise<void>; ignore(): void } {
  const signals = Object.keys(signalExitCodes) as Signal[];
  // A service without a port may leave nothing that keeps the process alive until it is told to stop.
  const alive = setInterval(() => {}, 2 ** 30);
  let onSignal: (signal: Signal) => void;
  const received = new Promise<void>((receive) => {
    let first: { signal: Signal; at: number } | undefined;
    onSignal = (signal) => {
      if (first) {
        const isEcho = signal === 'SIGINT' && first.signal === 'SIGINT' && performance.now() - first.at < ECHO_LIMIT;
        if (!isEcho) process.exit(signalExitCodes[signal]);
        return;
      }
      first = { signal, at: performance.now() };
      receive();
      onFirst();
    };
    for (const signal of signals) process.on(signal, onSignal);
  });
  const ignore = () => {
    clearInterval(alive);
    for (const signal of signals) process.off(signal, onSignal);
  };
  return { received, ignore };
}

/** Counts from the signal on, so that a start which never ends is given up too. */
function giveUpAfter(limit: number): void {
  const giveUp = () => {
    console.error(`Stopping took longer than ${limit / 1000} s. What had not stopped by then was cut off.`);
    process.exit(exitCodes.failure);
  };
  setTimeout(giveUp, limit).unref();
}

function same(error: unknown): unknown {
  return error;
}
