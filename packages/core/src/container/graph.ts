import type { Finding } from '../errors/mono-error.js';
import { readController, readLifecycle } from '../metadata/reflect.js';
import { type Class, type Key, Token } from '../metadata/token.js';
import { type Dependency, readDependencies } from './dependencies.js';
import { duplicateFinding, nameOf, type Provider, type ProviderTable } from './providers.js';
import { readForeign } from './tsyringe.js';

export type NodeLifecycle = 'transient' | 'singleton' | 'resolution';

/** Instead of a service's name: as the application sees it, without what any service provides. */
export const applicationView = '';

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
    if (!delayed) this.#walk(service, key, path);
    else if (!path.includes(key)) this.#walk(service, key, []);
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
  #providedBelow(service: string, key: Key, seen = new Set<Key>()): Key | undefined {
    if (seen.has(key)) return undefined;
    seen.add(key);
    const draft = this.#drafts.get(service)?.get(key);
    if (!draft) return undefined;
    if (draft.providedByService) return key;
    for (const dependency of draft.dependencies) {
      const provided = this.#providedBelow(service, dependency.key, seen);
      if (provided) return provided;
    }
    return undefined;
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

const plain = (key: Key): Dependency => ({ key, all: false, delayed: false, optional: false });

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const existing = map.get(key);
  if (existing !== undefined) return existing;
  const made = make();
  map.set(key, made);
  return made;
}

function cycleFinding(path: readonly Key[]): Finding {
  const names = path.map(nameOf);
  // Named from its first letter on, so that the same circle reads the same wherever the walk entered it.
  const ring = names.slice(0, -1);
  const start = ring.indexOf([...ring].sort()[0]!);
  const circle = [...ring.slice(start), ...ring.slice(0, start)];
  return {
    code: 'MONO_INJECT_CYCLE',
    message: `these need each other to be built: ${[...circle, circle[0]].join(' -> ')}.`,
    where: circle.map((name) => ({ class: name })),
    fix: 'move what they share into a third class, or inject one of them with @inject(delay(() => TheClass)).',
  };
}

function missingFinding(key: Key, path: readonly Key[], service: string): Finding {
  const injectedBy = path.at(-1);
  const name = nameOf(key);
  const provide =
    service === applicationView ? 'defineSetup, since it is shared' : 'defineSetup or defineService';
  return {
    code: 'MONO_PROVIDER_MISSING',
    message: `nothing provides "${name}", which is needed along ${[...path, key].map(nameOf).join(' -> ')}.`,
    where: injectedBy ? [{ class: nameOf(injectedBy) }] : [],
    fix: `give the token a \`create\`: token('${name}', { create: () => … }), or name it in \`provide\` of ${provide}.`,
  };
}

const printSharer = (service: string): string =>
  service === applicationView ? "the application's middleware or what a token makes" : `"${service}"`;

function sharingFinding(key: Key, provided: Key, service: string, others: readonly string[]): Finding {
  return {
    code: 'MONO_PROVIDER_SHARED',
    message: `service "${service}" provides "${nameOf(provided)}", but ${nameOf(key)}, which needs it, is shared with ${others.map(printSharer).join(', ')}.`,
    where: [{ service }, { class: nameOf(key) }],
    fix: `provide "${nameOf(provided)}" in defineSetup for the whole application, or let the token make it.`,
  };
}
