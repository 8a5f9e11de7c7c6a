import type { Route } from '../routing/route.js';
import type { ServiceState } from '../service/service-state.js';

/** A route, as listings show it. */
export interface RouteInfo {
  readonly service: string;
  /** `GET`, …, or `ALL` for every method. */
  readonly method: string;
  readonly path: string;
  readonly class: string;
  /** The name of the method that answers. */
  readonly handler: string;
}

/** A service of a live application. */
export interface AppService {
  readonly name: string;
  readonly state: ServiceState;
  /** In the order in which they are tried. */
  readonly routes: readonly RouteInfo[];
  /** Milliseconds spent on building and starting what no service before it had needed. */
  readonly startedIn: number;
}

export function toRouteInfo({ service, method, pattern, controller, handler }: Route): RouteInfo {
  return { service, method, path: pattern.path, class: controller.name, handler: String(handler) };
}
