import { isAnnotation, isObject } from './json-schema.js';
import type { JsonSchema } from './json-schema.js';

type Resolve = (schema: unknown) => JsonSchema;

/** Keywords whose keys are names, not keywords. */
const maps = new Set(['properties', 'patternProperties', 'dependentSchemas', 'dependentRequired']);
/** Keywords whose items have no order. */
const sets = new Set(['required', 'enum', 'type']);
/** Keywords that hold plain values, in which `$ref` means nothing. */
const values = new Set(['enum', 'const']);

/** Do two parts of two schemas say the same once references are followed? Names that nobody refers to, and words for people, count for nothing. */
export function createIsSame(
  resolveBefore: Resolve,
  resolveAfter: Resolve,
): (before: unknown, after: unknown) => boolean {
  const known = new Map<object, Map<object, boolean>>();
  // A pair that was met already is taken as the same: one difference anywhere is enough to answer no for all that is under way.
  let met = new Map<object, Set<object>>();

  const isSame = (before: unknown, after: unknown): boolean => {
    if (Array.isArray(before) && Array.isArray(after))
      return before.length === after.length && before.every((item, index) => isSame(item, after[index]));
    if (!isObject(before) || !isObject(after)) return before === after;
    const [a, b] = [resolveBefore(before), resolveAfter(after)];
    const answer = known.get(a)?.get(b);
    if (answer !== undefined) return answer;
    const others = met.get(a) ?? new Set();
    if (others.has(b)) return true;
    met.set(a, others.add(b));
    const same = sameKeys(a, b, (keyword) => sameKeyword(keyword, a[keyword], b[keyword]), isLeftOut);
    if (!same) remember(known, a, b, false);
    return same;
  };

  const sameKeyword = (keyword: string, a: unknown, b: unknown): boolean => {
    if (values.has(keyword) || sets.has(keyword)) return printPlain(keyword, a) === printPlain(keyword, b);
    if (maps.has(keyword) && isObject(a) && isObject(b))
      return sameKeys(
        a,
        b,
        (name) => isSame(a[name], b[name]),
        () => false,
      );
    return isSame(a, b);
  };
  return (before, after) => {
    met = new Map();
    const same = isSame(before, after);
    if (same) for (const [a, others] of met) for (const b of others) remember(known, a, b, true);
    return same;
  };
}

/** What counts when nothing is sent allows no other value, but is no word for people either. */
function isLeftOut(keyword: string): boolean {
  return keyword !== 'default' && isAnnotation(keyword);
}

function remember(known: Map<object, Map<object, boolean>>, a: object, b: object, same: boolean): void {
  known.set(a, (known.get(a) ?? new Map<object, boolean>()).set(b, same));
}

function sameKeys(
  a: JsonSchema,
  b: JsonSchema,
  isSame: (key: string) => boolean,
  isIgnored: (key: string) => boolean,
): boolean {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((key) => !isIgnored(key))
    .every((key) => Object.hasOwn(a, key) && Object.hasOwn(b, key) && isSame(key));
}

function printPlain(keyword: string, value: unknown): string {
  return sets.has(keyword) && Array.isArray(value)
    ? value
        .map((one) => JSON.stringify(one))
        .sort()
        .join()
    : JSON.stringify(value);
}
