import { pathToRegexp } from 'path-to-regexp';
import type { Route } from '../routing/route.js';

/** The name of the service that owns a path, or undefined: nobody does. */
export type FindOwner = (path: string) => string | undefined;

/**
 * The path alone decides which service answers, not the method and not the order: a path is answered alike in every deployment.
 * Services that share a listener own no path together (the route tables were checked), so the first that matches is the only one.
 * A path that begins with two slashes belongs to nobody: `/` would match it, and `/*rest` as well.
 */
export function createFindOwner(
  services: readonly { readonly name: string; readonly routes: readonly Route[] }[],
): FindOwner {
  const literals = new Map<string, string>();
  const patterns: { regexp: RegExp; name: string }[] = [];
  for (const { name, routes } of services) {
    for (const { pattern } of routes) {
      if (isLiteral(pattern.path)) literals.set(pattern.path.toLowerCase(), name);
      else patterns.push({ regexp: pathToRegexp(pattern.path).regexp, name });
    }
  }
  return (path) => {
    if (path.startsWith('//')) return undefined;
    const literal = literals.get(path.toLowerCase());
    if (literal !== undefined) return literal;
    // What follows the last segment of a literal path may be one slash, as in @koa/router.
    const bare = path.length > 1 && path.endsWith('/') ? literals.get(path.slice(0, -1).toLowerCase()) : undefined;
    return bare ?? patterns.find(({ regexp }) => regexp.test(path))?.name;
  };
}

function isLiteral(path: string): boolean {
  return !/[:*{}\\]/.test(path);
}
