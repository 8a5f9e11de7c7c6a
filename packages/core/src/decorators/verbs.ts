import { type Finding, MonoError } from '../errors/mono-error.js';
import { recordRoute } from '../metadata/reflect.js';
import type { CheckInput, ResultOf, RouteSpec } from '../metadata/route-spec.js';
import type { Method } from '../metadata/shapes.js';

/** Compiles only on a method whose Input fits the path and the spec, and whose result fits the `response` schema. */
type RouteDecorator<S, P extends string> = <F extends (...parameters: any[]) => ResultOf<S> | Promise<ResultOf<S>>>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<F> & CheckInput<F, S, P>,
) => void;

function verb(method: Method) {
  return <P extends string, const S extends RouteSpec = {}>(path: P, spec?: S): RouteDecorator<S, P> =>
    (target, handler) => {
      if (typeof target === 'function') throw new MonoError(staticFinding(target.name, String(handler)));
      recordRoute(target.constructor, { method, path, handler, spec: spec ?? {} });
    };
}

function staticFinding(className: string, method: string): Finding {
  return {
    code: 'MONO_HANDLER_INVALID',
    message: `${className}.${method} is static, and routes are answered by methods of an instance.`,
    where: [{ class: className, method }],
    fix: 'take away `static`.',
  };
}

/**
 * The method answers GET requests to this path (and HEAD, without the body). Paths are path-to-regexp 8's: `/users/:id`, `/files/*path`, `/list{/:page}`.
 *
 * @example
 * @Get('/:id') byId({ params }: Input<'/:id'>) { return this.users.find(params.id) ?? notFound(); }
 */
export const Get = verb('GET');
/** The method answers POST requests to this path; see {@link Get}. */
export const Post = verb('POST');
/** The method answers PUT requests to this path; see {@link Get}. */
export const Put = verb('PUT');
/** The method answers PATCH requests to this path; see {@link Get}. */
export const Patch = verb('PATCH');
/** The method answers DELETE requests to this path; see {@link Get}. */
export const Delete = verb('DELETE');
/** The method answers HEAD requests to this path, instead of the GET handler; see {@link Get}. */
export const Head = verb('HEAD');
/** The method answers OPTIONS requests to this path, instead of the automatic answer; see {@link Get}. */
export const Options = verb('OPTIONS');
/** The method answers requests of every method to this path; see {@link Get}. */
export const All = verb('ALL');
