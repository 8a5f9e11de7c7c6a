import type { Command } from '../command.js';

export const check: Command = {
  summary: 'find every mistake of every service before anything starts',
  help: `Usage: mono check [--json] [--no-types] [--update-baseline]

Checks types (with your own TypeScript, incrementally), and for every service: injection, routes, handlers, schemas, settings, imports,
and the boundaries between services. Imports the services in a process of their own; starts nothing and opens no port.
All mistakes are in one report, each with its place and how to mend it. Exits with 1 if there is any.

      --no-types           leave out the types, which take most of the time
      --update-baseline    take what no longer happens out of mono.baseline.json, or make that file if there is none
      --json               print { "version": 1, "findings": [...], "notes": [...] }
  -h, --help               print this text

Examples:
  mono check
  mono check --no-types    on every save
  mono check --json`,
  load: () => import('../commands/check.js'),
};
