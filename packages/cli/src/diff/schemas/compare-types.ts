import type { Comparison, Pair, SchemaChange } from './comparison.js';
import { hasType, printTypes, typesOf } from './types.js';
import type { TypeName } from './types.js';

/** Compares which types are allowed. `isOther`: nothing else is worth comparing. */
export function compareTypes(
  comparison: Comparison,
  { before, after, at }: Pair,
): { changes: SchemaChange[]; isOther: boolean } {
  const isRequest = comparison.direction === 'request';
  const [held, offered] = isRequest ? [before, after] : [after, before];
  const [needed, given] = [typesOf(held), typesOf(offered)];
  const written = textTypes(comparison, given);
  const missing = needed.filter((type) => !hasType([...given, ...written], type));
  const message = `type ${printTypes(typesOf(before))} -> ${printTypes(typesOf(after))}`;
  if (missing.length > 0) {
    const isOther = missing.length === needed.length && !(needed.includes('number') && given.includes('integer'));
    return { changes: [{ at, verdict: 'breaking', message: nullOnly(missing, isRequest) ?? message }], isOther };
  }
  const asText = needed.filter((type) => !hasType(given, type));
  if (asText.length > 0) {
    const isPlain = !['minLength', 'maxLength', 'pattern', 'format', 'enum', 'const'].some(
      (keyword) => keyword in offered,
    );
    return {
      changes: [{ at, verdict: isPlain ? 'safe' : 'unknown', message }],
      isOther: asText.length === needed.length,
    };
  }
  const added = given.filter((type) => !hasType(needed, type));
  if (added.length === 0) return { changes: [], isOther: false };
  return { changes: [{ at, verdict: 'safe', message: nullAdded(added, isRequest) ?? message }], isOther: false };
}

/** What is written in a query or a header is a text, whatever it means: who takes any text takes a number. */
export function textTypes({ isText, direction }: Comparison, given: readonly TypeName[]): readonly TypeName[] {
  return isText && direction === 'request' && given.includes('string') ? ['number', 'boolean'] : [];
}

function nullOnly(missing: readonly TypeName[], isRequest: boolean): string | undefined {
  if (missing.join() !== 'null') return undefined;
  return isRequest ? 'no longer takes null' : 'may be null now';
}

function nullAdded(added: readonly TypeName[], isRequest: boolean): string | undefined {
  if (added.join() !== 'null') return undefined;
  return isRequest ? 'takes null too' : 'is never null any more';
}
