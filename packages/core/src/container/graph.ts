import type { Finding } from '../errors/mono-error.js';
import { readController, readLifecycle } from '../metadata/reflect.js';
import { type Class, type Key, Token } from '../metadata/token.js';
import { type Dependency, readDependencies } from './dependencies.js';
import { cycleFinding, duplicateFinding, missingFinding, sharingFinding } from './graph-findings.js';
import { applicationView, nameOf, type Provider, type ProviderTable } from './providers.js';
import { readForeign } from './tsyringe.js';

export type NodeLifecycle = 'transient' | 'singleton' | 'resolution';

/** One key of the injection graph and how it comes to be. */
export interface GraphNode {
  readonly key: Key;
  /** The service whose `provide` it depends on; undefined: the same for the whole application. */
  readonly scope: string | undefined;
  /** For a class that is built as it is. */
  readonly lifecycle: NodeLifecycle;
  /** For a key that something else stands in for. */
  readonly providers: readonly Provider[] | undefined;
  readonly edges: readonly Edge[];
}

export interface Edge {
  readonly node: GraphNode;
  readonly delayed: boolean;
}

interface Draft {
  readonly key: Key;
  readonly lifecycle: NodeLifecycle;
  readonly providers: readonly Provider[] | undefined;
  readonly providedByService: boolean;
  readonly dependencies: readonly Dependency[];
}

/** The injection graph of everything that starts. It grows by services, and by what a token's `create` asks for. */
export class Graph {
  readonly #providers: ProviderTable;
  readonly #drafts = new Map<string, Map<Key, Draft>>();
  readonly #nodes = new Map<string, Map<Key, GraphNode>>();
  /** For each service, what depends on what it provides; forgotten when its graph grows. */
  readonly #provided = new Map<string, Map<Key, Key>>();
  readonly #delayed: Key[] = [];
  readonly #findings: Finding[] = [];
  readonly #reported = new Set<string>();

  constructor(providers: ProviderTable) {
    this.#providers = providers;
  }

