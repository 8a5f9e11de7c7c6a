import type { Finding } from '../errors/mono-error.js';
import {
  hasOwnInjectionMetadata,
  inheritsConstructor,
  readConstructorTypes,
  readLifecycle,
} from '../metadata/reflect.js';
import { type Class, type Key, Token, tokenOf } from '../metadata/token.js';
import { readForeign, readInjected } from './tsyringe.js';

/** One thing that a class needs to be built. */
export interface Dependency {
  readonly key: Key;
  /** Everything provided for the key, as an array. */
  readonly all: boolean;
  /** Looked up at its first use, so it may close a cycle. */
  readonly delayed: boolean;
  /** May be missing (tsyringe's own `isOptional`). */
  readonly optional: boolean;
}

export interface Dependencies {
  readonly dependencies: readonly Dependency[];
  readonly findings: readonly Finding[];
}

/** What the constructor of a class asks for, and every reason why it cannot be given. */
export function readDependencies(target: Class): Dependencies {
  if (isUndecoratedSubclass(target)) return { dependencies: [], findings: [subclassFinding(target)] };
  const types = readConstructorTypes(target) ?? [];
  const dependencies: Dependency[] = [];
  const findings: Finding[] = [];
  const missing: number[] = [];
  for (let index = 0; index < Math.max(types.length, target.length); index++) {
    if (!(index in types)) {
      missing.push(index);
      continue;
    }
    for (const injected of readInjected(types[index])) {
      const key = readKey(injected.key, target, index);
      if ('code' in key) findings.push(key);
      else dependencies.push({ ...injected, key: key.key });
    }
  }
  if (missing.length > 0) findings.push(metadataFinding(target, missing));
  return { dependencies, findings };
}

function readKey(entry: unknown, target: Class, index: number): { key: Key } | Finding {
  if (entry instanceof Token) return { key: entry };
  if (typeof entry === 'symbol' || typeof entry === 'string') {
    const token = typeof entry === 'symbol' ? tokenOf(entry) : undefined;
    return token ? { key: token } : foreignFinding(String(entry), target, index);
  }
  if (typeof entry !== 'function' || isBuiltIn(entry)) return typeFinding(entry, target, index);
  if (readForeign(entry as Class) === 'replaced') return foreignFinding(entry.name, target, index);
  return { key: entry as Class };
}

/** What compilers write when a type is an interface, a union, a primitive or anything else that is no class of the application: Object, Map, Buffer, … */
function isBuiltIn(type: Function): boolean {
  return (globalThis as Record<string, unknown>)[type.name] === type;
}

/** tsyringe sees a constructor without parameters and builds it with none: the parent's dependencies would silently be undefined. */
function isUndecoratedSubclass(target: Class): boolean {
  if (hasOwnInjectionMetadata(target) || target.length > 0 || readForeign(target) !== 'none') return false;
  if (!inheritsConstructor(target)) return false;
  const parent = Object.getPrototypeOf(target) as Class;
  return parent.length > 0 || (readConstructorTypes(parent)?.length ?? 0) > 0;
}

const where = (target: Class, index?: number) => [
  { class: target.name, ...(index !== undefined && { note: `constructor parameter ${index + 1}` }) },
];

function subclassFinding(target: Class): Finding {
  const parent = Object.getPrototypeOf(target) as Class;
  return {
    code: 'MONO_INJECT_SUBCLASS',
    message: `${target.name} extends ${parent.name} but is not decorated, so it would be built without the dependencies of ${parent.name}.`,
    where: where(target),
    fix: `mark ${target.name} with @singleton() or @injectable(), or give it a constructor of its own.`,
  };
}

function metadataFinding(target: Class, missing: readonly number[]): Finding {
  const parameters = missing.map((index) => index + 1).join(', ');
  const decorated = readLifecycle(target) !== undefined || hasOwnInjectionMetadata(target);
  return {
    code: 'MONO_METADATA_MISSING',
    message: `${target.name} has constructor parameters (${parameters}) whose types were not recorded.`,
    where: where(target),
    fix: decorated
      ? 'compile it with "experimentalDecorators" and "emitDecoratorMetadata" in tsconfig.json (esbuild cannot; tsc, swc and oxc can), or mark each parameter with @inject(…).'
      : `mark ${target.name} with @injectable() or @singleton().`,
  };
}

function typeFinding(entry: unknown, target: Class, index: number): Finding {
  const name = typeof entry === 'function' ? entry.name : String(entry);
  const what =
    entry === undefined
      ? 'a class that did not exist yet when its file ran: files that import each other in a circle'
      : `${name}, which is what an interface, a type or a primitive becomes`;
  return {
    code: 'MONO_INJECT_TYPE',
    message: `${target.name} asks for a value by a type that names no class: at run time it is ${what}.`,
    where: where(target, index),
    fix:
      entry === undefined
        ? 'break the circle of imports, or put it off: @inject(delay(() => TheClass)) it: PublicOf<TheClass>.'
        : "inject it by a token: export const THING = token<Thing>('thing', { create: … }), then @inject(THING). If it is a class, import it without `type`.",
  };
}

function foreignFinding(name: string, target: Class, index: number): Finding {
  return {
    code: 'MONO_TOKEN_FOREIGN',
    message: `${target.name} injects ${JSON.stringify(name)} from tsyringe's global container, which every application of the process would share.`,
    where: where(target, index),
    fix: "declare it with Mono's token('name', { create }), and inject that.",
  };
}
