import { parseArgs } from 'node:util';
import { MonoError, nearestNames } from '@monojs/core';
import { readPort } from './read-port.js';

/** What a command line that starts services asks for: `[service|group…] [--port n] [--host h] [--help] [--list]`. */
export interface StartArguments {
  /** Names of services and groups, in the order they were typed. None means every service. */
  targets: string[];
  /** One listener for everything that is started. Zero picks any free port. */
  port?: number;
  host?: string;
  help: boolean;
  list: boolean;
}

const flags = {
  port: { type: 'string', short: 'p' },
  host: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  list: { type: 'boolean' },
} as const;

/**
 * Reads names and flags. It is the only reader of this grammar: `run` and `mono start` share it.
 *
 * @throws MonoError `MONO_USAGE` for a flag that does not exist or lacks its value, `MONO_PORT_INVALID` for a bad `--port`.
 * @example
 * parseStartArguments(['users', 'posts', '--port', '8080']);
 * // { targets: ['users', 'posts'], port: 8080, help: false, list: false }
 */
export function parseStartArguments(argv: readonly string[]): StartArguments {
  // Not strict: parseArgs' own messages name neither the nearest flag nor the way out. The tokens let us say it.
  const { tokens } = parseArgs({
    args: [...argv],
    options: flags,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const result: StartArguments = { targets: [], help: false, list: false };
  for (const token of tokens) {
    if (token.kind === 'positional') result.targets.push(token.value);
    if (token.kind !== 'option') continue;
    switch (token.name) {
      case 'port':
        result.port = readPort(readValue(token), '--port');
        break;
      case 'host':
        result.host = readValue(token);
        break;
      case 'help':
      case 'list':
        assertNoValue(token);
        result[token.name] = true;
        break;
      default:
        throw unknownFlag(token.rawName);
    }
  }
  return result;
}

interface OptionToken {
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function readValue({ rawName, value, inlineValue }: OptionToken): string {
  // `--port --help` would otherwise swallow the flag that follows. A negative number is a value: the port check words it better.
  const isFlag = value !== undefined && !inlineValue && /^-\D/.test(value);
  if (value !== undefined && value !== '' && !isFlag) return value;
  throw usage(`${rawName} needs a value.`, `write ${rawName === '--host' ? '--host 127.0.0.1' : `${rawName} 3000`}.`);
}

function assertNoValue({ rawName, value }: OptionToken): void {
  if (value !== undefined)
    throw usage(`${rawName} takes no value, but was given ${JSON.stringify(value)}.`, `write ${rawName} alone.`);
}

function unknownFlag(rawName: string): MonoError {
  const names = Object.keys(flags);
  const [nearest] = nearestNames(rawName.replace(/^-+/, ''), names);
  const all = names.map((name) => `--${name}`).join(', ');
  return usage(
    `${rawName} is no flag of this command.`,
    nearest ? `did you mean --${nearest}? All flags: ${all}.` : `use one of ${all}.`,
  );
}

function usage(message: string, fix: string): MonoError {
  return new MonoError({ code: 'MONO_USAGE', message, where: [], fix });
}
