import { MonoError } from '@monojs/core';
import { exitCodeOf, printError } from '@monojs/server';

/** Prints what failed, as text on stderr or, under `--json`, as `{ version, findings }` on stdout, and sets the exit code. */
export function reportFailure(error: unknown, json: boolean): void {
  if (json && error instanceof MonoError) console.log(JSON.stringify(error.toJSON(), null, 2));
  else console.error(printError(error));
  process.exitCode = exitCodeOf(error);
}
