import type { Finding, Where } from '../errors/mono-error.js';

/** What is no middleware in a `use`: JavaScript and `any` let it through, and Koa would say so without a place. */
export function checkMiddleware(use: unknown, where: Where): Finding[] {
  if (use === undefined || (Array.isArray(use) && use.every((one) => typeof one === 'function'))) return [];
  const what = Array.isArray(use)
    ? `entry ${use.findIndex((one) => typeof one !== 'function') + 1} of a list of middleware is no function`
    : 'a list of middleware is no list';
  return [
    {
      code: 'MONO_MIDDLEWARE_INVALID',
      message: `${what}.`,
      where: [where],
      fix: 'write use: [first, second] or @Use(first, second), each a function (ctx, next); look for a factory that was not called, or a circle of imports.',
    },
  ];
}
