/** A class that can be built; `any` because a constructor's parameters say nothing about what it builds. */
export type Class<T = unknown> = abstract new (...parameters: any[]) => T;

/** What is injected: a class, or a token for everything that has no class. */
export type Key<T = unknown> = Token<T> | Class<T>;

/** The public face of a class, so that a fake need not have its private members. */
export type PublicOf<T> = { [K in keyof T]: T[K] };

/** One replacement: what, and by which value or class. */
export type Replacement<T = unknown> = readonly [what: Key<T>, by: PublicOf<T> | Class<PublicOf<T>>];

/** A list of replacements whose second members are checked against their first, one by one. */
export type Replacements<T extends readonly unknown[]> = readonly [...{ [K in keyof T]: Replacement<T[K]> }];

export interface TokenOptions<T> {
  /**
   * Makes the value, once per application, when something that starts needs it; awaited before anything that injects it is built.
   * `resolve` gives other tokens and classes; it is asynchronous because those may be too.
   */
  create?: (resolve: Resolve) => T | Promise<T>;
  /** Ends the value that `create` made, when the application stops. Values from `provide` and overrides belong to whoever made them. */
  dispose?: (value: T) => void | Promise<void>;
}

export type Resolve = <T>(key: Key<T>) => Promise<T>;

/** A key for what has no class of its own: an interface, a configuration, a connection. Made by {@link token}. */
export class Token<T> {
  /** Never set: carries the type. */
  declare readonly value?: T;
  /** What the container knows this token by. */
  readonly key: symbol;

  constructor(
    readonly name: string,
    readonly options: TokenOptions<any>, // any: a token's own type must stay covariant
  ) {
    this.key = Symbol(name);
    tokens.set(this.key, this);
  }
}

const tokens = new Map<symbol, Token<unknown>>();

export function tokenOf(key: symbol): Token<unknown> | undefined {
  return tokens.get(key);
}

/**
 * A token that may know how to make its own value. Whoever injects it needs no registration step, and its file is in the closure of whoever injects it.
 *
 * @example
 * export const DATABASE = token<Database>('database', { create: async () => connect(), dispose: (database) => database.close() });
 */
export function token<T>(name: string, options: TokenOptions<T> = {}): Token<T> {
  return new Token<T>(name, options);
}
