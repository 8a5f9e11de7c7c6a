import { compareArrays } from './compare-arrays.js';
import { compareConjuncts } from './compare-conjuncts.js';
import { compareNumbers, compareStrings } from './compare-limits.js';
import { compareObjects } from './compare-objects.js';
import { compareTypes } from './compare-types.js';
import { compareValues } from './compare-values.js';
import { printValue } from './comparison.js';
import type { Comparison, Pair, SchemaChange } from './comparison.js';
import { isAnnotation, isNothing } from './json-schema.js';
import type { JsonSchema } from './json-schema.js';
import { hasType, typesOf } from './types.js';

/** Compares two schemas that offer no choice. Where only one is made of parts, the other is taken as the only part of its own. */
export function compareOne(comparison: Comparison, { before, after, ...rest }: Pair): SchemaChange[] {
  if (isOnlyParts(before) && !('allOf' in after))
    return compareKeywords(comparison, { before, after: { allOf: [after] }, ...rest });
  if (isOnlyParts(after) && !('allOf' in before))
    return compareKeywords(comparison, { before: { allOf: [before] }, after, ...rest });
  return compareKeywords(comparison, { before, after, ...rest });
}

function isOnlyParts(schema: JsonSchema): boolean {
  return 'allOf' in schema && Object.keys(schema).every((keyword) => keyword === 'allOf' || isAnnotation(keyword));
}

/** Keyword by keyword: a value must satisfy all of them, so where each allows no less, so does the whole. */
function compareKeywords(comparison: Comparison, pair: Pair): SchemaChange[] {
  const { before, after, at } = pair;
  if ('$ref' in before || '$ref' in after)
    return [{ at, verdict: 'unknown', message: 'refers to what cannot be found' }];
  if (isNothing(before) && isNothing(after)) return [];
  if (isNothing(before))
    return [{ at, verdict: comparison.direction === 'request' ? 'safe' : 'breaking', message: 'is possible now' }];
  if (isNothing(after)) return [{ at, verdict: 'breaking', message: 'is no longer possible' }];

  const listed = compareValues(comparison, pair);
  if (listed) return listed;
  const { changes, isOther } = compareTypes(comparison, pair);
  if (isOther) return changes;

  const held = typesOf(comparison.direction === 'request' ? before : after);
  const whole = { ...pair, isAlone: pair.isAlone && !saysMore(before) && !saysMore(after) };
  return [
    ...changes,
    ...compareDefaults(comparison, pair),
    ...(hasType(held, 'integer') ? compareNumbers(comparison, pair) : []),
    ...(held.includes('string') ? compareStrings(comparison, pair) : []),
    ...(held.includes('array') ? compareArrays(comparison, whole) : []),
    ...(held.includes('object') ? compareObjects(comparison, whole) : []),
    ...compareConjuncts(comparison, pair),
  ];
}

const more = ['allOf', 'anyOf', 'oneOf', 'if', 'then', 'else', 'dependentSchemas', 'not'];

/** Do other parts of a schema speak of the same properties and items? */
function saysMore(schema: object): boolean {
  return more.some((keyword) => keyword in schema);
}

/** What counts when nothing is sent is a matter of meaning. */
function compareDefaults({ direction }: Comparison, { before, after, at }: Pair): SchemaChange[] {
  if (direction === 'response' || !('default' in before && 'default' in after)) return [];
  const [old, now] = [printValue(before.default), printValue(after.default)];
  return JSON.stringify(before.default) === JSON.stringify(after.default)
    ? []
    : [{ at, verdict: 'unknown', message: `default ${old} -> ${now}` }];
}
