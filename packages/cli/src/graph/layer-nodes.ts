import type { AppGraph } from './app-graph.js';

/** A place in the drawing: a node, or a point that a long edge passes on its way, so that it runs between the others and not through them. */
export interface Slot {
  readonly id: string;
  readonly isPoint: boolean;
  readonly layer: number;
  readonly before: Slot[];
  readonly after: Slot[];
}

export interface Layers {
  readonly layers: Slot[][];
  /** For each edge the slots along it, from left to right. */
  readonly routes: readonly { readonly slots: readonly Slot[]; readonly isTurned: boolean; readonly aside: boolean }[];
}

/** Packages left of the services, everything else to their right, each right of all that needs it. */
export function layerNodes({ nodes, edges }: AppGraph): Layers {
  const kinds = new Map(nodes.map(({ id, kind }) => [id, kind]));
  // From left to right: an edge to a package, and one that closes a circle, is turned around.
  const directed = turnCircles(
    nodes.map(({ id }) => id),
    edges.map(({ from, to, aside = false }) => {
      const isTurned = kinds.get(to) === 'package';
      return { from: isTurned ? to : from, to: isTurned ? from : to, isTurned, aside };
    }),
  );
  const depths = new Map<string, number>();
  const depthOf = (id: string): number => {
    const known = depths.get(id);
    if (known !== undefined) return known;
    const own = kinds.get(id) === 'package' ? 0 : kinds.get(id) === 'service' ? 1 : 2;
    const depth = Math.max(own, ...directed.filter(({ to }) => to === id).map(({ from }) => depthOf(from) + 1));
    depths.set(id, depth);
    return depth;
  };
  const least = Math.min(...nodes.map(({ id }) => depthOf(id)));
  const slots = new Map(nodes.map(({ id }) => [id, createSlot(id, false, depthOf(id) - least)]));
  const layers: Slot[][] = [];
  const place = (slot: Slot): Slot => {
    while (layers.length <= slot.layer) layers.push([]);
    layers[slot.layer]!.push(slot);
    return slot;
  };
  for (const slot of slots.values()) place(slot);
  // Long edges to the same node run together from where they meet.
  const points = new Map<string, Slot>();
  const pointAt = (to: string, layer: number): Slot => {
    const key = `${layer} ${to}`;
    const point = points.get(key) ?? place(createSlot(to, true, layer));
    points.set(key, point);
    return point;
  };
  const routes = directed.map(({ from, to, isTurned, aside }) => {
    const [start, end] = [slots.get(from)!, slots.get(to)!];
    const along = [start];
    for (let layer = start.layer + 1; layer < end.layer; layer++) along.push(pointAt(to, layer));
    along.push(end);
    for (let index = 1; index < along.length; index++) {
      if (along[index - 1]!.after.includes(along[index]!)) continue;
      along[index - 1]!.after.push(along[index]!);
      along[index]!.before.push(along[index - 1]!);
    }
    return { slots: along, isTurned, aside };
  });
  return { layers, routes };
}

interface DirectedEdge {
  readonly from: string;
  readonly to: string;
  readonly isTurned: boolean;
  readonly aside: boolean;
}

/** Only what `delay` allows makes a circle, so there are few. */
function turnCircles(ids: readonly string[], edges: readonly DirectedEdge[]): DirectedEdge[] {
  const after = new Map(ids.map((id) => [id, edges.filter(({ from }) => from === id)]));
  const state = new Map<string, 'open' | 'done'>();
  const turned = new Set<DirectedEdge>();
  const visit = (id: string): void => {
    state.set(id, 'open');
    for (const edge of after.get(id)!) {
      if (state.get(edge.to) === 'open') turned.add(edge);
      else if (!state.has(edge.to)) visit(edge.to);
    }
    state.set(id, 'done');
  };
  for (const id of ids) if (!state.has(id)) visit(id);
  return edges
    .filter(({ from, to }) => from !== to)
    .map((edge) => (turned.has(edge) ? { ...edge, from: edge.to, to: edge.from, isTurned: !edge.isTurned } : edge));
}

function createSlot(id: string, isPoint: boolean, layer: number): Slot {
  return { id, isPoint, layer, before: [], after: [] };
}
