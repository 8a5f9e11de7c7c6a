import type { Command } from '../command.js';

export const graph: Command = {
  summary: 'draw services, controllers, shared singletons, tokens and packages',
  help: `Usage: mono graph [service] [--format mermaid|svg|json]

Draws what every service is made of, or what one service is made of and shares with others. Imports the services; starts nothing.

      --format mermaid   text for Markdown (the default)
      --format svg       a picture, on standard output
      --format json      print { "version": 1, "nodes": [...], "edges": [...] }
      --json             the same as --format json
  -h, --help             print this text

Examples:
  mono graph users
  mono graph --format svg > graph.svg`,
  load: () => import('../commands/graph.js'),
};
