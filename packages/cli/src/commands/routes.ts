import { createApp, loadServices, selectServices } from '@monojs/core';
import type { RouteInfo } from '@monojs/core';
import { exitCodes } from '@monojs/server';
import { printTable } from '../print-table.js';
import { readApp } from '../read-app.js';
import { readListingArguments } from '../read-listing-arguments.js';
import { importModule, registerTypeScript } from '../run-sources.js';
import type { AppScan } from '../scan/app-scan.js';
import { describeApp } from '../scan/describe-app.js';
import { createFindClasses } from '../scan/find-classes.js';
import type { FindClasses } from '../scan/find-classes.js';
import { locateError } from '../scan/locate.js';

/** `mono routes [service|group…]`: imports the services and reads their routes; nothing is built or started. */
export async function run(argv: readonly string[]): Promise<void> {
  const { targets, json } = readListingArguments('routes', argv, true);
  const scan = readApp();
  const services = selectServices(describeApp(scan, importModule), targets);
  // A file that never finishes importing lets Node end silently once nothing is left to wait for: that must not look like success.
  process.exitCode = exitCodes.failure;
  await registerTypeScript(scan.root);
  const routes = locateRoutes(await readRoutes(scan, services), createFindClasses(scan, services));
  const text = json ? JSON.stringify({ version: 1, routes }, null, 2) : printRoutes(routes);
  // The imported files may hold the process open, by a timer or a connection of their own.
  process.stdout.write(`${text}\n`, () => process.exit(0));
}

async function readRoutes(scan: AppScan, services: readonly string[]): Promise<RouteInfo[]> {
  try {
    const loaded = await loadServices(describeApp(scan, importModule), services);
    // Each alone: whether two services may share a listener is for the start to say, which knows the ports.
    const app = createApp({ ...loaded, listeners: services.map((service) => [service]) });
    return app.services.flatMap(({ routes }) => routes);
  } catch (error) {
    throw locateError(error, scan, services);
  }
}

interface LocatedRoute extends RouteInfo {
  readonly file?: string;
  readonly line?: number;
}

function locateRoutes(routes: readonly RouteInfo[], findClasses: FindClasses): LocatedRoute[] {
  const located = routes.map((route): LocatedRoute => {
    const places = findClasses(route.class, route.service);
    const place = places.find(({ methods }) => methods.has(route.handler)) ?? places[0];
    return place ? { ...route, file: place.file, line: place.methods.get(route.handler) ?? place.line } : route;
  });
  return located.sort(
    (a, b) => compare(a.service, b.service) || compare(a.path, b.path) || compare(a.method, b.method),
  );
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function printRoutes(routes: readonly LocatedRoute[]): string {
  if (routes.length === 0) return 'no routes';
  return printTable(
    routes.map(({ service, method, path, class: className, handler, file, line }) => [
      service,
      method,
      path,
      `${className}.${handler}`,
      file === undefined ? '' : `${file}:${line}`,
    ]),
  );
}
