import { isAnnotation, isObject } from './json-schema.js';
import type { JsonSchema } from './json-schema.js';
import { areDisjoint, typeOf, valuesOf } from './types.js';

type Resolve = (schema: unknown) => JsonSchema;

/** The schemas of which a value must fit one. */
export interface Alternatives {
  readonly schemas: readonly JsonSchema[];
  /** May a value that fits one of them be refused, because it fits a second and only one may fit? */
  readonly mayRefuse: boolean;
}

/** Takes a schema apart: by `anyOf`, by `oneOf`, by a list of types. What cannot be taken apart is its own only alternative. */
export function toAlternatives(schema: JsonSchema, resolve: Resolve, depth = 0): Alternatives {
  const keyword = unionOf(schema);
  if (keyword && depth < 8) {
    const parts = (schema[keyword] as unknown[]).map((part) => toAlternatives(resolve(part), resolve, depth + 1));
    const schemas = joinValues(parts.flatMap((part) => part.schemas));
    const mayRefuse = parts.some((part) => part.mayRefuse) || (keyword === 'oneOf' && overlap(parts, resolve));
    return { schemas, mayRefuse };
  }
  const { type } = schema;
  if (isList(schema)) return { schemas: joinValues([schema]), mayRefuse: false };
  if (!Array.isArray(type) || type.length < 2) return { schemas: [schema], mayRefuse: false };
  // "number or integer" is number.
  const types = (type as string[]).filter((name) => name !== 'integer' || !type.includes('number'));
  return { schemas: types.map((name) => ({ ...schema, type: name })), mayRefuse: false };
}

/** The keyword by which a schema is nothing but a choice. */
function unionOf(schema: JsonSchema): 'anyOf' | 'oneOf' | undefined {
  const said = Object.keys(schema).filter((keyword) => !isAnnotation(keyword));
  const [only] = said;
  if (said.length !== 1 || (only !== 'anyOf' && only !== 'oneOf')) return undefined;
  return Array.isArray(schema[only]) &&
    schema[only].length > 0 &&
    schema[only].every((part) => isObject(part) || typeof part === 'boolean')
    ? only
    : undefined;
}

/** Does a schema list values and say nothing else? */
function isList(schema: JsonSchema): boolean {
  return (
    valuesOf(schema) !== undefined &&
    Object.keys(schema).every((keyword) => isAnnotation(keyword) || ['type', 'enum', 'const'].includes(keyword))
  );
}

/** Lists of values as one list per type, however they were written: `anyOf` of constants is an `enum`. */
function joinValues(schemas: readonly JsonSchema[]): JsonSchema[] {
  const lists = schemas.filter(isList);
  const byType = new Map<string, unknown[]>();
  for (const value of lists.flatMap((list) => valuesOf(list)!)) {
    const type = typeOf(value) === 'integer' ? 'number' : typeOf(value);
    const values = byType.get(type) ?? [];
    if (!values.includes(value)) byType.set(type, [...values, value]);
  }
  const joined = [...byType].map(([type, values]): JsonSchema => {
    const isWhole = type === 'null' || (type === 'boolean' && values.length === 2);
    // A list that stands alone keeps what is written beside it.
    const annotations =
      lists.length === 1 && byType.size === 1
        ? Object.entries(lists[0]!).filter(([keyword]) => isAnnotation(keyword))
        : [];
    return { ...Object.fromEntries(annotations), type, ...(isWhole ? {} : { enum: values }) };
  });
  return [...schemas.filter((schema) => !isList(schema)), ...joined];
}

function overlap(parts: readonly Alternatives[], resolve: Resolve): boolean {
  return parts.some((part, index) =>
    parts
      .slice(index + 1)
      .some((other) => part.schemas.some((a) => other.schemas.some((b) => !areDisjoint(a, b, resolve, resolve)))),
  );
}
