import type { Finding } from '../errors/mono-error.js';
import type { Segment } from './path-pattern.js';
import { printRoute, type Route, whereIs } from './route.js';

/**
 * Routes that can never answer, because one that is tried before them answers every request of theirs. Literal before parameter before wildcard leaves
 * few: optional groups and parameters beside text, whose order the first segment that differs does not decide.
 *
 * @param routes in the order in which they are tried
 */
export function findShadowed(service: string, routes: readonly Route[]): Finding[] {
  return routes.flatMap((route, index) => {
    const by = routes.slice(0, index).find((other) => isAnsweredBy(other, route));
    return by ? [shadowedFinding(service, route, by)] : [];
  });
}

/** What answers the very same paths is a conflict, which is reported as one. */
function isAnsweredBy(before: Route, route: Route): boolean {
  const isSameMethod = before.method === 'ALL' || before.method === route.method;
  return (
    isSameMethod &&
    route.pattern.variants.every((variant) => before.pattern.variants.some((wider) => covers(wider, variant)))
  );
}

/** Whether each path of `narrow` is one of `wide`, too. Says yes only if it is sure. */
function covers(wide: readonly Segment[], narrow: readonly Segment[]): boolean {
  const [one, ...restOfWide] = wide;
  const [other, ...restOfNarrow] = narrow;
  if (!one || !other) return !one && !other;
  // A wildcard takes one segment or more: it may end here, or go on.
  if (one.kind === 'wildcard') return covers(restOfWide, restOfNarrow) || covers(wide, restOfNarrow);
  if (!segmentCovers(one, other)) return false;
  if (other.kind === 'wildcard' && !covers(restOfWide, narrow)) return false;
  return covers(restOfWide, restOfNarrow);
}

function segmentCovers(wide: Segment, narrow: Segment): boolean {
  if (wide.kind === 'parameter') return true;
  if (wide.kind === 'literal') return narrow.kind === 'literal' && narrow.text === wide.text;
  if (wide.kind !== 'mixed') return false;
  // Of a segment that mixes text and parameters its example will do: what stands for a parameter in it can be longer without changing the answer.
  if (narrow.kind === 'literal') return wide.regexp.test(narrow.text);
  return narrow.kind === 'mixed' && wide.regexp.test(narrow.example);
}

function shadowedFinding(service: string, route: Route, by: Route): Finding {
  return {
    code: 'MONO_ROUTE_SHADOWED',
    message: `${printRoute(route)} can never answer in service "${service}": ${printRoute(by)} is tried first and answers all of its requests.`,
    where: [whereIs(route), whereIs(by)],
    fix: 'make its path more particular than the other, or remove it.',
  };
}
