import { accepts } from './accepts.js';
import { printValue } from './comparison.js';
import type { Comparison, Pair, SchemaChange } from './comparison.js';
import { hasType, typeOf, typesOf, valuesOf } from './types.js';

/** More values than these are counted instead of listed. */
const mostValues = 5;

/** Compares by the values themselves where one of the schemas lists them; undefined where neither does, or where the types differ anyway. */
export function compareValues(comparison: Comparison, { before, after, at }: Pair): SchemaChange[] | undefined {
  const isRequest = comparison.direction === 'request';
  const [held, offered, resolve] = isRequest
    ? [before, after, comparison.resolveAfter]
    : [after, before, comparison.resolveBefore];
  const [heldValues, offeredValues] = [valuesOf(held), valuesOf(offered)];
  if (!heldValues && !offeredValues) return undefined;
  const message = (text: string, verdict: SchemaChange['verdict']): SchemaChange => ({ at, verdict, message: text });

  if (!heldValues) {
    // Another type altogether is said better by the types.
    if (!typesOf(held).some((type) => hasType(typesOf(offered), type))) return undefined;
    const list = printValues(offeredValues!);
    return [message(isRequest ? `only takes ${list} now` : `is no longer limited to ${list}`, 'breaking')];
  }
  if (heldValues.length > 0 && !heldValues.some((value) => isPossible(comparison, value, typesOf(offered))))
    return undefined;

  const answers = heldValues.map((value) => ({ value, isTaken: takes(comparison, offered, value, resolve) }));
  const refused = answers.filter(({ isTaken }) => isTaken === false).map(({ value }) => value);
  const doubtful = answers.filter(({ isTaken }) => isTaken === undefined).map(({ value }) => value);
  const texts = new Set(heldValues.map((value) => JSON.stringify(value)));
  const added = offeredValues?.filter((value) => !texts.has(JSON.stringify(value))) ?? [];
  const lead = isRequest ? 'no longer takes' : 'may be';
  const changes = [
    ...(refused.length > 0 ? [message(`${lead} ${printValues(refused)}${isRequest ? '' : ' now'}`, 'breaking')] : []),
    ...(doubtful.length > 0
      ? [message(`${isRequest ? 'takes' : 'may be'} ${printValues(doubtful)}, which may not fit`, 'unknown')]
      : []),
    ...(added.length > 0
      ? [message(isRequest ? `takes ${printValues(added)} too` : `is never ${printValues(added)} any more`, 'safe')]
      : []),
  ];
  if (!offeredValues)
    changes.push(
      message(isRequest ? 'is no longer limited to a list' : `is only ${printValues(heldValues)} now`, 'safe'),
    );
  return changes;
}

function isPossible({ isText, direction }: Comparison, value: unknown, types: ReturnType<typeof typesOf>): boolean {
  return hasType(types, typeOf(value)) || (isText && direction === 'request' && types.includes('string'));
}

/** In a query the number 1 arrives as the text "1". */
function takes(
  comparison: Comparison,
  offered: Pair['before'],
  value: unknown,
  resolve: Comparison['resolveAfter'],
): boolean | undefined {
  const taken = accepts(offered, value, resolve);
  const isWritten =
    comparison.isText &&
    comparison.direction === 'request' &&
    (typeof value === 'number' || typeof value === 'boolean');
  return taken === false && isWritten ? accepts(offered, String(value), resolve) : taken;
}

function printValues(values: readonly unknown[]): string {
  const listed = values.slice(0, mostValues).map(printValue).join(', ');
  return values.length > mostValues ? `${listed} and ${values.length - mostValues} more` : listed;
}
