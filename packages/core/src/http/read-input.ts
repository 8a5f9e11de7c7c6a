import { parse as parseQuery } from 'node:querystring';
import { parse as parseCookies } from 'cookie';
import type { Context } from 'koa';
import { match } from 'path-to-regexp';
import type { InputPart } from '../errors/validation-error.js';
import type { Schema } from '../metadata/route-spec.js';
import type { Route } from '../routing/route.js';
import { IssueList } from './issue-list.js';
import { defaultBodyLimit, hasJsonBody, readBody } from './read-body.js';

/** Reads everything a handler takes from one request: its arguments, in order. */
export type InputReader = (ctx: Context) => Promise<unknown[]>;

/** Decides once, when the application is created, how a route is read: by its marked parameters, or as one object. */
export function createInputReader(route: Route): InputReader {
  return route.parameters.length > 0 ? createParameterReader(route) : createObjectReader(route);
}

const parts = ['params', 'query', 'headers', 'cookies', 'body'] as const satisfies readonly InputPart[];

/** First style: one object with every part of the request, and Koa's ctx. */
function createObjectReader(route: Route): InputReader {
  const { spec } = route;
  const read = createPartReaders(route);
  const bodyLimit = spec.bodyLimit ?? defaultBodyLimit;
  return async (ctx) => {
    const input: Record<string, unknown> = {};
    const issues = new IssueList();
    for (const part of parts) {
      const schema = spec[part];
      const raw =
        part === 'body' ? (schema || hasJsonBody(ctx) ? await readBody(ctx, bodyLimit) : undefined) : read[part](ctx);
      input[part] = schema ? await validate(part, schema, raw, [], issues) : raw;
    }
    issues.assertNone();
    return [input, ctx];
  };
}

/** Second style: each parameter is marked with what it takes. */
function createParameterReader(route: Route): InputReader {
  const read = createPartReaders(route);
  const bodyLimit = route.spec.bodyLimit ?? defaultBodyLimit;
  // Decorators run from the last parameter to the first; issues are listed as the parameters stand.
  const parameters = route.parameters.toSorted((a, b) => a.index - b.index);
  return async (ctx) => {
    const taken: Partial<Record<InputPart, unknown>> = {}; // each read once, however many parameters it fills
    const values: unknown[] = [];
    const issues = new IssueList();
    for (const { index, source, name, schema } of parameters) {
      if (source === 'ctx') {
        values[index] = ctx;
        continue;
      }
      if (!(source in taken)) taken[source] = source === 'body' ? await readBody(ctx, bodyLimit) : read[source](ctx);
      const raw = name === undefined ? taken[source] : readOwn(taken[source] as object, name);
      values[index] = schema ? await validate(source, schema, raw, name === undefined ? [] : [name], issues) : raw;
    }
    issues.assertNone();
    return values;
  };
}

/** Not what every object has, such as `constructor`. */
function readOwn(part: object, name: string): unknown {
  return Object.hasOwn(part, name) ? (part as Record<string, unknown>)[name] : undefined;
}

type PartReaders = Record<Exclude<InputPart, 'body'>, (ctx: Context) => Record<string, unknown>>;

function createPartReaders({ pattern }: Route): PartReaders {
  return {
    // A wildcard is decoded segment by segment, so that %2F inside one stays inside it.
    params: pattern.wildcards.length > 0 ? createWildcardReader(pattern.path) : createParamReader(pattern.parameters),
    // Not ctx.query: for `?constructor` and `?__proto__` Koa gives what every object has instead of a query.
    query: (ctx) => parseQuery(ctx.querystring),
    headers: (ctx) => ctx.headers,
    cookies: (ctx) => parseCookies(ctx.get('Cookie')),
  };
}

/** This route's own: a router of the host application may have left others. */
function createParamReader(names: readonly string[]): (ctx: Context) => Record<string, unknown> {
  return ({ params }) =>
    Object.fromEntries(names.filter((name) => Object.hasOwn(params, name)).map((name) => [name, params[name]]));
}

function createWildcardReader(path: string): (ctx: Context) => Record<string, unknown> {
  const read = match(path);
  return (ctx) => {
    const matched = read(ctx.path);
    return matched ? matched.params : {};
  };
}

/** Any Standard Schema; a promise is awaited only when the schema gives one. */
async function validate(
  part: InputPart,
  schema: Schema,
  raw: unknown,
  path: readonly string[],
  issues: IssueList,
): Promise<unknown> {
  const outcome = schema['~standard'].validate(raw);
  // By its shape: a promise of another realm or library must not be taken for a result without issues.
  const result = 'then' in outcome ? await outcome : outcome;
  if (!result.issues) return result.value;
  issues.add(part, path, result.issues);
  return undefined;
}
