import { isAnnotation } from './json-schema.js';
import type { JsonSchema } from './json-schema.js';
import { hasType, typeOf, typesOf, valuesOf } from './types.js';

/**
 * Does a schema allow this one value? Exact for texts, numbers, booleans and null; undefined where that would take a whole validator.
 */
export function accepts(
  schema: JsonSchema,
  value: unknown,
  resolve: (schema: unknown) => JsonSchema,
): boolean | undefined {
  if (!hasType(typesOf(schema), typeOf(value))) return false;
  const values = valuesOf(schema);
  if (values && !values.some((one) => JSON.stringify(one) === JSON.stringify(value)))
    return typeof value === 'object' && value ? undefined : false;
  const answers = Object.keys(schema).map((keyword) =>
    isAnnotation(keyword) ? true : check(schema, keyword, value, resolve),
  );
  return every(answers);
}

type Check = (limit: never, value: never) => boolean;

const checks: Readonly<Record<string, readonly [type: 'string' | 'number', check: Check]>> = {
  minLength: ['string', (limit: number, value: string) => [...value].length >= limit],
  maxLength: ['string', (limit: number, value: string) => [...value].length <= limit],
  minimum: ['number', (limit: number, value: number) => value >= limit],
  maximum: ['number', (limit: number, value: number) => value <= limit],
  exclusiveMinimum: ['number', (limit: number, value: number) => value > limit],
  exclusiveMaximum: ['number', (limit: number, value: number) => value < limit],
  multipleOf: ['number', (limit: number, value: number) => Number.isInteger(value / limit)],
};

function check(
  schema: JsonSchema,
  keyword: string,
  value: unknown,
  resolve: (schema: unknown) => JsonSchema,
): boolean | undefined {
  if (keyword === 'type' || keyword === 'enum' || keyword === 'const') return true;
  const known = checks[keyword];
  if (known) return typeof value === known[0] ? known[1](schema[keyword] as never, value as never) : true;
  if (keyword === 'pattern') return typeof value === 'string' ? matches(String(schema.pattern), value) : true;
  if (keyword === 'allOf' || keyword === 'anyOf') {
    const answers = (schema[keyword] as unknown[]).map((part) => accepts(resolve(part), value, resolve));
    return keyword === 'allOf' ? every(answers) : some(answers);
  }
  return undefined;
}

function matches(pattern: string, value: string): boolean | undefined {
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    return undefined;
  }
}

function every(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function some(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}
