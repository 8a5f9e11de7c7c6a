// reflect-metadata first: tsyringe refuses to load without it.
import 'reflect-metadata';
import * as tsyringe from 'tsyringe';
import { keepConstructorTypes, recordLifecycle } from '../metadata/reflect.js';
import { type Class, type Key, Token } from '../metadata/token.js';

// The one file that touches tsyringe: Mono's injection decorators, and the few things a container does for an application.

/** A class that is built anew wherever it is injected. */
export function injectable(): (target: Class) => void {
  return (target) => {
    tsyringe.injectable()(target as Constructor);
    recordLifecycle(target, 'transient');
  };
}

/** A class that is built once per application and shared by all of its services. */
export function singleton(): (target: Class) => void {
  return (target) => {
    // tsyringe.singleton() would register it for the whole process, and two applications would share what it builds.
    tsyringe.injectable()(target as Constructor);
    recordLifecycle(target, 'singleton');
  };
}

type ConstructorParameter<V> = <C, I extends number>(
  target: C,
  key: undefined,
  index: C extends abstract new (...parameters: infer A) => any ? ([V] extends [A[I]] ? I : never) : never,
) => void;

/**
 * Injects what a token stands for, or a class that the parameter's type does not name.
 *
 * @example
 * constructor(@inject(MAILER) private readonly mailer: Mailer) {}
 */
export function inject<T>(key: Key<T> | Delayed<T>): ConstructorParameter<T> {
  return tsyringe.inject(toTsyringe(key)) as ConstructorParameter<T>;
}

/** Injects everything that is provided for a token, in the order of `provide`, as an array. */
export function injectAll<T>(key: Key<T>): ConstructorParameter<T[]> {
  return tsyringe.injectAll(toTsyringe(key)) as ConstructorParameter<T[]>;
}

/** A class that is looked up at its first use: lets two classes know each other, and two files import each other. Made by {@link delay}. */
export interface Delayed<T> {
  readonly delayed?: T;
}

/**
 * Puts off a dependency until its first use, to break a cycle.
 *
 * @example
 * // PublicOf, because a class in the parameter's type would be recorded, and needed, while this file is imported
 * constructor(@inject(delay(() => Orders)) private readonly orders: PublicOf<Orders>) {}
 */
export function delay<T>(wrapped: () => Class<T>): Delayed<T> {
  return tsyringe.delay(wrapped as () => Constructor<T>) as unknown as Delayed<T>;
}

/** One application's container, or one service's inside it. Everything in it is registered by us, so nothing is kept in tsyringe's global one. */
export class Scope {
  readonly #container: tsyringe.DependencyContainer;

  constructor(parent?: Scope) {
    this.#container = (parent ? parent.#container : tsyringe.container).createChildContainer();
    // tsyringe copies @scoped(ContainerScoped) registrations into every child: a service would build its own instead of sharing.
    this.#container.reset();
  }

  registerClass(key: Key, by: Class, lifecycle: 'transient' | 'singleton' | 'resolution'): void {
    keepConstructorTypes(by);
    tsyringe.injectable()(by as Constructor); // a controller, or a fake, that only Mono's or no decorator has seen
    this.#container.register(toTsyringe(key), { useClass: by as Constructor }, { lifecycle: lifecycles[lifecycle] });
  }

  registerAlias(key: Key, to: Class): void {
    this.#container.register(toTsyringe(key), { useToken: to as Constructor });
  }

  registerValue(key: Key, value: unknown): void {
    // Not useValue: tsyringe takes undefined and null for no provider.
    this.#container.register(toTsyringe(key), { useFactory: () => value });
  }

  resolve<T>(key: Key<T>): T {
    return this.#container.resolve(toTsyringe(key)) as T;
  }
}

/** What code outside of Mono registered for a class in tsyringe's global container. */
export type Foreign = 'none' | 'transient' | 'singleton' | 'resolution' | 'replaced';

/** tsyringe has no public way to ask for a registration's lifecycle; its version is pinned, and a test covers each decorator. */
export function readForeign(target: Class | string | symbol): Foreign {
  const root = tsyringe.container as unknown as { _registry: { _registryMap: Map<unknown, ForeignRegistration[]> } };
  const registration = root._registry._registryMap.get(target)?.at(-1);
  if (!registration) return 'none';
  if (registration.provider.useClass !== target) return 'replaced';
  const { lifecycle } = registration.options;
  if (lifecycle === tsyringe.Lifecycle.Singleton || lifecycle === tsyringe.Lifecycle.ContainerScoped)
    return 'singleton';
  return lifecycle === tsyringe.Lifecycle.ResolutionScoped ? 'resolution' : 'transient';
}

/** What one constructor parameter asks for, as tsyringe's decorators recorded it. */
export interface Injected {
  readonly key: unknown;
  readonly all: boolean;
  readonly delayed: boolean;
  readonly optional: boolean;
}

export function readInjected(entry: unknown): Injected[] {
  if (isDescriptor(entry)) {
    const details = { all: entry.multiple === true, optional: entry.isOptional === true };
    const injected = readInjected(entry.token).map((one) => ({ ...one, ...details }));
    return entry.transform === undefined ? injected : [...injected, ...readInjected(entry.transform)];
  }
  const plain = { all: false, optional: false };
  if (isDelayed(entry)) return [{ key: entry.wrap(), delayed: true, ...plain }];
  return [{ key: entry, delayed: false, ...plain }];
}

type Constructor<T = unknown> = new (...parameters: any[]) => T;
interface ForeignRegistration {
  provider: { useClass?: unknown };
  options: { lifecycle: tsyringe.Lifecycle };
}
interface Descriptor {
  token: unknown;
  multiple?: boolean;
  isOptional?: boolean;
  transform?: unknown;
}

const lifecycles = {
  transient: tsyringe.Lifecycle.Transient,
  singleton: tsyringe.Lifecycle.Singleton,
  resolution: tsyringe.Lifecycle.ResolutionScoped,
};

function isDescriptor(entry: unknown): entry is Descriptor {
  return typeof entry === 'object' && entry !== null && 'token' in entry;
}

function isDelayed(entry: unknown): entry is { wrap: () => unknown } {
  return typeof entry === 'object' && entry !== null && 'wrap' in entry && 'createProxy' in entry;
}

function toTsyringe<T>(key: Key<T> | Delayed<T>): Constructor<T> {
  return (key instanceof Token ? key.key : key) as Constructor<T>; // a symbol, a constructor, or a delayed one
}
