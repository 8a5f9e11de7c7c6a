import type { InspectedRoute } from '@monojs/core/inspect';
import type { ManifestRoute } from '../manifest/manifest.js';

/** Why there is no JSON Schema of something: it is no schema, its library knows none (no reason), or the library gives a reason. */
export type SchemaFault = {
  readonly fault: 'no schema' | 'no json schema';
  readonly vendor: string;
  readonly reason?: string;
};
type Part = keyof ManifestRoute['schemas'];

const parts = ['params', 'query', 'headers', 'cookies', 'body', 'response'] as const;

/** The JSON Schemas of a route: of what it takes and of what it gives. What cannot be written down is null, and told. */
export function readSchemas(
  { spec, parameters }: InspectedRoute,
  onFault: (part: Part, fault: SchemaFault) => void,
): ManifestRoute['schemas'] {
  const schemas: Partial<Record<Part, object | null>> = {};
  const read = (part: Part, schema: unknown): object | null => {
    const result = toJsonSchema(schema);
    if ('schema' in result) return result.schema;
    onFault(part, result);
    return null;
  };
  for (const part of parts) if (spec[part] !== undefined) schemas[part] = read(part, spec[part]);
  for (const { source, name, schema } of parameters) {
    if (source === 'ctx' || (name === undefined && schema === undefined)) continue;
    const own = schema === undefined ? { type: 'string' } : read(source, schema);
    schemas[source] = name === undefined ? own : withProperty(schemas[source], name, own, source === 'params');
  }
  return Object.fromEntries(parts.flatMap((part) => (schemas[part] === undefined ? [] : [[part, schemas[part]]])));
}

/** Marked parameters read one value each; together they are an object. */
function withProperty(
  object: object | null | undefined,
  name: string,
  schema: object | null,
  isRequired: boolean,
): object | null {
  if (object === null || schema === null) return null;
  const { properties = {}, required = [] } = (object ?? {}) as { properties?: object; required?: readonly string[] };
  const names = isRequired || !allowsNothing(schema) ? [...required, name] : [...required];
  return {
    type: 'object',
    properties: { ...properties, [name]: schema },
    ...(names.length > 0 && { required: names.sort() }),
  };
}

/** A header, cookie or query parameter without a schema is a string or undefined; with one, the schema's default says whether it may be left out. */
function allowsNothing(schema: object): boolean {
  return 'default' in schema || JSON.stringify(schema) === '{"type":"string"}';
}

/** Draft 2020-12 of what a schema takes, since that is what a client sends, and what a handler returns before it is written. */
export function toJsonSchema(value: unknown): { readonly schema: object } | SchemaFault {
  const standard = (value as StandardLike | null | undefined)?.['~standard'];
  if (typeof standard?.validate !== 'function')
    return { fault: 'no schema', vendor: typeof value, reason: 'it is no Standard Schema.' };
  const vendor = String(standard.vendor);
  if (typeof standard.jsonSchema?.input !== 'function') return { fault: 'no json schema', vendor };
  try {
    const written: unknown = standard.jsonSchema.input({ target: 'draft-2020-12' });
    const { $schema: _, ...schema } = JSON.parse(JSON.stringify(written)) as Record<string, unknown>;
    return { schema };
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n') as [string];
    return { fault: 'no json schema', vendor, reason: /[.!?]$/.test(reason) ? reason : `${reason}.` };
  }
}

interface StandardLike {
  readonly '~standard'?: {
    readonly vendor?: unknown;
    readonly validate?: unknown;
    readonly jsonSchema?: { readonly input?: (options: { target: string }) => unknown };
  };
}
