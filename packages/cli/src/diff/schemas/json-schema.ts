/** A JSON Schema as an object. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Allows everything. */
export const anything: JsonSchema = {};
/** Allows nothing. */
export const nothing: JsonSchema = { not: {} };

/** Says nothing of what is allowed. */
const annotations = new Set(
  [
    '$schema',
    '$id',
    'id',
    '$anchor',
    '$comment',
    '$defs',
    'definitions',
    'title',
    'description',
    'default',
    'examples',
    'example',
  ].concat(['deprecated', 'readOnly', 'writeOnly']),
);

export function isAnnotation(keyword: string): boolean {
  return annotations.has(keyword) || keyword.startsWith('x-');
}

export function isObject(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isNothing(schema: JsonSchema): boolean {
  const { not } = schema;
  return not === true || (isObject(not) && Object.keys(not).every(isAnnotation));
}

/**
 * Follows references from the root of a document, `#/$defs/User` or `#`; the same place always gives the same object, so that a circle can be noticed.
 * A reference that leads nowhere is an assertion of its own, which nothing but the very same one equals.
 */
export function createResolve(root: unknown): (schema: unknown) => JsonSchema {
  const plain = new WeakMap<object, JsonSchema>();
  const follow = (schema: unknown, steps: number): JsonSchema => {
    if (schema === undefined || schema === true) return anything;
    if (schema === false) return nothing;
    if (!isObject(schema)) return { unreadable: schema };
    if (typeof schema.$ref === 'string') {
      const { $ref, ...rest } = schema;
      const target = steps > 0 ? lookUp(root, $ref) : undefined;
      if (target === undefined) return schema;
      if (Object.keys(rest).every(isAnnotation)) return follow(target, steps - 1);
    }
    const known = plain.get(schema);
    if (known) return known;
    const simple = withoutSinglePart(withNull(withPart(schema)), (part) => follow(part, steps - 1));
    plain.set(schema, simple);
    return simple;
  };
  return (schema) => follow(schema, 32);
}

/** Keywords beside a reference count as well as what it leads to. */
function withPart({ $ref, ...rest }: JsonSchema): JsonSchema {
  return $ref === undefined ? rest : { ...rest, allOf: [...((rest.allOf as unknown[] | undefined) ?? []), { $ref }] };
}

/** Keywords whose meaning depends on others beside them. */
const dependent =
  /^(?:properties|patternProperties|additionalProperties|prefixItems|items|contains|m(?:in|ax)Contains|unevaluated.*|if|then|else)$/;

/** An `allOf` of one part that says nothing of what is said beside it is one schema. */
function withoutSinglePart(schema: JsonSchema, follow: (part: unknown) => JsonSchema): JsonSchema {
  const { allOf, ...rest } = schema;
  if (!Array.isArray(allOf) || allOf.length !== 1) return schema;
  const said = Object.keys(rest).filter((keyword) => !isAnnotation(keyword));
  if (said.some((keyword) => dependent.test(keyword))) return schema;
  const part = follow(allOf[0]);
  return said.some((keyword) => keyword in part) || '$ref' in part ? schema : { ...part, ...rest };
}

/** OpenAPI 3.0 says `nullable: true` where JSON Schema lists the type. */
function withNull(schema: JsonSchema): JsonSchema {
  if (typeof schema.nullable !== 'boolean') return schema;
  const { nullable, ...rest } = schema;
  const types = typeof rest.type === 'string' ? [rest.type] : rest.type;
  return nullable && Array.isArray(types) && !types.includes('null')
    ? { ...rest, type: [...(types as unknown[]), 'null'] }
    : rest;
}

function lookUp(root: unknown, reference: string): unknown {
  if (reference !== '#' && !reference.startsWith('#/')) return undefined;
  let place: unknown = root;
  for (const step of reference.split('/').slice(1)) {
    const name = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
    place =
      typeof place === 'object' && place !== null && Object.hasOwn(place, name)
        ? (place as JsonSchema)[name]
        : undefined;
  }
  return place;
}
