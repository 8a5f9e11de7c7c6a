import { type Finding, MonoError } from '../errors/mono-error.js';
import { printCause } from '../errors/print-cause.js';
import { type Key, type Resolve, Token } from '../metadata/token.js';
import type { Graph, GraphNode } from './graph.js';
import { applicationView, nameOf } from './providers.js';
import { Scope } from './tsyringe.js';

/** Something that was made once and may want to be started, stopped or disposed of. */
export interface Made {
  readonly name: string;
  readonly value: unknown;
  /** Ends what a token's `create` made; undefined for classes. */
  readonly dispose?: () => void | Promise<void>;
}

/** One application's instances. Dependencies are made before what needs them, one after the other, so the order is always the same. */
export class Container {
  readonly #graph: Graph;
  readonly #application = new Scope();
  readonly #services = new Map<string, Scope>();
  readonly #registered = new Set<GraphNode>();
  readonly #reached: GraphNode[] = [];
  readonly #made = new Map<GraphNode, Promise<void>>();
  /** Who is waiting for whom just now: creates run at the same time, so a circle among them shows only here. */
  readonly #waits = new Map<GraphNode | undefined, Set<GraphNode>>();
  readonly #onMade: (made: Made) => void;

  /** @param onMade told of each thing the moment it is made, so that a failure later can undo it */
  constructor(graph: Graph, onMade: (made: Made) => void) {
    this.#graph = graph;
    this.#onMade = onMade;
  }

  /** Makes the keys and everything they reach, as this service sees them. */
  async make(service: string, keys: readonly Key[]): Promise<void> {
    for (const key of keys) await this.#ensure(this.#registerAll(this.#graph.node(service, key)));
    // What is only needed later is made all the same: nothing that starts may fail at its first use.
    for (let node = this.#reached.pop(); node; node = this.#reached.pop()) await this.#ensure(node);
  }

  /** Waits for what a failed start has left under way, so that nothing is made after everything has been undone. */
  async settle(): Promise<void> {
    for (let size = -1; size !== this.#made.size;) {
      size = this.#made.size;
      await Promise.allSettled(this.#made.values());
    }
  }

  /** An instance that was made. */
  resolve<T>(service: string, key: Key<T>): T {
    return this.#scopeOf(this.#graph.node(service, key)).resolve(key);
  }

  /** Everything a node reaches, known to its container before anything is built. */
  #registerAll(node: GraphNode): GraphNode {
    if (this.#registered.has(node)) return node;
    this.#registered.add(node);
    this.#register(node);
    this.#reached.push(node);
    for (const edge of node.edges) this.#registerAll(edge.node);
    return node;
  }

  #register(node: GraphNode): void {
    const scope = this.#scopeOf(node);
    for (const provider of node.providers ?? []) {
      if ('useValue' in provider) scope.registerValue(node.key, provider.useValue);
      else scope.registerAlias(node.key, provider.useClass);
    }
    if (!node.providers && !(node.key instanceof Token)) scope.registerClass(node.key, node.key, node.lifecycle);
  }

  /** @param by what cannot be made before the node is */
  async #ensure(node: GraphNode, by?: GraphNode): Promise<void> {
    const circle = by && this.#findWait(node, by);
    if (circle) throw new MonoError(circleFinding([...circle, node]));
    const waits = this.#waits.get(by) ?? new Set();
    this.#waits.set(by, waits.add(node)); // before the node is begun, which may ask for others at once
    let made = this.#made.get(node);
    if (!made) this.#made.set(node, (made = this.#make(node)));
    await made.finally(() => waits.delete(node));
  }

  /** From one node to another along what each is waiting for. */
  #findWait(from: GraphNode, to: GraphNode): GraphNode[] | undefined {
    if (from === to) return [from];
    for (const next of this.#waits.get(from) ?? []) {
      const rest = this.#findWait(next, to);
      if (rest) return [from, ...rest];
    }
    return undefined;
  }

  async #make(node: GraphNode): Promise<void> {
    for (const edge of node.edges) if (!edge.delayed) await this.#ensure(edge.node, node);
    if (node.providers || node.lifecycle !== 'singleton') return;
    if (node.key instanceof Token) return this.#create(node, node.key);
    this.#onMade({ name: nameOf(node.key), value: this.#construct(node) });
  }

  #construct(node: GraphNode): unknown {
    try {
      return this.#scopeOf(node).resolve(node.key);
    } catch (error) {
      // tsyringe keeps only the message of what failed on the way to this: build that alone to see the error itself.
      for (const edge of node.edges) if (!edge.delayed) this.#construct(edge.node);
      throw failure(node, 'its constructor threw', error);
    }
  }

  async #create(node: GraphNode, token: Token<unknown>): Promise<void> {
    const { create, dispose } = token.options;
    const resolver = this.#createResolver(node);
    let value: unknown;
    try {
      value = await create!(resolver.resolve);
    } catch (error) {
      throw error instanceof MonoError ? error : failure(node, 'its create threw', error);
    } finally {
      resolver.close();
    }
    this.#scopeOf(node).registerValue(token, value);
    this.#onMade({ name: token.name, value: undefined, ...(dispose && { dispose: () => dispose(value) }) });
  }

  /** What a token's `create` receives. The keys it will ask for are not known before it does, so they join the graph now. */
  #createResolver(node: GraphNode): { resolve: Resolve; close: () => void } {
    // As the application sees it: what a token makes is shared, so what one service provides does not reach it.
    const service = applicationView;
    let isOver = false;
    const resolve: Resolve = async (key) => {
      if (isOver) throw new MonoError(lateFinding(node, key));
      const findings = [...this.#graph.reach(service, [key], [node.key]), ...this.#graph.checkSharing()];
      if (findings.length > 0) throw new MonoError(findings);
      await this.#ensure(this.#registerAll(this.#graph.node(service, key)), node);
      return this.resolve(service, key);
    };
    return { resolve, close: () => void (isOver = true) };
  }

  #scopeOf({ scope }: GraphNode): Scope {
    if (scope === undefined) return this.#application;
    let own = this.#services.get(scope);
    if (!own) this.#services.set(scope, (own = new Scope(this.#application)));
    return own;
  }
}

function failure({ key }: GraphNode, what: string, cause: unknown): MonoError {
  const finding: Finding = {
    code: 'MONO_PROVIDER_FAILED',
    message: `${nameOf(key)} could not be made: ${what}. ${printCause(cause)}`,
    where: [{ class: nameOf(key) }],
    fix: 'mend what the message names; the stack of the original error is its cause.',
  };
  return new MonoError(finding, { cause });
}

function circleFinding(chain: readonly GraphNode[]): Finding {
  return {
    code: 'MONO_INJECT_CYCLE',
    message: `these need each other to be made: ${chain.map(({ key }) => nameOf(key)).join(' -> ')}.`,
    where: chain.slice(0, -1).map(({ key }) => ({ class: nameOf(key) })),
    fix: 'let one of them be made without the other, or look it up later.',
  };
}

function lateFinding(node: GraphNode, key: Key): Finding {
  return {
    code: 'MONO_APP_STATE',
    message: `"${nameOf(node.key)}" asks for "${nameOf(key)}" after its create was over.`,
    where: [{ class: nameOf(node.key) }],
    fix: 'resolve what it needs while create runs, so that it is checked, started and stopped in order.',
  };
}
