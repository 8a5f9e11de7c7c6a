import { verdictOf } from './comparison.js';
import type { Comparison, Pair, Relation, SchemaChange } from './comparison.js';
import { isAnnotation, isObject } from './json-schema.js';
import type { JsonSchema } from './json-schema.js';

/** What the other comparisons know. */
const known = new Set(
  [
    'type',
    'enum',
    'const',
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'exclusiveMaximum',
    'multipleOf',
    'minLength',
    'maxLength',
    'pattern',
  ].concat(
    [
      'format',
      'items',
      'prefixItems',
      'minItems',
      'maxItems',
      'uniqueItems',
      'properties',
      'required',
      'additionalProperties',
    ],
    [
      'unevaluatedProperties',
      'patternProperties',
      'propertyNames',
      'minProperties',
      'maxProperties',
      'allOf',
      'anyOf',
      'oneOf',
    ],
  ),
);

/** Keywords that say more of a value in a schema of their own, and all keywords that nobody here knows: of those only whether they are the same. */
export function compareConjuncts(comparison: Comparison, pair: Pair): SchemaChange[] {
  const { before, after, at } = pair;
  const keywords = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const others = keywords
    .filter((keyword) => !known.has(keyword) && !isAnnotation(keyword))
    .filter((keyword) => !sameKeyword(comparison, before, after, keyword))
    .map((keyword): SchemaChange => ({ at, verdict: 'unknown', message: `${keyword} has changed` }));
  return [...compareAllOf(comparison, pair), ...compareChoices(comparison, pair), ...others];
}

function sameKeyword({ isSame }: Comparison, before: JsonSchema, after: JsonSchema, keyword: string): boolean {
  return keyword in before && keyword in after && isSame({ [keyword]: before[keyword] }, { [keyword]: after[keyword] });
}

/** Parts that are the same are set aside; a part that is only on one side narrows or widens; one that is left on each side has changed. */
function compareAllOf(comparison: Comparison, { before, after, at }: Pair): SchemaChange[] {
  const [old, now] = [partsOf(before), partsOf(after)];
  const left = old.filter((part) => !now.some((other) => comparison.isSame(part, other)));
  const come = now.filter((part) => !old.some((other) => comparison.isSame(other, part)));
  if (left.length === 1 && come.length === 1) return comparison.compare(left[0], come[0], at, false);
  return oneSided(comparison, at, 'allOf', left.length, come.length);
}

/** A choice beside other keywords. */
function compareChoices(comparison: Comparison, { before, after, at }: Pair): SchemaChange[] {
  return ['anyOf', 'oneOf'].flatMap((keyword) => {
    const [old, now] = [before[keyword], after[keyword]];
    if (old !== undefined && now !== undefined) {
      // Where nothing but the choice is said, it was taken apart already, and could not be.
      const isWhole = Object.keys(before).length === 1 && Object.keys(after).length === 1;
      if (!isWhole) return comparison.compare({ [keyword]: old }, { [keyword]: now }, at, false);
      return comparison.isSame(before, after)
        ? []
        : [{ at, verdict: 'unknown' as const, message: `${keyword} has changed` }];
    }
    return oneSided(comparison, at, keyword, old === undefined ? 0 : 1, now === undefined ? 0 : 1);
  });
}

function oneSided({ direction }: Comparison, at: string, keyword: string, left: number, come: number): SchemaChange[] {
  if (left === 0 && come === 0) return [];
  const relation: Relation = left === 0 ? 'notWider' : come === 0 ? 'notNarrower' : 'unknown';
  return [
    {
      at,
      verdict: verdictOf(direction, relation),
      message: `${keyword} ${left === 0 ? 'demands more' : come === 0 ? 'demands less' : 'has changed'}`,
    },
  ];
}

function partsOf({ allOf }: JsonSchema): readonly unknown[] {
  return Array.isArray(allOf) ? allOf.filter((part) => isObject(part) || typeof part === 'boolean') : [];
}
