import { parseArgs } from 'node:util';
import { MonoError } from '@monojs/core';

/** What a listing is asked for: `[service|group…] [--json]`. */
export interface ListingArguments {
  readonly targets: readonly string[];
  readonly json: boolean;
}

/** @throws MonoError MONO_USAGE for any other flag, and for names where the command takes none */
export function readListingArguments(
  command: string,
  argv: readonly string[],
  takesTargets: boolean,
): ListingArguments {
  const { tokens } = parseArgs({
    args: [...argv],
    options: { json: { type: 'boolean' } },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const targets: string[] = [];
  let json = false;
  for (const token of tokens) {
    if (token.kind === 'option' && token.name === 'json' && token.value === undefined) json = true;
    else if (token.kind === 'option')
      throw usage(command, `${token.rawName} is no flag of mono ${command}, or takes no value.`);
    else if (token.kind === 'positional' && takesTargets) targets.push(token.value);
    else if (token.kind === 'positional')
      throw usage(command, `mono ${command} takes no names, but was given "${token.value}".`);
  }
  return { targets, json };
}

function usage(command: string, message: string): MonoError {
  return new MonoError({
    code: 'MONO_USAGE',
    message,
    where: [],
    fix: `mono ${command} --help explains it; its only flag is --json.`,
  });
}
