// What a shell reports for a process that a signal ended: 128 and the signal's number.
const signalExitCodes = { SIGINT: 130, SIGTERM: 143 } as const;
type Signal = keyof typeof signalExitCodes;

// npm forwards the Ctrl-C that the terminal has sent to this process already: the same again within milliseconds is nobody's second wish.
const ECHO_LIMIT = 100;

/** Why and when this process is to end. */
export interface End {
  /** Resolves at the first signal, or at the first error that nobody caught. */
  readonly asked: Promise<void>;
  /** Whether an error that nobody caught is the reason, or has joined it. */
  hasFailed(): boolean;
  /** There is nothing to end: the process goes its own way. */
  ignore(): void;
}

/**
 * @param onAsked runs once, when the process is told to end
 * @param onUncaught told of every error that nobody caught
 */
export function listenForEnd(onAsked: () => void, onUncaught: (error: unknown) => void): End {
  // A service without a port may leave nothing that keeps the process alive until it is told to stop.
  const alive = setInterval(() => {}, 2 ** 30);
  let hasFailed = false;
  let ask: () => void;
  const asked = new Promise<void>((resolve) => (ask = resolve));
  void asked.then(onAsked);
  const onSignal = exitAtSecond(() => ask());
  const onError = (error: unknown): void => {
    hasFailed = true;
    ask();
    onUncaught(error);
  };
  const listeners = { SIGINT: onSignal, SIGTERM: onSignal, uncaughtException: onError, unhandledRejection: onError };
  for (const [event, listener] of Object.entries(listeners)) process.on(event, listener);
  keepGoingUnread();
  const ignore = (): void => {
    clearInterval(alive);
    for (const [event, listener] of Object.entries(listeners)) process.off(event, listener);
  };
  return { asked, hasFailed: () => hasFailed, ignore };
}

/** The listener stays after the first signal: the second must not fall back to Node's default, which skips our exit codes. */
function exitAtSecond(onFirst: () => void): (signal: Signal) => void {
  let first: { signal: Signal; at: number } | undefined;
  return (signal) => {
    if (first) {
      const isEcho = signal === 'SIGINT' && first.signal === 'SIGINT' && performance.now() - first.at < ECHO_LIMIT;
      if (!isEcho) process.exit(signalExitCodes[signal]);
      return;
    }
    first = { signal, at: performance.now() };
    onFirst();
  };
}

/** Whoever read what is printed may have gone, as `head` does: that is no reason to stop answering. */
function keepGoingUnread(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}
