import type { Slot } from './layer-nodes.js';

const nodeHeight = 26;
const pointHeight = 8;
const gap = 12;

/** The middle of every slot from the top, in pixels. Few edges cross, and none of the slots of a layer overlap. */
export function arrangeLayers(layers: readonly Slot[][]): ReadonlyMap<Slot, number> {
  const positions = new Map<Slot, number>();
  for (const layer of layers) remember(layer, positions);
  for (let round = 0; round < 12; round++) {
    if (round % 2 === 0) for (const layer of layers.slice(1)) sortByMean(layer, 'before', positions);
    else for (const layer of layers.slice(0, -1).reverse()) sortByMean(layer, 'after', positions);
  }
  const middles = new Map<Slot, number>();
  for (const layer of layers) stack(layer, () => 0, middles);
  for (let round = 0; round < 16; round++) {
    const ordered = round % 2 === 0 ? layers : [...layers].reverse();
    for (const layer of ordered) {
      const wanted = new Map(
        layer.map((slot) => [slot, mean([...slot.before, ...slot.after].map((one) => middles.get(one)!))]),
      );
      stack(layer, (slot) => wanted.get(slot) ?? middles.get(slot)!, middles);
    }
  }
  const top = Math.min(...[...middles].map(([slot, middle]) => middle - heightOf(slot) / 2));
  return new Map([...middles].map(([slot, middle]) => [slot, middle - top]));
}

function sortByMean(layer: Slot[], side: 'before' | 'after', positions: Map<Slot, number>): void {
  const means = new Map(
    layer.map((slot) => [slot, mean(slot[side].map((one) => positions.get(one)!)) ?? positions.get(slot)!]),
  );
  layer.sort((a, b) => means.get(a)! - means.get(b)!);
  remember(layer, positions);
}

function remember(layer: readonly Slot[], positions: Map<Slot, number>): void {
  for (const [index, slot] of layer.entries()) positions.set(slot, index / layer.length);
}

/** Each as near to where it wants to be as the order and the gaps allow. */
function stack(layer: readonly Slot[], wantedAt: (slot: Slot) => number, middles: Map<Slot, number>): void {
  let end = -Infinity;
  let shift = 0;
  for (const slot of layer) {
    const middle = Math.max(wantedAt(slot), end + gap + heightOf(slot) / 2);
    shift += wantedAt(slot) - middle;
    middles.set(slot, middle);
    end = middle + heightOf(slot) / 2;
  }
  // What had to give way went down, so all go up by what that is on average.
  for (const slot of layer) middles.set(slot, middles.get(slot)! + shift / layer.length);
}

export function heightOf({ isPoint }: Slot): number {
  return isPoint ? pointHeight : nodeHeight;
}

function mean(numbers: readonly number[]): number | undefined {
  return numbers.length === 0 ? undefined : numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}
