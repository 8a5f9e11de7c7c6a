import { isNothing, isObject } from './json-schema.js';
import type { JsonSchema } from './json-schema.js';

export type TypeName = 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array' | 'null';

const all: readonly TypeName[] = ['string', 'number', 'boolean', 'object', 'array', 'null'];

/** The types of the values that a schema may allow. */
export function typesOf(schema: JsonSchema): readonly TypeName[] {
  if (isNothing(schema)) return [];
  const { type } = schema;
  if (typeof type === 'string') return [type as TypeName];
  if (Array.isArray(type)) return type as TypeName[];
  const values = valuesOf(schema);
  return values ? [...new Set(values.map(typeOf))] : all;
}

/** The values that a schema lists, without those that its type rules out; undefined if it lists none. */
export function valuesOf(schema: JsonSchema): readonly unknown[] | undefined {
  const listed =
    'const' in schema ? [schema.const] : Array.isArray(schema.enum) ? (schema.enum as unknown[]) : undefined;
  if (!listed || schema.type === undefined) return listed;
  const types = typesOf({ type: schema.type });
  return listed.filter((value) => hasType(types, typeOf(value)));
}

export function typeOf(value: unknown): TypeName {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value as TypeName;
}

/** Is every value of the type among those of the types? */
export function hasType(types: readonly TypeName[], type: TypeName): boolean {
  return types.includes(type) || (type === 'integer' && types.includes('number'));
}

export function printTypes(types: readonly TypeName[]): string {
  if (types.length === 0) return 'nothing';
  return all.every((type) => types.includes(type)) ? 'anything' : types.join(' | ');
}

/** Can no value be allowed by both? False where that is not certain. */
export function areDisjoint(a: JsonSchema, b: JsonSchema, resolveA: Resolve, resolveB: Resolve): boolean {
  const [typesA, typesB] = [typesOf(a), typesOf(b)];
  if (!typesA.some((type) => hasType(typesB, type)) && !typesB.some((type) => hasType(typesA, type))) return true;
  const [valuesA, valuesB] = [valuesOf(a), valuesOf(b)];
  if (valuesA && valuesB) {
    const texts = new Set(valuesB.map((value) => JSON.stringify(value)));
    return !valuesA.some((value) => typeof value === 'object' || texts.has(JSON.stringify(value)));
  }
  // Objects are told apart by a property that one of them needs, and that cannot have the same value in both.
  if (![...typesA, ...typesB].every((type) => type === 'object')) return false;
  const required = [a, b].flatMap((schema) => (Array.isArray(schema.required) ? (schema.required as string[]) : []));
  return required.some((name) => {
    const [inA, inB] = [propertyOf(a, name), propertyOf(b, name)];
    if (inA === undefined || inB === undefined) return false;
    const [partA, partB] = [resolveA(inA), resolveB(inB)];
    return (
      valuesOf(partA) !== undefined && valuesOf(partB) !== undefined && areDisjoint(partA, partB, resolveA, resolveB)
    );
  });
}

type Resolve = (schema: unknown) => JsonSchema;

function propertyOf({ properties }: JsonSchema, name: string): unknown {
  return isObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
}
