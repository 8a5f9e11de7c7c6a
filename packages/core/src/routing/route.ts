import type { Middleware } from 'koa';
import type { Where } from '../errors/mono-error.js';
import type { RouteSpec } from '../metadata/route-spec.js';
import type { ControllerClass, Method, ParameterRecord } from '../metadata/shapes.js';
import type { PathPattern } from './path-pattern.js';

/** A route as it will be served: everything that was recorded about one handler, checked. */
export interface Route {
  readonly service: string;
  readonly method: Method;
  readonly pattern: PathPattern;
  readonly controller: ControllerClass;
  readonly handler: string | symbol;
  readonly spec: RouteSpec;
  readonly parameters: readonly ParameterRecord[];
  readonly use: readonly Middleware[];
}

/** How a route is named in errors and listings. */
export function printRoute({ method, pattern }: Route): string {
  return `${method} ${pattern.path}`;
}

export function whereIs({ controller, handler, service }: Route): Where {
  return { service, class: controller.name, method: String(handler) };
}
