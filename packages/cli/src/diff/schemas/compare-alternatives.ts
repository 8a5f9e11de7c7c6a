import { compareOne } from './compare-one.js';
import type { Comparison, SchemaChange } from './comparison.js';
import { isCovered, printValue } from './comparison.js';
import { textTypes } from './compare-types.js';
import type { JsonSchema } from './json-schema.js';
import type { Alternatives } from './to-alternatives.js';
import { areDisjoint, hasType, printTypes, typesOf, valuesOf } from './types.js';

/**
 * Compares schemas that offer a choice. Each alternative of the side that must be held has to fit into one of the other side; where it fits into none, the most
 * similar one shows what has changed.
 */
export function compareAlternatives(
  comparison: Comparison,
  from: Alternatives,
  to: Alternatives,
  at: string,
  isAlone: boolean,
): SchemaChange[] {
  const isRequest = comparison.direction === 'request';
  const [held, offered] = isRequest ? [from, to] : [to, from];
  const changes: SchemaChange[] = [];
  const taken = new Set<JsonSchema>();
  const typesOffered = offered.schemas.flatMap(typesOf);
  const resolveHeld = isRequest ? comparison.resolveBefore : comparison.resolveAfter;

  for (const one of held.schemas) {
    // A value of another alternative may fit this one as well, with properties that this one does not declare.
    const isApartFromAll = held.schemas.every(
      (other) => other === one || areDisjoint(one, other, resolveHeld, resolveHeld),
    );
    const pair = (other: JsonSchema) =>
      compareOne(comparison, {
        ...(isRequest ? { before: one, after: other } : { before: other, after: one }),
        at,
        isAlone: isAlone && isApartFromAll,
      });
    const near = offered.schemas.filter((other) => !isApart(comparison, one, other));
    const results = near
      .map((other) => ({ other, found: pair(other) }))
      .sort((a, b) => badness(a.found) - badness(b.found));
    const [best] = results;
    // A type that no alternative has is certainly out.
    const isOut = !typesOf(one).every((type) =>
      hasType([...typesOffered, ...textTypes(comparison, typesOffered)], type),
    );
    if (best) taken.add(best.other);
    if (best && (isCovered(best.found) || results.length === 1)) changes.push(...best.found);
    else if (best && isOut)
      changes.push({ at, verdict: 'breaking', message: `type ${printAll(from)} -> ${printAll(to)}` });
    else if (!best)
      changes.push({
        at,
        verdict: 'breaking',
        message: isRequest ? `no longer takes ${print(one)}` : `may be ${print(one)} now`,
      });
    // With several candidates, what one of them refuses another may take.
    else
      changes.push(
        ...best.found.map((change): SchemaChange =>
          change.verdict === 'breaking' ? { ...change, verdict: 'unknown' } : change,
        ),
      );
  }
  for (const other of offered.schemas) {
    if (taken.has(other)) continue;
    changes.push({
      at,
      verdict: 'safe',
      message: isRequest ? `takes ${print(other)} too` : `is never ${print(other)} any more`,
    });
  }
  if (offered.mayRefuse)
    changes.push({
      at,
      verdict: 'unknown',
      message: 'is one of alternatives that overlap (oneOf), which cannot be compared',
    });
  return changes;
}

function isApart(
  { resolveBefore, resolveAfter, direction, isText }: Comparison,
  held: JsonSchema,
  offered: JsonSchema,
): boolean {
  const [before, after] = direction === 'request' ? [held, offered] : [offered, held];
  if (isText && typesOf(offered).includes('string')) return false;
  return areDisjoint(before, after, resolveBefore, resolveAfter);
}

function badness(changes: readonly SchemaChange[]): number {
  return changes.filter(({ verdict }) => verdict !== 'safe').length * 1000 + changes.length;
}

function printAll({ schemas }: Alternatives): string {
  return printTypes([...new Set(schemas.flatMap(typesOf))]);
}

/** The alternative in a word: its values, the value that tells it apart, or its type. */
function print(schema: JsonSchema): string {
  const values = valuesOf(schema);
  if (values) return values.map(printValue).join(', ');
  for (const [name, part] of Object.entries((schema.properties ?? {}) as Record<string, unknown>)) {
    const told = typeof part === 'object' && part !== null && valuesOf(part as JsonSchema);
    if (told && told.length === 1) return `${name} ${printValue(told[0])}`;
  }
  return printTypes(typesOf(schema));
}
