import type { Command } from '../command.js';

export const routes: Command = {
  summary: 'list the routes of all services, or of those you name',
  help: `Usage: mono routes [service or group ...] [--json]

Lists the routes of the services you name, or of all: method, path, the method that answers, and where it is written.
Imports these services but starts nothing and opens no port.

      --json   print { "version": 1, "routes": [...] }
  -h, --help   print this text

Examples:
  mono routes
  mono routes users
  mono routes users --json`,
  load: () => import('../commands/routes.js'),
};
