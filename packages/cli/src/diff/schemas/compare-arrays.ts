import { compareLimit } from './compare-limits.js';
import { verdictOf } from './comparison.js';
import type { Comparison, Pair, SchemaChange } from './comparison.js';
import type { JsonSchema } from './json-schema.js';

export function compareArrays(comparison: Comparison, pair: Pair): SchemaChange[] {
  const { before, after, at, isAlone } = pair;
  const [old, now] = [readItems(before), readItems(after)];
  const count = Math.max(old.first.length, now.first.length);
  // Beyond the listed places every item fits the rest; a place that cannot be reached needs no comparison.
  const places = Array.from({ length: count }, (_, index) => index).flatMap((index) =>
    comparison.compare(old.first[index] ?? old.rest, now.first[index] ?? now.rest, `${at}[${index}]`, isAlone),
  );
  return [
    ...places,
    ...comparison.compare(old.rest, now.rest, `${at}[]`, isAlone),
    ...compareLimit(comparison, pair, 'minItems', -1),
    ...compareLimit(comparison, pair, 'maxItems', 1),
    ...compareUnique(comparison, pair),
  ];
}

function readItems({ prefixItems, items }: JsonSchema): { first: readonly unknown[]; rest: unknown } {
  // Before draft 2020-12 a list of places stood under `items`.
  if (Array.isArray(items)) return { first: items, rest: undefined };
  return { first: Array.isArray(prefixItems) ? prefixItems : [], rest: items };
}

function compareUnique(comparison: Comparison, { before, after, at }: Pair): SchemaChange[] {
  const [old, now] = [before.uniqueItems === true, after.uniqueItems === true];
  if (old === now) return [];
  const message = now ? 'items must differ from each other now' : 'items may be equal now';
  return [{ at, verdict: verdictOf(comparison.direction, now ? 'narrower' : 'wider'), message }];
}
