import type { Verdict } from '../verdict.js';
import type { JsonSchema } from './json-schema.js';

/** One difference between two schemas. */
export interface SchemaChange {
  /** Such as `user.tags[]`; empty for the whole value. */
  readonly at: string;
  readonly verdict: Verdict;
  readonly message: string;
}

/**
 * Which of the two schemas must hold all values of the other: what a request might hold before must be taken still,
 * and what a response holds now must have been possible before.
 */
export type Direction = 'request' | 'response';

/** How the values that a schema allows have changed. `notWider`: some may be gone, and none can have been added. */
export type Relation = 'wider' | 'narrower' | 'different' | 'notWider' | 'notNarrower' | 'unknown';

/** Two schemas on their way through a comparison. */
export interface Pair {
  readonly before: JsonSchema;
  readonly after: JsonSchema;
  readonly at: string;
  /** Does nothing beside these two schemas say anything of the same value, as the other parts of an allOf do? */
  readonly isAlone: boolean;
}

/** What the parts of one comparison share. */
export interface Comparison {
  readonly direction: Direction;
  /** Is every value written as text, as in a query, so that "12" is a string as well as a number? */
  readonly isText: boolean;
  resolveBefore(schema: unknown): JsonSchema;
  resolveAfter(schema: unknown): JsonSchema;
  /** Are they the same once references are followed? */
  isSame(before: unknown, after: unknown): boolean;
  /** Compares two schemas, which may be references, booleans or absent. */
  compare(before: unknown, after: unknown, at: string, isAlone: boolean): SchemaChange[];
}

const harmless: Readonly<Record<Direction, readonly Relation[]>> = {
  request: ['wider', 'notNarrower'],
  response: ['narrower', 'notWider'],
};

export function verdictOf(direction: Direction, relation: Relation): Verdict {
  if (harmless[direction].includes(relation)) return 'safe';
  return relation === 'unknown' || relation === 'notWider' || relation === 'notNarrower' ? 'unknown' : 'breaking';
}

export function isCovered(changes: readonly SchemaChange[]): boolean {
  return changes.every(({ verdict }) => verdict === 'safe');
}

/** A value in a message: JSON, cut where it is long. */
export function printValue(value: unknown): string {
  const text = value === undefined ? 'none' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
