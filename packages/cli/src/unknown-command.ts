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
    fix: near.length > 0 ? `did you mean mono ${near.join(' or mono ')}?` : 'mono --help explains each of them.',
  });
}
