import type { AppGraph, AppGraphNode } from './app-graph.js';
import { arrangeLayers, heightOf } from './arrange-layers.js';
import { kindColors } from './kind-colors.js';
import { layerNodes } from './layer-nodes.js';
import type { Slot } from './layer-nodes.js';

// A monospaced font, so that the width of a label is known without a browser.
const letterWidth = 7.23;
const margin = 24;
const legendHeight = 40;
const columnGap = 72;

/** A picture of its own: no script, no font to load, readable on light and dark pages. */
export function toSvg(graph: AppGraph): string {
  const { layers, routes } = layerNodes(graph);
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const middles = arrangeLayers(layers);
  const widths = layers.map((layer) => Math.max(...layer.map((slot) => widthOf(slot, nodes))));
  const lefts = widths.map(
    (_, index) => margin + widths.slice(0, index).reduce((sum, width) => sum + width + columnGap, 0),
  );
  const yOf = (slot: Slot): number => round(middles.get(slot)! + margin + legendHeight);
  const bottom = Math.max(...[...middles].map(([slot, middle]) => middle + heightOf(slot) / 2));
  const legend = drawLegend();
  const width = Math.max(lefts.at(-1)! + widths.at(-1)!, legend.width) + margin;
  const height = bottom + legendHeight + 2 * margin;

  const edges = routes.map(({ slots, isTurned, aside }) => {
    const points = slots.flatMap((slot, index): [number, number][] => {
      const left = lefts[slot.layer]!;
      const right = left + (slot.isPoint ? widths[slot.layer]! : widthOf(slot, nodes));
      const y = yOf(slot);
      // Through a column in a straight line, between columns in a curve.
      return [
        ...(index > 0 ? [[left, y] as [number, number]] : []),
        ...(index < slots.length - 1 ? [[right, y] as [number, number]] : []),
      ];
    });
    const marker = isTurned ? 'marker-start="url(#back)"' : 'marker-end="url(#there)"';
    return `<path d="${drawPath(points)}" ${marker}${aside ? ' stroke-dasharray="4 3"' : ''}/>`;
  });
  const boxes = layers.flat().flatMap((slot) => {
    const node = slot.isPoint ? undefined : nodes.get(slot.id);
    return node ? [drawNode(node, lefts[slot.layer]!, yOf(slot), widthOf(slot, nodes))] : [];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${round(width)}" height="${round(height)}" viewBox="0 0 ${round(width)} ${round(height)}" font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="12">`,
    '<defs>',
    '<marker id="there" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="#888"/></marker>',
    '<marker id="back" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0 8 4 0 8z" fill="#888"/></marker>',
    '</defs>',
    '<rect width="100%" height="100%" fill="#fff"/>',
    legend.text,
    `<g fill="none" stroke="#999">\n${edges.join('\n')}\n</g>`,
    ...boxes,
    '</svg>',
  ].join('\n');
}

function widthOf({ id, isPoint }: Slot, nodes: ReadonlyMap<string, AppGraphNode>): number {
  return isPoint ? 0 : Math.ceil(nodes.get(id)!.name.length * letterWidth) + 24;
}

function drawPath([first, ...rest]: readonly [number, number][]): string {
  let [x, y] = first!;
  const parts = [`M${round(x)} ${round(y)}`];
  for (const [nextX, nextY] of rest) {
    const middle = round((x + nextX) / 2);
    parts.push(
      y === nextY
        ? `H${round(nextX)}`
        : `C${middle} ${round(y)} ${middle} ${round(nextY)} ${round(nextX)} ${round(nextY)}`,
    );
    [x, y] = [nextX, nextY];
  }
  return parts.join('');
}

function drawNode({ kind, name, services, file }: AppGraphNode, x: number, y: number, width: number): string {
  const isShared = kind !== 'service' && kind !== 'package' && services.length > 1;
  const title = [`${kind} ${name}`, file, `in ${services.join(', ')}`].filter(Boolean).join('\n');
  return `<g><title>${escape(title)}</title>${drawBox(isShared ? 'shared' : kind, x, y, width)}${drawText(name, x + 12, y)}</g>`;
}

function drawBox(kind: keyof typeof kindColors, x: number, y: number, width: number): string {
  const { fill, stroke } = kindColors[kind];
  const radius = kind === 'service' ? 13 : kind === 'package' ? 0 : 5;
  return `<rect x="${round(x)}" y="${round(y - 13)}" width="${width}" height="26" rx="${radius}" fill="${fill}" stroke="${stroke}"/>`;
}

function drawText(text: string, x: number, y: number): string {
  return `<text x="${round(x)}" y="${round(y + 4)}" fill="#1a1a1a">${escape(text)}</text>`;
}

function drawLegend(): { text: string; width: number } {
  let x = margin;
  const parts: string[] = [];
  for (const kind of Object.keys(kindColors) as (keyof typeof kindColors)[]) {
    const width = Math.ceil(kind.length * letterWidth) + 24;
    parts.push(drawBox(kind, x, margin + 5, width), drawText(kind, x + 12, margin + 5));
    x += width + 12;
  }
  return { text: parts.join(''), width: x };
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
