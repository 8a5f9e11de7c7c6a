import { unprocessable } from '@monojs/core';

/** What is wrong with each field of a request. */
export type FieldErrors = Record<string, string[]>;

/** Throws 422 about fields that a schema alone cannot judge: `invalid({ email: ['has already been taken'] })`. */
export function invalid(fields: FieldErrors): never {
  return unprocessable('the request is not valid', { fields });
}
