import { compareLimit } from './compare-limits.js';
import { verdictOf } from './comparison.js';
import type { Comparison, Pair, SchemaChange } from './comparison.js';
import { isObject } from './json-schema.js';
import type { JsonSchema } from './json-schema.js';

/** What a schema says of an object's properties. */
interface Members {
  readonly properties: JsonSchema;
  readonly required: ReadonlySet<string>;
  /** Of properties that are not declared; undefined where the schema does not speak of them. */
  readonly others: unknown;
  readonly patterns: JsonSchema;
}

export function compareObjects(comparison: Comparison, pair: Pair): SchemaChange[] {
  const { before, after, at, isAlone } = pair;
  const [old, now] = [readMembers(before), readMembers(after)];
  const names = [
    ...new Set([...Object.keys(old.properties), ...Object.keys(now.properties), ...old.required, ...now.required]),
  ].sort();
  const members = names.flatMap((name) => {
    const place = at === '' ? name : `${at}.${name}`;
    const [was, is] = [Object.hasOwn(old.properties, name), Object.hasOwn(now.properties, name)];
    if (was === is)
      return [
        ...compareRequired(comparison, old, now, name, place),
        ...(was ? comparison.compare(old.properties[name], now.properties[name], place, isAlone) : []),
      ];
    return is ? added(comparison, old, now, name, place, isAlone) : removed(comparison, old, now, name, place, isAlone);
  });
  return [
    ...members,
    ...compareOthers(comparison, old, now, at, isAlone),
    ...comparePatterns(comparison, old, now, at, isAlone),
    ...compareNames(comparison, pair),
    ...compareLimit(comparison, pair, 'minProperties', -1),
    ...compareLimit(comparison, pair, 'maxProperties', 1),
  ];
}

/** A name is always a text. */
function compareNames(
  { compare, resolveBefore, resolveAfter }: Comparison,
  { before, after, at, isAlone }: Pair,
): SchemaChange[] {
  const [old, now] = [resolveBefore(before.propertyNames), resolveAfter(after.propertyNames)];
  return compare({ ...old, type: 'string' }, { ...now, type: 'string' }, `${at}{name}`, isAlone);
}

function readMembers(schema: JsonSchema): Members {
  const { properties, required, patternProperties } = schema;
  return {
    properties: isObject(properties) ? properties : {},
    required: new Set(Array.isArray(required) ? (required as string[]) : []),
    others: schema.additionalProperties ?? schema.unevaluatedProperties,
    patterns: isObject(patternProperties) ? patternProperties : {},
  };
}

function compareRequired(
  { direction }: Comparison,
  old: Members,
  now: Members,
  name: string,
  at: string,
): SchemaChange[] {
  const [was, is] = [old.required.has(name), now.required.has(name)];
  if (was === is) return [];
  const message =
    direction === 'request'
      ? `is ${is ? 'required' : 'optional'} now`
      : is
        ? 'is always there now'
        : 'may be missing now';
  return [{ at, verdict: verdictOf(direction, is ? 'narrower' : 'wider'), message }];
}

function added(
  comparison: Comparison,
  old: Members,
  now: Members,
  name: string,
  at: string,
  isAlone: boolean,
): SchemaChange[] {
  const isRequest = comparison.direction === 'request';
  if (isRequest && now.required.has(name) && !old.required.has(name))
    return [{ at, verdict: 'breaking', message: 'is new and required' }];
  const required = compareRequired(comparison, old, now, name, at);
  const change: SchemaChange = { at, verdict: 'safe', message: isRequest ? 'is new and optional' : 'is new' };
  // Whoever was told that any property may be there, or that all of them look alike, may know this name already.
  const isKnown = isOpen(old) || old.required.has(name) || (isRequest && !isAlone);
  if (!isKnown) return [change, ...(isRequest ? [] : required.filter((one) => !isSafe(one)))];
  const isFitting =
    Object.keys(old.patterns).length === 0 &&
    comparison.compare(old.others, now.properties[name], at, isAlone).every(isSafe);
  return [
    isFitting ? change : { ...change, verdict: 'unknown', message: 'is declared now, and was possible before' },
    ...required,
  ];
}

function removed(
  comparison: Comparison,
  old: Members,
  now: Members,
  name: string,
  at: string,
  isAlone: boolean,
): SchemaChange[] {
  if (isOpen(now)) {
    const isFitting = Object.keys(now.patterns).length === 0;
    const rest = isFitting ? comparison.compare(old.properties[name], now.others, at, isAlone) : [];
    const change: SchemaChange = { at, verdict: 'unknown', message: 'is no longer declared, but possible' };
    return [change, ...rest.filter((one) => !isSafe(one)), ...compareRequired(comparison, old, now, name, at)];
  }
  if (comparison.direction === 'response') return [{ at, verdict: 'breaking', message: 'is gone' }];
  return [
    now.others === false
      ? { at, verdict: 'breaking', message: 'is refused now' }
      : { at, verdict: 'unknown', message: 'is no longer read' },
  ];
}

/** Does a schema expressly allow properties that it does not name? */
function isOpen({ others, patterns }: Members): boolean {
  return (others !== undefined && others !== false) || Object.keys(patterns).length > 0;
}

function compareOthers(
  comparison: Comparison,
  old: Members,
  now: Members,
  at: string,
  isAlone: boolean,
): SchemaChange[] {
  const place = `${at}{}`;
  if (old.others === false || now.others === false) {
    if (old.others === now.others) return [];
    if (comparison.direction === 'request')
      return [
        {
          at,
          verdict: old.others === false ? 'safe' : 'breaking',
          message: old.others === false ? 'takes other properties too' : 'refuses other properties now',
        },
      ];
    // Readers ignore what they do not know, but may live on a map's entries.
    const wasMap = isObject(old.others) && Object.keys(old.others).length > 0;
    return wasMap ? [{ at: place, verdict: 'breaking', message: 'is gone' }] : [];
  }
  return comparison.compare(old.others, now.others, place, isAlone);
}

function comparePatterns(
  comparison: Comparison,
  old: Members,
  now: Members,
  at: string,
  isAlone: boolean,
): SchemaChange[] {
  return [...new Set([...Object.keys(old.patterns), ...Object.keys(now.patterns)])]
    .sort()
    .flatMap((pattern): SchemaChange[] => {
      const place = `${at}{${pattern}}`;
      if (Object.hasOwn(old.patterns, pattern) && Object.hasOwn(now.patterns, pattern))
        return comparison.compare(old.patterns[pattern], now.patterns[pattern], place, isAlone);
      return [{ at: place, verdict: 'unknown', message: Object.hasOwn(now.patterns, pattern) ? 'is new' : 'is gone' }];
    });
}

function isSafe({ verdict }: SchemaChange): boolean {
  return verdict === 'safe';
}
