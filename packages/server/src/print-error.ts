import { inspect } from 'node:util';
import { MonoError, type Code } from '@monojs/core';

/** What a Mono process exits with. Fine is 0. */
export const exitCodes = { findings: 1, usage: 2, failure: 3 } as const;

const usageCodes: readonly Code[] = ['MONO_USAGE', 'MONO_PORT_INVALID'];

/** A mistake that Mono knows reads as its own text, without a stack: the place that matters is in it. Anything else shows its stack and its causes. */
export function printError(error: unknown): string {
  if (error instanceof MonoError) return error.message;
  try {
    return error instanceof Error ? inspect(error) : `Thrown: ${inspect(error)}`;
  } catch {
    return 'Thrown: something that cannot be printed';
  }
}

/** 2 for a command line that was not understood, 1 for every other mistake that Mono knows, 3 for anything else. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof MonoError)) return exitCodes.failure;
  return error.findings.every(({ code }) => usageCodes.includes(code)) ? exitCodes.usage : exitCodes.findings;
}
