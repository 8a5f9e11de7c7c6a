import type { Middleware } from 'koa';
import { recordRecipe, type MiddlewareRecipe } from '../metadata/middleware-recipe.js';
import type { Class, Token } from '../metadata/token.js';

type ValueOf<K> = K extends Token<infer T> ? T : K extends Class<infer T> ? T : never;
type ValuesOf<K extends readonly unknown[]> = { -readonly [I in keyof K]: ValueOf<K[I]> };

/**
 * Koa middleware that needs injected classes or tokens. Each application makes it once for each place it stands in, at start, from its own instances:
 * so what it needs is checked, started in order, and replaced by overrides, like everything that is injected. It stands wherever middleware does: in `use` and in `@Use`.
 *
 * @example
 * export const requireUser = () =>
 *   defineMiddleware([Authentication], (authentication) => async (ctx, next) => {
 *     ctx.state.user = (await authentication.userOf(ctx)) ?? unauthorized();
 *     await next();
 *   });
 */
export function defineMiddleware<const K extends readonly (Token<any> | Class<any>)[]>(
  needs: K,
  create: (...values: ValuesOf<K>) => Middleware<any, any>,
): Middleware {
  const middleware: Middleware = () => {
    throw new TypeError(
      'middleware made by defineMiddleware works in a Mono application only: name it in `use` or @Use',
    );
  };
  recordRecipe(middleware, { needs, create: create as MiddlewareRecipe['create'] });
  return middleware;
}