  /**
   * Walks everything the keys reach, as this service sees it, and returns the mistakes that nobody has reported yet.
   *
   * @param path what asks for the keys, for the texts
   */
  reach(service: string, keys: readonly Key[], path: readonly Key[] = []): readonly Finding[] {
    const before = this.#findings.length;
    for (const key of keys) this.#walk(service, key, path);
    // On a path of their own: a circle through something that is looked up later is none.
    for (let key = this.#delayed.pop(); key; key = this.#delayed.pop()) this.#walk(service, key, []);
    this.#provided.delete(service);
    return this.#findings.slice(before);
  }

  /** What several services reach must not depend on what one of them provides. Call when every service has been walked. */
  checkSharing(): readonly Finding[] {
    const findings: Finding[] = [];
    for (const [service, drafts] of this.#drafts) {
      for (const draft of drafts.values()) {
        if (draft.lifecycle === 'transient' || draft.providedByService || draft.providers || draft.key instanceof Token)
          continue;
        const provided = this.#providedBelow(service, draft.key);
        const others = [...this.#drafts.keys()].filter(
          (other) => other !== service && this.#drafts.get(other)!.has(draft.key),
        );
        if (provided && others.length > 0) findings.push(sharingFinding(draft.key, provided, service, others));
      }
    }
    return findings;
  }

  /** A service that reaches the key; undefined when none does. */
  serviceOf(key: Key): string | undefined {
    return [...this.#drafts].find(([, drafts]) => drafts.has(key))?.[0];
  }

  /** Everything that one service reached, in the order in which it was met. */
  keysOf(service: string): readonly Key[] {
    return [...(this.#drafts.get(service)?.keys() ?? [])];
  }

  /** The node of a key that was reached. The same object for every service, unless it depends on what a service provides. */
  node(service: string, key: Key): GraphNode {
    const scope = this.#providedBelow(service, key) ? service : undefined;
    const nodes = getOrAdd(this.#nodes, scope ?? applicationView, () => new Map<Key, GraphNode>());
    const existing = nodes.get(key);
    if (existing) return existing;
    const { lifecycle, providers, dependencies } = this.#drafts.get(service)!.get(key)!;
    const edges: Edge[] = [];
    const node: GraphNode = { key, scope, lifecycle, providers, edges };
    nodes.set(key, node); // before its edges: a delayed dependency may lead back here
    for (const { key: needed, delayed } of dependencies) {
      if (this.#drafts.get(service)!.has(needed)) edges.push({ node: this.node(service, needed), delayed });
    }
    return node;
  }

  #walk(service: string, key: Key, path: readonly Key[]): void {
    if (path.includes(key)) return this.#report(cycleFinding([...path.slice(path.indexOf(key)), key]));
    const drafts = getOrAdd(this.#drafts, service, () => new Map<Key, Draft>());
    if (drafts.has(key)) return;
    const draft = this.#draft(service, key);
    if (this.#isMissing(draft)) return this.#report(missingFinding(key, path, service));
    const deeper = [...path, key];
    for (const dependency of draft.dependencies) this.#follow(service, dependency, deeper);
    drafts.set(key, draft); // after its dependencies, so that a circle is met on the path
  }

  #follow(service: string, { key, all, delayed, optional }: Dependency, path: readonly Key[]): void {
    const provision = this.#providers.find(key, service);
    const injectedBy = nameOf(path.at(-1)!);
    if (provision && provision.providers.length > 1 && !all) {
      this.#report(duplicateFinding(key, provision.from, injectedBy));
    }
    if (optional && !provision && key instanceof Token && !key.options.create) return;
    if (delayed) this.#delayed.push(key);
    else this.#walk(service, key, path);
  }

  #draft(service: string, key: Key): Draft {
    const provision = this.#providers.find(key, service);
    const shared = { key, lifecycle: readNodeLifecycle(key), providers: undefined, providedByService: false };
    if (provision) {
      const { providers, from } = provision;
      const classes = providers.flatMap((provider) => ('useClass' in provider ? [plain(provider.useClass)] : []));
      return { ...shared, providers, providedByService: from === 'service', dependencies: classes };
    }
    if (key instanceof Token) return { ...shared, dependencies: [] };
    const { dependencies, findings } = readDependencies(key);
    for (const finding of findings) this.#report(finding);
    return { ...shared, dependencies, ...this.#standIn(service, key, shared.lifecycle) };
  }

  /** A class that stands in for another key lives as long as what it replaces, and belongs to whoever says so; unless there is one of it anyway. */
  #standIn(service: string, key: Class, lifecycle: NodeLifecycle): Partial<Draft> {
    const replaced = this.#providers.replacedBy(key, service);
    if (lifecycle === 'singleton' || replaced.length === 0) return {};
    const lifecycles = replaced.map((one) => readNodeLifecycle(one.key));
    return {
      lifecycle: lifecycles.includes('singleton') ? 'singleton' : lifecycles[0]!,
      providedByService: replaced.some(({ from }) => from === 'service'),
    };
  }

  #isMissing({ key, providers }: Draft): boolean {
    return key instanceof Token && !providers && !key.options.create;
  }

  /** The key that this service provides and that the given one is, or needs. */
  #providedBelow(service: string, key: Key): Key | undefined {
    return getOrAdd(this.#provided, service, () => findProvided(this.#drafts.get(service) ?? new Map())).get(key);
  }

  #report(finding: Finding): void {
    const identity = JSON.stringify(finding);
    if (this.#reported.has(identity)) return;
    this.#reported.add(identity);
    this.#findings.push(finding);
  }
}

function readNodeLifecycle(key: Key): NodeLifecycle {
  if (key instanceof Token || readController(key)) return 'singleton';
  const own = readLifecycle(key);
  if (own) return own;
  const foreign = readForeign(key);
  return foreign === 'singleton' || foreign === 'resolution' ? foreign : 'transient';
}

/** From what a service provides upwards to everything that needs it: once for the whole graph, since asking for each key alone is quadratic. */
function findProvided(drafts: ReadonlyMap<Key, Draft>): Map<Key, Key> {
  const neededBy = new Map<Key, Key[]>();
  for (const { key, dependencies } of drafts.values()) {
    for (const dependency of dependencies) getOrAdd(neededBy, dependency.key, () => []).push(key);
  }
  const found = new Map<Key, Key>();
  const mark = (key: Key, provided: Key): void => {
    if (found.has(key)) return;
    found.set(key, provided);
    for (const dependent of neededBy.get(key) ?? []) mark(dependent, provided);
  };
  for (const { key, providedByService } of drafts.values()) if (providedByService) mark(key, key);
  return found;
}

const plain = (key: Key): Dependency => ({ key, all: false, delayed: false, optional: false });

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const existing = map.get(key);
  if (existing !== undefined) return existing;
  const made = make();
  map.set(key, made);
  return made;
}
