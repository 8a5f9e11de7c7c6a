import { MonoError, selectServices } from '@monojs/core';
import { exitCodes } from '@monojs/server';
import { createSources } from '../manifest/create-scanned-manifest.js';
import { readApp } from '../read-app.js';
import { readListingArguments } from '../read-listing-arguments.js';
import { importModule } from '../run-sources.js';
import { describeApp } from '../scan/describe-app.js';
import { explainWhy } from '../why/explain-why.js';
import { findTarget } from '../why/find-target.js';
import { printWhy } from '../why/print-why.js';

/** `mono why <service> <file|package>`: the shortest chain of imports that ties them. */
export async function run(argv: readonly string[]): Promise<void> {
  const { targets, json } = readListingArguments('why', argv, true);
  const [name, target, ...others] = targets;
  if (name === undefined || target === undefined || others.length > 0)
    throw usage('mono why takes the name of a service, and a file or a package.');
  const scan = readApp();
  const [service, ...more] = selectServices(describeApp(scan, importModule), [name]);
  if (service === undefined || more.length > 0) throw usage(`mono why explains one service, but "${name}" is several.`);
  const why = explainWhy(scan, service, findTarget(scan.root, target, process.cwd()), createSources(scan.root));
  console.log(json ? JSON.stringify({ version: 1, ...why }, null, 2) : printWhy(why));
  if (!why.reached) process.exitCode = exitCodes.findings;
}

function usage(message: string): MonoError {
  return new MonoError({
    code: 'MONO_USAGE',
    message,
    where: [],
    fix: 'write, for example, mono why users src/shared/text.ts, or mono why users zod.',
  });
}
