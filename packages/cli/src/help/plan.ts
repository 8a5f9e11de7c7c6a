import type { Command } from '../command.js';

export const plan: Command = {
  summary: 'which services must roll out, which together, which keep their image',
  help: `Usage: mono plan --running <manifest ...> [--new <manifest>] [--only <service or group ...>] [--json]

Compares what runs with what shall run. A service whose fingerprint is the same keeps its image. Services that get another version of a file
which mono.config.ts marks as a contract, such as a migration, roll out together. A plan that would leave services on two versions of one is
refused, with 1. None of your files is imported.

      --running <manifest ...>   what runs: manifests or folders of artifacts, each for all its services; users=old/mono.json says it of one
      --new <manifest>           what shall run; otherwise the application as it stands
      --only <name ...>          touch these services only
      --json                     print { "version": 1, "services": [...], "steps": [...] }
  -h, --help                     print this text

Examples:
  mono plan --running released/mono.json
  mono plan --running released/mono.json users=hotfix/mono.json --new dist
  mono plan --running released/mono.json --only users`,
  load: () => import('../commands/plan.js'),
};
