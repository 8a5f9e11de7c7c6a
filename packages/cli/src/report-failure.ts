import { MonoError, nearestNames } from '@monojs/core';
import { exitCodeOf, printError } from '@monojs/server';
import { commands } from './command-table.js';

/** Prints what failed, as text on stderr or, under `--json`, as `{ version, findings }` on stdout, and sets the exit code. */
export function reportFailure(error: unknown, json: boolean): void {
  if (json && error instanceof MonoError) console.log(JSON.stringify(error.toJSON(), null, 2));
  else console.error(printError(error));
  process.exitCode = exitCodeOf(error);
}

export function throwUnknownCommand(name: string): never {
  const known = Object.keys(commands);
  const near = nearestNames(name.replace(/^-+/, ''), known);
  const isFlag = name.startsWith('-');
  throw new MonoError({
    code: 'MONO_USAGE',
    message: `"${name}" is no ${isFlag ? 'flag' : 'command'} of mono. Commands: ${known.join(', ')}.`,
    where: [],
    fix: near.length > 0 ? `did you mean mono ${near.join(' or mono ')}?` : 'mono --help explains each of them.',
  });
}
