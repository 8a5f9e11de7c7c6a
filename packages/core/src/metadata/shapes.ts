import type { Context, Middleware } from 'koa';
import type { RouteSpec, Schema } from './route-spec.js';
import type { Class, Replacement } from './token.js';

/** A route's method; ALL answers every one. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS' | 'ALL';

/** Recorded by `@Service`. */
export interface ControllerRecord {
  readonly service: string;
  readonly prefix: string;
  readonly use: readonly Middleware[];
}

/** Recorded by `@Get` and its kin. */
export interface RouteRecord {
  readonly method: Method;
  readonly path: string;
  readonly handler: string | symbol;
  readonly spec: RouteSpec;
}

/** Recorded by `@Param` and its kin. */
export interface ParameterRecord {
  readonly handler: string | symbol;
  readonly index: number;
  readonly source: 'params' | 'query' | 'body' | 'headers' | 'cookies' | 'ctx';
  readonly name?: string;
  readonly schema?: Schema;
}

/** Recorded by `@Use` on a method. */
export interface UseRecord {
  readonly handler: string | symbol;
  readonly use: readonly Middleware[];
}

/** Recorded by Mono's `injectable` and `singleton`. */
export type Lifecycle = 'transient' | 'singleton';

export type ControllerClass = Class<object>;
export type RenderError = (error: unknown, ctx: Context) => void | Promise<void>;

/** What a service and the application can both have. */
export interface HookOptions {
  /** Koa middleware, in order, before the routes. */
  use?: readonly Middleware[];
  /** Runs once when everything it needs has started; awaited. */
  onStart?(): void | Promise<void>;
  /** Runs once on the way down, in the reverse order of the starts; awaited. */
  onStop?(): void | Promise<void>;
  /** Writes the answer of a failed request instead of problem+json (RFC 9457). */
  renderError?: RenderError;
}

/** Made by `defineService`: what belongs to a service as a whole. */
export interface ServiceDefinition extends HookOptions {
  readonly kind: 'service';
  readonly name: string;
  readonly config?: Schema;
  readonly provide: readonly Replacement[];
}

/** An address that the process answers on, and for whom. */
export interface Address {
  /** Such as `http://localhost:3000`. */
  readonly url: string;
  readonly services: readonly string[];
}

export interface SetupOptions extends HookOptions {
  /** Runs once when everything has started and every address answers; nothing calls it where no port is opened, as in tests. */
  onListen?(addresses: readonly Address[]): void | Promise<void>;
}

/** Made by `defineSetup`: the application's own code. */
export interface Setup extends SetupOptions {
  readonly kind: 'setup';
  readonly provide: readonly Replacement[];
}
