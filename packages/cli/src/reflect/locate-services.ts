import type { InjectionNode, ManifestRoute } from '../manifest/manifest.js';
import type { AppScan } from '../scan/app-scan.js';
import { createFindClasses } from '../scan/find-classes.js';
import type { FindClasses } from '../scan/find-classes.js';
import type { ReflectedService } from './reflection.js';

/** Says where routes and injected things are declared. Reads the syntax tree of every file that declares one, so it is for descriptions, not for checks. */
export function locateServices(scan: AppScan, services: readonly ReflectedService[]): ReflectedService[] {
  const findClasses = createFindClasses(
    scan,
    services.map(({ name }) => name),
  );
  return services.map((service) => ({
    ...service,
    routes: service.routes.map((route) => locateRoute(route, service.name, findClasses)),
    injection: service.injection.map((node) => locateNode(node, service.name, findClasses)),
  }));
}

function locateRoute(route: ManifestRoute, service: string, findClasses: FindClasses): ManifestRoute {
  const places = findClasses(route.class, service);
  const place = places.find(({ methods }) => methods.has(route.handler)) ?? places[0];
  if (!place) return route;
  const { method, path, class: className, handler, ...rest } = route;
  const line = place.methods.get(handler) ?? place.line;
  return { method, path, class: className, handler, file: place.file, line, ...rest };
}

function locateNode(node: InjectionNode, service: string, findClasses: FindClasses): InjectionNode {
  const [place] = findClasses(node.name, service);
  return place ? { ...node, file: place.file } : node;
}
