import { MonoError } from '@monojs/core';
import { exitCodes } from '@monojs/server';
import { parseArgs } from 'node:util';
import { checkApp } from '../check/check-app.js';
import { printCheck } from '../check/print-check.js';
import { updateBaseline } from '../check/update-baseline.js';
import { findApp } from '../scan/find-app.js';
import { scanApp } from '../scan/scan-app.js';

/** `mono check`: every mistake of every service, before anything starts. */
export async function run(argv: readonly string[]): Promise<void> {
  const started = performance.now();
  const { json, types, update } = readArguments(argv);
  const { root } = findApp(process.cwd());
  const updated = update ? updateBaseline(scanApp(root)) : undefined;
  const result = await checkApp(root, { types });
  const { findings, notes } = result;
  if (findings.length > 0) process.exitCode = exitCodes.findings;
  if (json) return console.log(JSON.stringify({ version: 1, findings, notes }, null, 2));
  if (updated !== undefined) console.log(`${updated}.\n`);
  console.log(printCheck(result, { milliseconds: performance.now() - started, types }));
}

function readArguments(argv: readonly string[]): { json: boolean; types: boolean; update: boolean } {
  const { tokens } = parseArgs({ args: [...argv], strict: false, allowPositionals: true, tokens: true });
  const flags = ['--json', '--no-types', '--update-baseline'];
  for (const token of tokens) {
    if (token.kind === 'option' && flags.includes(token.rawName) && token.value === undefined) continue;
    throw new MonoError({
      code: 'MONO_USAGE',
      message:
        token.kind === 'positional'
          ? `mono check takes no names, but was given "${token.value}": it checks every service.`
          : `${token.kind === 'option' ? token.rawName : '--'} is no flag of mono check, or takes no value.`,
      where: [],
      fix: `its flags are ${flags.join(', ')}; mono check --help explains them.`,
    });
  }
  return {
    json: argv.includes('--json'),
    types: !argv.includes('--no-types'),
    update: argv.includes('--update-baseline'),
  };
}
