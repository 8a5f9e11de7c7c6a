import type { AppGraph, GraphKind } from './app-graph.js';
import { kindColors } from './kind-colors.js';

const shapes: Readonly<Record<GraphKind, readonly [string, string]>> = {
  service: ['([', '])'],
  controller: ['[', ']'],
  singleton: ['(', ')'],
  transient: ['(', ')'],
  token: ['{{', '}}'],
  package: ['[/', '/]'],
};

/** A Mermaid flowchart, which Markdown on GitHub and GitLab draws. */
export function toMermaid({ nodes, edges }: AppGraph): string {
  const ids = new Map<string, string>();
  for (const { id, kind, name } of nodes) {
    const plain = `${kind}_${name.replace(/[^A-Za-z0-9]+/g, '_')}`;
    const taken = [...ids.values()].filter((one) => one === plain || one.startsWith(`${plain}__`)).length;
    ids.set(id, taken === 0 ? plain : `${plain}__${taken + 1}`);
  }
  const lines = nodes.map(({ id, kind, name, services }) => {
    const [open, close] = shapes[kind];
    const isShared = kind !== 'service' && kind !== 'package' && services.length > 1;
    return `  ${ids.get(id)}${open}"${escape(name)}"${close}:::${isShared ? 'shared' : kind}`;
  });
  const links = edges.map(({ from, to, aside }) => `  ${ids.get(from)} ${aside ? '-.->' : '-->'} ${ids.get(to)}`);
  const classes = Object.entries(kindColors).map(
    ([kind, { fill, stroke }]) => `  classDef ${kind} fill:${fill},stroke:${stroke},color:#1a1a1a`,
  );
  return ['flowchart LR', ...lines, ...links, ...classes].join('\n');
}

/** Mermaid's own spelling for what would end a label. */
function escape(text: string): string {
  return text.replaceAll('#', '#35;').replaceAll('"', '#quot;').replaceAll('<', '#lt;').replaceAll('>', '#gt;');
}
