import { compareAlternatives } from './compare-alternatives.js';
import { compareOne } from './compare-one.js';
import type { Comparison, Direction, SchemaChange } from './comparison.js';
import { createIsSame } from './is-same.js';
import { createResolve } from './json-schema.js';
import { toAlternatives } from './to-alternatives.js';

/** More pairs than these are not compared: schemas that refer to each other in every direction would take for ever. */
const mostPairs = 20_000;

/**
 * What a change of a schema means to those who send, or read, values that fit the old one. A change is `safe` only where that can be shown,
 * `breaking` where it can be shown that something is refused or missing now, and else `unknown`.
 *
 * Who sends a request sends what the old schema declares, and who reads a response ignores what it does not know: so an optional property more is safe in
 * both, although a value with an undeclared property of that name might be refused.
 *
 * @param isText for query, path, headers and cookies, where a number is written as text
 */
export function compareSchemas(before: unknown, after: unknown, direction: Direction, isText = false): SchemaChange[] {
  const resolveBefore = createResolve(before);
  const resolveAfter = createResolve(after);
  const open = new Map<object, Set<object>>();
  let pairs = 0;

  const comparison: Comparison = {
    direction,
    isText,
    resolveBefore,
    resolveAfter,
    isSame: createIsSame(resolveBefore, resolveAfter),
    compare(oldPart, newPart, at, isAlone) {
      const [a, b] = [resolveBefore(oldPart), resolveAfter(newPart)];
      const met = open.get(a) ?? new Set();
      // Met again below itself: whatever differs is found by the comparison that is under way.
      if (met.has(b) || comparison.isSame(a, b)) return [];
      if (++pairs > mostPairs) throw new TooManyPairs();
      open.set(a, met.add(b));
      try {
        const [from, to] = [toAlternatives(a, resolveBefore), toAlternatives(b, resolveAfter)];
        const [old, now] = [from.schemas, to.schemas];
        return old.length === 1 && now.length === 1
          ? compareOne(comparison, { before: old[0]!, after: now[0]!, at, isAlone })
          : compareAlternatives(comparison, from, to, at, isAlone);
      } finally {
        met.delete(b);
      }
    },
  };

  try {
    return unique(comparison.compare(before, after, '', true));
  } catch (error) {
    if (!(error instanceof TooManyPairs)) throw error;
    return [{ at: '', verdict: 'unknown', message: 'is too large to be compared' }];
  }
}

class TooManyPairs extends Error {}

function unique(changes: readonly SchemaChange[]): SchemaChange[] {
  return [...new Map(changes.map((change) => [`${change.at}\n${change.message}`, change])).values()];
}
