import type { StandardSchemaV1 } from '@standard-schema/spec';

/** Any Standard Schema: zod, valibot, arktype, … (https://standardschema.dev). */
export type Schema = StandardSchemaV1;
export type OutputOf<S> = S extends Schema ? StandardSchemaV1.InferOutput<S> : never;
export type InputOfSchema<S> = S extends Schema ? StandardSchemaV1.InferInput<S> : never;

/**
 * What a route declares beside its method and path. Each schema types the handler's input, checks the request, and documents the route.
 *
 * @example
 * const create = { body: NewUser, response: User, status: 201 };
 */
export interface RouteSpec {
  /** Path parameters; without it they are strings, typed from the path. */
  params?: Schema;
  /** Query parameters; without it they are strings or arrays of strings. */
  query?: Schema;
  /** The JSON body. A request with another content type is answered 415. */
  body?: Schema;
  /** Request headers, names in lower case. */
  headers?: Schema;
  /** Cookies by name. */
  cookies?: Schema;
  /** What the handler returns; tsc holds the handler to it. */
  response?: Schema;
  /** Status of a returned value. Default: 200, or 204 for null and undefined. */
  status?: number;
  /** Largest accepted body in bytes, after decompression. Default: 1048576 (1 MiB). More is answered 413. */
  bodyLimit?: number;
}

/** The parameters of a path-to-regexp 8 path: `/:id` gives `{ id: string }`, `{/:opt}` an optional one, `/*rest` an array of segments. */
export type PathParams<P extends string> = string extends P
  ? Record<string, string>
  : P extends `${infer A}{${infer B}}${infer C}`
    ? PathParams<A> & Partial<PathParams<B>> & PathParams<C>
    : P extends `${string}:${infer N}/${infer R}`
      ? { [K in NameOf<N>]: string } & PathParams<`${RestOf<N>}/${R}`>
      : P extends `${string}:${infer N}`
        ? { [K in NameOf<N>]: string } & PathParams<RestOf<N>>
        : P extends `${string}/*${infer N}`
          ? { [K in N]: string[] }
          : {};

/** A name ends at the first character that cannot be part of it: `:file.:ext`, `:from-:to`. */
type NameOf<N extends string> = N extends `${infer A}${NameEnd}${string}` ? NameOf<A> : N;
type RestOf<N extends string> = N extends `${NameOf<N>}${infer R}` ? R : '';
type NameEnd = '.' | '-' | ':' | '*' | '{' | '}' | '~' | '@' | ',' | ';' | '=' | '&' | '+';

declare const brand: unique symbol;
type Part<S, K extends keyof RouteSpec, Else> = S extends { [k in K]: infer T extends Schema } ? OutputOf<T> : Else;

/** The one argument a handler reads; see {@link Input}. */
export interface InputOf<S, P extends string> {
  /** Never there at run time: lets a decorator compare the annotation with its route. */
  readonly [brand]?: { spec: S; path: P };
  params: Part<S, 'params', PathParams<P>>;
  query: Part<S, 'query', Record<string, string | string[] | undefined>>;
  body: Part<S, 'body', unknown>;
  headers: Part<S, 'headers', Record<string, string | string[] | undefined>>;
  cookies: Part<S, 'cookies', Record<string, string | undefined>>;
}

/**
 * The type of a handler's first argument: from the route's spec, from its path, or from both.
 *
 * @example
 * @Get('/:id') byId({ params }: Input<'/:id'>) {}
 * @Post('/', create) create({ body }: Input<typeof create>) {}
 * @Post('/:org', create) inOrganisation({ params, body }: Input<typeof create, '/:org'>) {}
 */
export type Input<A = {}, P extends string = string> = A extends string ? InputOf<{}, A> : InputOf<A, P>;

/** What a handler may return when its route declares a response. */
export type ResultOf<S> = S extends { response: infer R extends Schema }
  ? InputOfSchema<R> | null | void | undefined
  : unknown;

/** A branded first argument must be assignable from what the route provides; an unbranded one is somebody else's business. */
export type CheckInput<F, S, P extends string> = F extends (first: infer A, ...rest: any[]) => any
  ? unknown extends A
    ? unknown
    : typeof brand extends keyof A
      ? InputOf<S, P> extends Omit<A, typeof brand>
        ? unknown
        : { 'Mono: this Input does not fit the route': InputOf<S, P> }
      : unknown
  : unknown;
