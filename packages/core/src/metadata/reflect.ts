import 'reflect-metadata';
import type { Class } from './token.js';
import type { ControllerRecord, Lifecycle, ParameterRecord, RouteRecord, UseRecord } from './shapes.js';
import type { Middleware } from 'koa';

// The one file that touches Reflect. Symbol.for: two copies of this package in one process still read each other's records.
const controllerKey = Symbol.for('mono:controller');
const routesKey = Symbol.for('mono:routes');
const parametersKey = Symbol.for('mono:parameters');
const classUseKey = Symbol.for('mono:use');
const methodUseKey = Symbol.for('mono:use-of-methods');
const lifecycleKey = Symbol.for('mono:lifecycle');
/** The compiler's key, and tsyringe's. */
const typesKey = 'design:paramtypes';
const tokensKey = 'injectionTokens';

function readOwn<T>(key: symbol | string, target: object): T | undefined {
  return Reflect.getOwnMetadata(key, target) as T | undefined;
}

function append<T>(key: symbol, target: object, record: T): void {
  Reflect.defineMetadata(key, [...(readOwn<T[]>(key, target) ?? []), record], target);
}

/** From the farthest ancestor to the class itself, so that a subclass can refine what it inherits. */
function readInherited<T>(key: symbol, target: Class): T[] {
  const records: T[] = [];
  for (let current: unknown = target; typeof current === 'function'; current = Object.getPrototypeOf(current)) {
    records.unshift(...(readOwn<T[]>(key, current) ?? []));
  }
  return records;
}

export const recordController = (target: Class, record: ControllerRecord): void =>
  Reflect.defineMetadata(controllerKey, record, target);
export const readController = (target: object): ControllerRecord | undefined => readOwn(controllerKey, target);

export const recordRoute = (target: object, record: RouteRecord): void => append(routesKey, target, record);
/** Inherited ones first; a handler that a subclass declares again replaces the inherited one. */
export function readRoutes(target: Class): RouteRecord[] {
  const own = readOwn<RouteRecord[]>(routesKey, target) ?? [];
  const parent: unknown = Object.getPrototypeOf(target);
  const inherited = typeof parent === 'function' ? readRoutes(parent as Class) : [];
  return [...inherited.filter(({ handler }) => !own.some((route) => route.handler === handler)), ...own];
}

export const recordParameter = (target: object, record: ParameterRecord): void => append(parametersKey, target, record);
/** Of the class itself or its nearest ancestor that marks parameters of this handler. */
export function readParameters(target: Class, handler: string | symbol): ParameterRecord[] {
  for (let current: unknown = target; typeof current === 'function'; current = Object.getPrototypeOf(current)) {
    const own = readOwn<ParameterRecord[]>(parametersKey, current)?.filter((record) => record.handler === handler);
    if (own && own.length > 0) return own;
  }
  return [];
}

// Decorators run from the bottom up; the reader expects the top one first.
export function recordUse(target: object, use: readonly Middleware[]): void {
  Reflect.defineMetadata(classUseKey, [...use, ...(readOwn<Middleware[]>(classUseKey, target) ?? [])], target);
}
export const readUse = (target: Class): Middleware[] => readInherited<Middleware>(classUseKey, target);

export const recordMethodUse = (target: object, record: UseRecord): void => append(methodUseKey, target, record);
/** An inherited method's middleware stays in front of what a subclass adds, as for classes: redeclaring a route loses no guard. */
export function readMethodUse(target: Class, handler: string | symbol): Middleware[] {
  const own = (readOwn<UseRecord[]>(methodUseKey, target) ?? []).filter((record) => record.handler === handler);
  const parent: unknown = Object.getPrototypeOf(target);
  const inherited = typeof parent === 'function' ? readMethodUse(parent as Class, handler) : [];
  return [...inherited, ...own.reverse().flatMap(({ use }) => use)];
}

export const recordLifecycle = (target: Class, lifecycle: Lifecycle): void =>
  Reflect.defineMetadata(lifecycleKey, lifecycle, target);
export const readLifecycle = (target: Class): Lifecycle | undefined => readOwn(lifecycleKey, target);

/** The constructor parameters as the compiler and tsyringe's decorators recorded them; undefined without any metadata. Inherited when the class has no constructor of its own. */
export function readConstructorTypes(target: Class): unknown[] | undefined {
  const types = readOwn<unknown[]>(typesKey, target);
  const tokens = readOwn<Record<string, unknown>>(tokensKey, target);
  if (!types && !tokens) return inheritsConstructor(target) ? readConstructorTypes(parentOf(target)!) : undefined;
  const list = [...(types ?? [])];
  for (const [index, injected] of Object.entries(tokens ?? {})) list[Number(index)] = injected;
  return list;
}

/** tsyringe reads inherited types without the inherited tokens, and even where a constructor of its own takes something else: give the class what we read. */
export function keepConstructorTypes(target: Class): void {
  if (readOwn(typesKey, target) === undefined)
    Reflect.defineMetadata(typesKey, readConstructorTypes(target) ?? [], target);
}

export function inheritsConstructor(target: Class): boolean {
  return (
    parentOf(target) !== undefined && !/(?<![.\w$])constructor\s*\(/.test(Function.prototype.toString.call(target))
  );
}

function parentOf(target: Class): Class | undefined {
  const parent: unknown = Object.getPrototypeOf(target);
  return typeof parent === 'function' && parent !== Function.prototype ? (parent as Class) : undefined;
}

/** Whether the class itself, not an ancestor, was seen by a decorator that concerns injection. */
export function hasOwnInjectionMetadata(target: Class): boolean {
  return (
    readLifecycle(target) !== undefined ||
    readController(target) !== undefined ||
    Reflect.hasOwnMetadata(typesKey, target) ||
    Reflect.hasOwnMetadata(tokensKey, target)
  );
}
