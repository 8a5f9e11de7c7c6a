import { type Class, type Key, type Replacement, Token } from '../metadata/token.js';

/** Instead of a service's name: as the application sees it, without what any service provides. */
export const applicationView = '';

/** What replaces a key: a class to build, or a value as it is. */
export type Provider = { readonly useClass: Class } | { readonly useValue: unknown };

/** Who provides for whom: overrides reach everybody, a service's `provide` itself alone, the application's what is left. */
export interface ProviderSources {
  readonly override: readonly Replacement[];
  readonly setup: readonly Replacement[];
  readonly services: ReadonlyMap<string, readonly Replacement[]>;
}

export interface Provision {
  readonly from: 'override' | 'service' | 'setup';
  readonly providers: readonly Provider[];
}

/** Answers what is provided for a key, as one service sees it. */
export class ProviderTable {
  readonly #override: Map<Key, Provider[]>;
  readonly #setup: Map<Key, Provider[]>;
  readonly #services = new Map<string, Map<Key, Provider[]>>();

  constructor({ override, setup, services }: ProviderSources) {
    this.#override = toTable(override);
    this.#setup = toTable(setup);
    for (const [name, provide] of services) this.#services.set(name, toTable(provide));
  }

  find(key: Key, service: string): Provision | undefined {
    const override = this.#override.get(key);
    if (override) return { from: 'override', providers: override };
    const own = this.#services.get(service)?.get(key);
    if (own) return { from: 'service', providers: own };
    const setup = this.#setup.get(key);
    return setup && { from: 'setup', providers: setup };
  }

  /** The keys that a class stands in for, as one service sees it. */
  replacedBy(target: Class, service: string): { readonly key: Key; readonly from: Provision['from'] }[] {
    const tables = [this.#override, this.#services.get(service), this.#setup];
    const keys = new Set(tables.flatMap((table) => [...(table?.keys() ?? [])]));
    return [...keys].flatMap((key) => {
      const { from, providers } = this.find(key, service)!;
      return providers.some((provider) => 'useClass' in provider && provider.useClass === target)
        ? [{ key, from }]
        : [];
    });
  }
}

function toTable(replacements: readonly Replacement[]): Map<Key, Provider[]> {
  const table = new Map<Key, Provider[]>();
  for (const [key, by] of replacements) {
    const provider: Provider = isClass(by) ? { useClass: by } : { useValue: by };
    table.set(key, [...(table.get(key) ?? []), provider]);
  }
  return table;
}

/** A function is a value (a token may stand for one) unless it is written as a class. */
function isClass(value: unknown): value is Class {
  return typeof value === 'function' && /^class\b/.test(Function.prototype.toString.call(value));
}

export function nameOf(key: Key): string {
  return key instanceof Token ? key.name : key.name || '(anonymous class)';
}
