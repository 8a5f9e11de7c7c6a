import { commands } from './command-table.js';

/** What `mono --help` prints. */
export function printHelp(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}   ${summary}`);
  return `Usage: mono <command> [arguments]

Mono runs one codebase as many services: name the ones this process shall be.

${lines.join('\n')}

  mono <command> --help   what a command does, its flags, and examples
  mono --version          the version of @monojs/cli

Begin with:
  mono list               what is there
  mono start              all of it, on http://localhost:3000`;
}
