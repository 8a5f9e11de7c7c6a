import type { Command } from '../command.js';

export const diff: Command = {
  summary: 'what has changed per service, and whether it breaks callers',
  help: `Usage: mono diff <old> [new] [--json | --markdown] [--fail-on breaking]

Compares two states of the application, service by service: routes, what they take and give, who injects what, packages and settings.
Each side is a manifest, the folder of an artifact, or "." for the application as it stands, which is also what is compared when there is no second.
The application as it stands is imported in a process of its own; nothing is started.

A change is breaking where a caller of the old state is refused or misses something, safe where it can be shown that none is, and else unknown.

      --json                print { "version": 1, "services": [...] }
      --markdown            print tables for a pull request
      --fail-on breaking    exit with 1 if a change is breaking; with --fail-on unknown, also if one is unknown
  -h, --help                print this text

Examples:
  mono diff released/mono.json
  mono diff released/mono.json dist --markdown
  mono diff released/mono.json --fail-on breaking`,
  load: () => import('../commands/diff.js'),
};
