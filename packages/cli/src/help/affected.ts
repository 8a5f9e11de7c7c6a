import type { Command } from '../command.js';

export const affected: Command = {
  summary: 'the services that a change touches, and by what',
  help: `Usage: mono affected --since <git ref | manifest | artifact folder> [--json] [--fail-if-any]

Compares the application, uncommitted changes included, with what it was at a git ref, or when a manifest was built. Names every service that
reaches something that differs: a file, the version of a package, a setting. Imports none of your files, and touches nothing in git.

      --since <…>     a branch, tag or commit; dist/mono.json; or the folder that holds a mono.json
      --json          print { "version": 1, "since": …, "services": [...] }
      --fail-if-any   exit with 1 if a service is affected
  -h, --help          print this text

Exits with 0 whether some or none are affected, and with 3 if that cannot be told.

Examples:
  mono affected --since origin/main
  mono affected --since dist/mono.json --json
  mono affected --since "$(git merge-base origin/main HEAD)" --fail-if-any`,
  load: () => import('../commands/affected.js'),
};
