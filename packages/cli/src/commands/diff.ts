import { parseArgs } from 'node:util';
import { MonoError } from '@monojs/core';
import { exitCodes } from '@monojs/server';
import { diffManifests } from '../diff/diff-manifests.js';
import { printDiff } from '../diff/print-diff.js';
import { printDiffMarkdown } from '../diff/print-diff-markdown.js';
import { readSide } from '../diff/read-side.js';
import { verdicts } from '../diff/verdict.js';

interface DiffArguments {
  readonly old: string;
  readonly now: string;
  readonly format: 'text' | 'json' | 'markdown';
  readonly failOn?: 'breaking' | 'unknown';
}

/** `mono diff <old> [new]`: what has changed per service, and what it means to those who call it. */
export async function run(argv: readonly string[]): Promise<void> {
  const { old, now, format, failOn } = readArguments(argv);
  const before = await readSide(old, process.cwd());
  const services = diffManifests(before, await readSide(now, process.cwd()));
  if (format === 'json') console.log(JSON.stringify({ version: 1, services }, null, 2));
  else console.log(format === 'markdown' ? printDiffMarkdown(services) : printDiff(services));
  const failing = failOn === undefined ? [] : verdicts.slice(0, verdicts.indexOf(failOn) + 1);
  if (services.some(({ verdict }) => verdict && failing.includes(verdict))) process.exitCode = exitCodes.findings;
}

function readArguments(argv: readonly string[]): DiffArguments {
  const { tokens } = parseArgs({
    args: [...argv],
    options: { json: { type: 'boolean' }, markdown: { type: 'boolean' }, 'fail-on': { type: 'string' } },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const sides: string[] = [];
  const formats = new Set<DiffArguments['format']>();
  let failOn: DiffArguments['failOn'];
  for (const token of tokens) {
    if (token.kind === 'positional') sides.push(token.value);
    else if (token.kind !== 'option') continue;
    else if ((token.name === 'json' || token.name === 'markdown') && token.value === undefined) formats.add(token.name);
    else if (token.name === 'fail-on' && (token.value === 'breaking' || token.value === 'unknown'))
      failOn = token.value;
    else if (token.name === 'fail-on') throw usage('--fail-on takes breaking or unknown.');
    else throw usage(`${token.rawName} is no flag of mono diff, or takes no value.`);
  }
  const [old, now = '.', ...others] = sides;
  if (old === undefined || others.length > 0)
    throw usage('mono diff takes what it was, and what it is: one or two manifests.');
  if (formats.size > 1) throw usage('--json and --markdown exclude each other.');
  const [format = 'text'] = formats;
  return { old, now, format, ...(failOn && { failOn }) };
}

function usage(message: string): MonoError {
  return new MonoError({
    code: 'MONO_USAGE',
    message,
    where: [],
    fix: 'write, for example, mono diff released/mono.json; mono diff --help explains it.',
  });
}
