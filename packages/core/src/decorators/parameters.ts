import type { Context } from 'koa';
import { recordParameter } from '../metadata/reflect.js';
import type { OutputOf, Schema } from '../metadata/route-spec.js';
import type { ParameterRecord } from '../metadata/shapes.js';

type Parameters<T, K extends keyof T> = T[K] extends (...parameters: infer A) => any ? A : never;

/** Compiles only on a parameter that accepts a V; in brackets, so that every member of a union has to fit. */
type ParameterDecorator<V> = <T, K extends keyof T, I extends number>(
  target: T,
  key: K,
  index: [V] extends [Parameters<T, K>[I]] ? I : never,
) => void;

function parameter(source: ParameterRecord['source'], name?: string, schema?: Schema) {
  return (target: unknown, handler: unknown, index: unknown): void =>
    recordParameter((target as object).constructor, {
      handler: handler as string | symbol,
      index: index as number,
      source,
      ...(name !== undefined && { name }),
      ...(schema !== undefined && { schema }),
    });
}

/** One path parameter, a string unless a schema makes something else of it. */
export function Param(name: string): ParameterDecorator<string>;
export function Param<S extends Schema>(name: string, schema: S): ParameterDecorator<OutputOf<S>>;
export function Param(name: string, schema?: Schema): ParameterDecorator<any> {
  return parameter('params', name, schema);
}

/** The whole query through a schema, or one query parameter by name. */
export function Query<S extends Schema>(schema: S): ParameterDecorator<OutputOf<S>>;
export function Query(name: string): ParameterDecorator<string | string[] | undefined>;
export function Query<S extends Schema>(name: string, schema: S): ParameterDecorator<OutputOf<S>>;
export function Query(nameOrSchema: string | Schema, schema?: Schema): ParameterDecorator<any> {
  return typeof nameOrSchema === 'string'
    ? parameter('query', nameOrSchema, schema)
    : parameter('query', undefined, nameOrSchema);
}

/** The JSON body through a schema. */
export function Body<S extends Schema>(schema: S): ParameterDecorator<OutputOf<S>> {
  return parameter('body', undefined, schema);
}

/** One request header; names are not case sensitive. */
export function Header(name: string): ParameterDecorator<string | undefined>;
export function Header<S extends Schema>(name: string, schema: S): ParameterDecorator<OutputOf<S>>;
export function Header(name: string, schema?: Schema): ParameterDecorator<any> {
  return parameter('headers', name.toLowerCase(), schema);
}

/** One cookie by name. */
export function Cookie(name: string): ParameterDecorator<string | undefined>;
export function Cookie<S extends Schema>(name: string, schema: S): ParameterDecorator<OutputOf<S>>;
export function Cookie(name: string, schema?: Schema): ParameterDecorator<any> {
  return parameter('cookies', name, schema);
}

/** Koa's own context. */
export function Ctx(): ParameterDecorator<Context> {
  return parameter('ctx');
}
