import { parseArgs } from 'node:util';
import { MonoError } from '@monojs/core';
import { exitCodeOf, exitCodes } from '@monojs/server';
import { compareSince } from '../affected/compare-since.js';
import { findAffected } from '../affected/find-affected.js';
import { printAffected } from '../affected/print-affected.js';
import { readApp } from '../read-app.js';
import { reportFailure } from '../report-failure.js';

interface AffectedArguments {
  readonly since: string;
  readonly json: boolean;
  readonly failIfAny: boolean;
}

/** `mono affected --since …`: the services that a change touches, and by what. */
export async function run(argv: readonly string[]): Promise<void> {
  const { since, json, failIfAny } = readArguments(argv);
  try {
    const scan = readApp();
    const affected = findAffected(compareSince(scan, since, process.cwd()));
    const text = json
      ? JSON.stringify({ version: 1, since, services: affected }, null, 2)
      : printAffected(affected, scan.services.length, since);
    console.log(text);
    if (failIfAny && affected.length > 0) process.exitCode = exitCodes.findings;
  } catch (error) {
    reportFailure(error, json);
    // 1 means "some are affected" to whoever asked with --fail-if-any, so what could not be found out must not look like it.
    if (exitCodeOf(error) === exitCodes.findings) process.exitCode = exitCodes.failure;
  }
}

function readArguments(argv: readonly string[]): AffectedArguments {
  const { tokens } = parseArgs({
    args: [...argv],
    options: { since: { type: 'string' }, json: { type: 'boolean' }, 'fail-if-any': { type: 'boolean' } },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const flags = new Set<string>();
  let since: string | undefined;
  for (const token of tokens) {
    if (token.kind === 'option' && token.name === 'since' && token.value && !token.value.startsWith('-'))
      since = token.value;
    else if (
      token.kind === 'option' &&
      (token.name === 'json' || token.name === 'fail-if-any') &&
      token.value === undefined
    )
      flags.add(token.name);
    else if (token.kind === 'option')
      throw usage(`${token.rawName} is no flag of mono affected, or its value is missing or too much.`);
    else if (token.kind === 'positional') throw usage(`mono affected takes no names, but was given "${token.value}".`);
  }
  if (since === undefined) throw usage('mono affected needs to know what to compare with.');
  return { since, json: flags.has('json'), failIfAny: flags.has('fail-if-any') };
}

function usage(message: string): MonoError {
  const fix = 'write mono affected --since origin/main; mono affected --help explains it.';
  return new MonoError({ code: 'MONO_USAGE', message, where: [], fix });
}
