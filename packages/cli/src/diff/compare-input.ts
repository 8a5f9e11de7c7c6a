import { compareSchemas } from './schemas/compare-schemas.js';
import type { SchemaChange } from './schemas/comparison.js';

/** Compares one part of what a route takes. A part without a schema is not checked: every value of it is taken. */
export function compareInput(
  part: string,
  before: object | null | undefined,
  after: object | null | undefined,
): SchemaChange[] {
  if (before === after || (before === null && after === null)) return [];
  if (before === null || after === null) {
    const message =
      before === null
        ? 'has a schema that can be compared from now on'
        : 'has a schema that JSON Schema cannot express';
    // Nothing can be refused by what is no longer checked.
    return [
      {
        at: '',
        verdict: after === undefined ? 'safe' : 'unknown',
        message: after === undefined ? 'is no longer checked' : message,
      },
    ];
  }
  if (after === undefined) return [{ at: '', verdict: 'safe', message: 'is no longer checked' }];
  if (part === 'body') {
    if (before) return compareSchemas(before, after, 'request');
    return [{ at: '', verdict: 'breaking', message: 'is checked now' }];
  }
  // Of a query or of headers that nobody declared, callers may have sent none.
  const isText = true;
  return compareSchemas(before ?? { type: 'object' }, after, 'request', isText);
}
