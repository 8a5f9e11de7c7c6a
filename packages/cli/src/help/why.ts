import type { Command } from '../command.js';

export const why: Command = {
  summary: 'what ties a service to a file or a package',
  help: `Usage: mono why <service> <file or package> [--json]

Prints the shortest chain of imports from what declares a service, or from the setup, to a file or a package, with the line of each import.
Barrel files and computed imports on the way are named with the number of files that they add to the service. Exits with 1 if nothing ties them.

      --json   print { "version": 1, "service", "target", "reached", "approximate", "imports", "barrels", "unfollowable" }
  -h, --help   print this text

Examples:
  mono why users src/shared/text.ts
  mono why users zod`,
  load: () => import('../commands/why.js'),
};
