import { printValue, verdictOf } from './comparison.js';
import type { Comparison, Pair, Relation, SchemaChange } from './comparison.js';
import type { JsonSchema } from './json-schema.js';
import { typesOf } from './types.js';

/** A limit that gets wider as it falls (`-1`) or as it grows (`1`); one that is absent is the widest. */
export function compareLimit(
  comparison: Comparison,
  { before, after, at }: Pair,
  keyword: string,
  wider: -1 | 1,
): SchemaChange[] {
  const none = wider * Infinity;
  const [old, now] = [before, after].map((schema) =>
    typeof schema[keyword] === 'number' ? schema[keyword] : none,
  ) as [number, number];
  if (old === now) return [];
  const relation = (now - old) * wider > 0 ? 'wider' : 'narrower';
  return [
    {
      at,
      verdict: verdictOf(comparison.direction, relation),
      message: `${keyword} ${printLimit(old)} -> ${printLimit(now)}`,
    },
  ];
}

export function compareNumbers(comparison: Comparison, pair: Pair): SchemaChange[] {
  const wholeOld = isInteger(pair.before);
  const wholeNow = isInteger(pair.after);
  // That an integer is one JavaScript can hold is news only beside another integer.
  const limits = (schema: JsonSchema) =>
    toLimits(schema, wholeOld && wholeNow, wholeOld !== wholeNow && isInteger(schema));
  const normal = { ...pair, before: limits(pair.before), after: limits(pair.after) };
  return [
    ...compareBound(comparison, normal, 'minimum', -1),
    ...compareBound(comparison, normal, 'maximum', 1),
    ...compareMultiple(comparison, pair),
  ];
}

export function compareStrings(comparison: Comparison, pair: Pair): SchemaChange[] {
  const format = compareFormat(comparison, pair);
  const pattern = comparePattern(comparison, pair);
  // Libraries write many formats as a format and a pattern: once is enough.
  const isSaid = format.some(({ verdict }) => verdict !== 'safe' || pattern.every((one) => one.verdict === 'safe'));
  return [
    ...compareLimit(comparison, pair, 'minLength', -1),
    ...compareLimit(comparison, pair, 'maxLength', 1),
    ...format,
    ...(isSaid ? [] : pattern),
  ];
}

interface Bound {
  readonly value: number;
  readonly isExclusive: boolean;
}

function compareBound(
  comparison: Comparison,
  { before, after, at }: Pair,
  keyword: 'minimum' | 'maximum',
  wider: -1 | 1,
): SchemaChange[] {
  const [old, now] = [before[keyword] as Bound, after[keyword] as Bound];
  if (old.value === now.value && old.isExclusive === now.isExclusive) return [];
  const isWider = old.value === now.value ? old.isExclusive : (now.value - old.value) * wider > 0;
  const print = ({ value, isExclusive }: Bound) =>
    `${isExclusive ? (wider < 0 ? 'over ' : 'under ') : ''}${printLimit(value)}`;
  return [
    {
      at,
      verdict: verdictOf(comparison.direction, isWider ? 'wider' : 'narrower'),
      message: `${keyword} ${print(old)} -> ${print(now)}`,
    },
  ];
}

function toLimits(schema: JsonSchema, isWhole: boolean, leavesSafeOut: boolean): { minimum: Bound; maximum: Bound } {
  const read = (keyword: string, exclusive: string, wider: -1 | 1): Bound => {
    const [value, limit] = [schema[keyword], schema[exclusive]].map((one) =>
      typeof one === 'number' ? one : wider * Infinity,
    ) as [number, number];
    const isExclusive = Number.isFinite(limit) && (limit - value) * wider <= 0;
    const bound = isExclusive ? limit : value;
    if (leavesSafeOut && Math.abs(bound) === Number.MAX_SAFE_INTEGER)
      return { value: wider * Infinity, isExclusive: false };
    if (!isWhole || !Number.isFinite(bound)) return { value: bound, isExclusive };
    // Among whole numbers, over 0 is from 1 on.
    const nearest = wider < 0 ? Math.ceil(bound) : Math.floor(bound);
    return { value: isExclusive && nearest === bound ? bound - wider : nearest, isExclusive: false };
  };
  return { minimum: read('minimum', 'exclusiveMinimum', -1), maximum: read('maximum', 'exclusiveMaximum', 1) };
}

function isInteger(schema: JsonSchema): boolean {
  const types = typesOf(schema);
  return types.includes('integer') && !types.includes('number');
}

function compareMultiple(comparison: Comparison, { before, after, at }: Pair): SchemaChange[] {
  const [old, now] = [before.multipleOf, after.multipleOf];
  if (old === now) return [];
  const divides = (a: unknown, b: unknown) =>
    a === undefined || (typeof a === 'number' && typeof b === 'number' && Number.isInteger(b / a));
  const relation: Relation = divides(now, old) ? 'wider' : divides(old, now) ? 'narrower' : 'different';
  return [
    {
      at,
      verdict: verdictOf(comparison.direction, relation),
      message: `multipleOf ${printValue(old)} -> ${printValue(now)}`,
    },
  ];
}

/** Each format and those that hold it. */
const wider: Readonly<Record<string, readonly string[]>> = {
  email: ['idn-email'],
  hostname: ['idn-hostname'],
  uri: ['uri-reference', 'iri', 'iri-reference'],
  'uri-reference': ['iri-reference'],
  iri: ['iri-reference'],
};
/** Formats that share no text. */
const apart = ['email', 'date', 'date-time', 'time', 'uuid', 'ipv4', 'ipv6', 'duration'];

function compareFormat(comparison: Comparison, { before, after, at }: Pair): SchemaChange[] {
  const [old, now] = [before.format, after.format];
  if (old === now) return [];
  const holds = (a: unknown, b: unknown) => a === undefined || wider[String(b)]?.includes(String(a)) === true;
  const areApart = apart.includes(String(old)) && apart.includes(String(now));
  const relation = holds(now, old) ? 'wider' : holds(old, now) ? 'narrower' : areApart ? 'different' : 'unknown';
  return [
    { at, verdict: verdictOf(comparison.direction, relation), message: `format ${old ?? 'none'} -> ${now ?? 'none'}` },
  ];
}

function comparePattern(comparison: Comparison, { before, after, at }: Pair): SchemaChange[] {
  const [old, now] = [before.pattern, after.pattern];
  if (old === now) return [];
  const relation: Relation = now === undefined ? 'wider' : old === undefined ? 'narrower' : 'unknown';
  const what = relation === 'wider' ? 'gone' : relation === 'narrower' ? 'new' : 'another';
  return [{ at, verdict: verdictOf(comparison.direction, relation), message: `the pattern is ${what}` }];
}

function printLimit(value: number): string {
  return Number.isFinite(value) ? String(value) : 'none';
}
