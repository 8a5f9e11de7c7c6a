import { MonoError, nearestNames } from '@monojs/core';
import { commands } from './command-table.js';

/** Says which commands there are, the nearest first. */
export function throwUnknownCommand(name: string): never {
  const known = Object.keys(commands);
  const near = nearestNames(name.replace(/^-+/, ''), known);
  const isFlag = name.startsWith('-');
  throw new MonoError({
    code: 'MONO_USAGE',
    message: `"${name}" is no ${isFlag ? 'flag' : 'command'} of mono. Commands: ${known.join(', ')}.`,
    where: [],
    fix: near.length > 0 ? `did you mean mono ${near.join(' or mono ')}?` : adviceFor(name, isFlag),
  });
}

/** What stands in the place of a command is often the name of a service. */
function adviceFor(name: string, isFlag: boolean): string {
  const explained = 'mono --help explains each of them.';
  return isFlag ? explained : `${explained} A service is started by its name: mono start ${name}.`;
}
