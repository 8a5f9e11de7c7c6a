import type { InjectionNode } from '../manifest/manifest.js';
import type { ReflectedService } from '../reflect/reflection.js';
import type { AppScan } from '../scan/app-scan.js';

export type GraphKind = 'service' | 'controller' | 'singleton' | 'transient' | 'token' | 'package';

export interface AppGraph {
  /** By kind and name. */
  readonly nodes: readonly AppGraphNode[];
  /** By where they start and end. */
  readonly edges: readonly AppGraphEdge[];
}

export interface AppGraphNode {
  readonly id: string;
  readonly kind: GraphKind;
  readonly name: string;
  readonly file?: string;
  /** Who has it; more than one share it. */
  readonly services: readonly string[];
}

export interface AppGraphEdge {
  readonly from: string;
  readonly to: string;
  /** It belongs to a service that was not asked for and is drawn because it shares something. */
  readonly aside?: true;
}

/**
 * Services, what they inject and the packages their files import.
 *
 * @param around the services to draw; of the others only that they share something is drawn
 */
export function createAppGraph(
  scan: AppScan,
  services: readonly ReflectedService[],
  around: readonly string[],
): AppGraph {
  const nodes = new Map<string, AppGraphNode & { services: string[] }>();
  const edges = new Map<string, AppGraphEdge>();
  const add = (id: string, kind: GraphKind, name: string, service: string, file?: string): void => {
    const node = nodes.get(id) ?? { id, kind, name, services: [], ...(file !== undefined && { file }) };
    nodes.set(id, node);
    if (!node.services.includes(service)) node.services.push(service);
  };
  const link = (from: string, to: string, aside?: true): unknown =>
    edges.set(`${from}\n${to}`, { from, to, ...(aside && { aside }) });

  const drawn = services.filter(({ name }) => around.includes(name));
  for (const { name, injection } of drawn) {
    const service = `service ${name}`;
    add(service, 'service', name, name);
    const ids = new Map(injection.map((node) => [node.name, idOf(node)]));
    const needed = new Set(injection.flatMap(({ needs }) => needs));
    for (const node of injection) {
      add(idOf(node), node.kind, node.name, name, node.file);
      // What nobody else here needs is there for the service itself: its controllers, and what its middleware uses.
      if (node.kind === 'controller' || !needed.has(node.name)) link(service, idOf(node));
      for (const need of node.needs) link(idOf(node), ids.get(need)!);
    }
    for (const used of packagesOf(scan, name)) {
      add(`package ${used}`, 'package', used, name);
      link(service, `package ${used}`);
    }
  }
  for (const { name, injection } of services.filter((service) => !drawn.includes(service))) {
    const ids = new Map(injection.map((node) => [node.name, idOf(node)]));
    const needed = new Set(injection.flatMap(({ needs }) => needs));
    const entered = injection
      .flatMap((node) =>
        nodes.has(idOf(node)) ? (needed.has(node.name) ? [] : [idOf(node)]) : node.needs.map((need) => ids.get(need)!),
      )
      .filter((id) => nodes.has(id));
    if (entered.length === 0) continue;
    for (const node of injection) nodes.get(idOf(node))?.services.push(name);
    add(`service ${name}`, 'service', name, name);
    for (const id of entered) link(`service ${name}`, id, true);
  }
  return {
    nodes: sortBy([...nodes.values()], ({ id }) => id),
    edges: sortBy([...edges.values()], ({ from, to }) => `${from}\n${to}`),
  };
}

/** Two services may inject different things of one name: the file tells them apart. */
function idOf({ kind, name, file }: InjectionNode): string {
  return `${kind} ${name}${file === undefined ? '' : ` ${file}`}`;
}

/** Core is everywhere, so it says nothing. */
function packagesOf(scan: AppScan, service: string): string[] {
  return scan.closureOf(service).packages.filter((name) => name !== '@monojs/core');
}

function sortBy<T>(items: T[], keyOf: (item: T) => string): T[] {
  return items.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
}
