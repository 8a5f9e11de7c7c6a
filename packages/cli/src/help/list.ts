import type { Command } from '../command.js';

export const list: Command = {
  summary: 'list the services and groups of the application',
  help: `Usage: mono list [--json]

Lists every service with its port, its groups and the files that declare it, read from the sources: none of them is imported.

      --json   print { "version": 1, "services": [...], "groups": [...] }
  -h, --help   print this text

Examples:
  mono list
  mono list --json`,
  load: () => import('../commands/list.js'),
};
