import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from './command-table.js';
import { printHelp } from './print-help.js';

/** The `mono` command: picks the command that was named and runs it, or prints help. Never rejects: what fails is printed and sets the exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    await runCommand(argv);
  } catch (error) {
    const { reportFailure } = await import('./report-failure.js');
    reportFailure(error, argv.includes('--json'));
  }
}

async function runCommand([name, ...rest]: readonly string[]): Promise<void> {
  if (name === undefined || name === '--help' || name === '-h') return console.log(printHelp());
  if (name === '--version' || name === '-v') return console.log(readVersion());
  if (name === 'help') return runCommand(rest[0] === undefined ? ['--help'] : [rest[0], '--help']);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) return (await import('./unknown-command.js')).throwUnknownCommand(name);
  if (rest.includes('--help') || rest.includes('-h')) return console.log(command.help);
  await (await command.load()).run(rest);
}

function readVersion(): string {
  return (JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8')) as { version: string }).version;
}
