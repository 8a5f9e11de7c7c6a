import { MonoError } from '@monojs/core';

/** The error that something throws, so that its whole text can be asserted. */
export function errorOf(work: () => unknown): MonoError {
  try {
    work();
  } catch (error) {
    if (error instanceof MonoError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

export async function rejectionOf(work: Promise<unknown>): Promise<MonoError> {
  const outcome = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (outcome instanceof MonoError) return outcome;
  throw outcome ?? new Error('nothing was thrown');
}

export const codesOf = (error: MonoError): string[] => error.findings.map(({ code }) => code);
