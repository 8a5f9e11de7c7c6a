import type { Middleware } from 'koa';
import type { Key } from './token.js';

/** Middleware that each application still has to make, from what it needs. */
export interface MiddlewareRecipe {
  readonly needs: readonly Key[];
  readonly create: (...values: never[]) => Middleware<any, any>; // any: middleware for every state and context
}

const recipes = new WeakMap<object, MiddlewareRecipe>();

export const recordRecipe = (middleware: Middleware, recipe: MiddlewareRecipe): unknown =>
  recipes.set(middleware, recipe);

/** What the middleware of a list needs before it can be made. */
export function readNeeds(use: readonly Middleware[]): readonly Key[] {
  return use.flatMap((middleware) => recipes.get(middleware)?.needs ?? []);
}

/** Makes what has a recipe; everything else stays what it is. */
export function createMiddleware(use: readonly Middleware[], resolve: (key: Key) => unknown): readonly Middleware[] {
  return use.map((middleware) => {
    const recipe = recipes.get(middleware);
    return recipe ? recipe.create(...(recipe.needs.map(resolve) as never[])) : middleware;
  });
}
