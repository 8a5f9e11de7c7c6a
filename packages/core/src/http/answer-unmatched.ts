import type { Router } from '@koa/router';
import createError from 'http-errors';
import type { Middleware } from 'koa';

/**
 * Comes after the router: a path that has routes but not for this method is answered 405 with Allow (RFC 9110 §15.5.6), OPTIONS with 204 and Allow,
 * everything else 404.
 */
export function createAnswerUnmatched(router: Router): Middleware {
  return (ctx) => {
    const { routeMatched, matched = [] } = ctx as { routeMatched?: boolean; matched?: Router['stack'] };
    if (routeMatched) return;
    // A router of the host application may have left its own matches.
    const own = matched.filter((layer) => router.stack.includes(layer));
    const allowed = new Set(own.flatMap((layer) => layer.methods));
    if (allowed.size === 0) throw createError(404, `nothing answers ${ctx.path}`);
    allowed.add('OPTIONS');
    const allow = [...allowed].sort().join(', ');
    if (ctx.method !== 'OPTIONS')
      throw createError(405, `${ctx.path} does not answer ${ctx.method}`, { headers: { Allow: allow } });
    ctx.status = 204;
    ctx.set('Allow', allow);
  };
}
