import type { Command } from '../command.js';

export const fingerprint: Command = {
  summary: 'a hash per service of exactly what it reaches',
  help: `Usage: mono fingerprint [service or group ...] [--json]

Prints sha256 over what each service reaches: its files, the versions of the packages, the settings that change what they mean.
A change outside of that leaves it as it is. None of your files is imported.

      --json   print { "version": 1, "fingerprints": [...] }, with everything that went in
  -h, --help   print this text

Examples:
  mono fingerprint
  mono fingerprint users --json`,
  load: () => import('../commands/fingerprint.js'),
};
