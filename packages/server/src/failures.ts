import { MonoError, type Finding } from '@monojs/core';

/** Runs a step and returns what it threw instead of throwing, so that the steps after it run as well. */
export async function collectFailures(step: () => Promise<void>): Promise<unknown[]> {
  return step().then(
    () => [],
    (error: unknown) => [error],
  );
}

/** Throws everything that failed, so that no failure hides another: one as it is, several as one error. Does nothing when there is none. */
export function assertNoFailures(failures: readonly unknown[]): void {
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw joinFailures(failures);
}

function joinFailures(failures: readonly unknown[]): Error {
  const findings: Finding[] = failures.flatMap((error) => (error instanceof MonoError ? error.findings : []));
  const known = failures.every((error) => error instanceof MonoError);
  return known
    ? new MonoError(findings, { cause: failures[0] })
    : new AggregateError(failures, 'Several steps failed.');
}
