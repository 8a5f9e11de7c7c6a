import type { GraphKind } from './app-graph.js';

/** What a node looks like; `shared` is a singleton, transient or token of several services. */
export const kindColors: Readonly<Record<GraphKind | 'shared', { readonly fill: string; readonly stroke: string }>> = {
  package: { fill: '#f2f2f2', stroke: '#9a9a9a' },
  service: { fill: '#dbe9ff', stroke: '#2f6fd0' },
  controller: { fill: '#e3f5e1', stroke: '#3c8d36' },
  singleton: { fill: '#ffffff', stroke: '#666666' },
  transient: { fill: '#ffffff', stroke: '#b5b5b5' },
  token: { fill: '#f3e8fd', stroke: '#8a4fc0' },
  shared: { fill: '#fff1d6', stroke: '#d08a1d' },
};
