import { parseArgs } from 'node:util';
import { MonoError, selectServices } from '@monojs/core';
import { createScannedManifest } from '../manifest/create-scanned-manifest.js';
import type { ScannedManifest } from '../manifest/manifest.js';
import { assertContracts } from '../plan/assert-contracts.js';
import { createPlan } from '../plan/create-plan.js';
import { printPlan } from '../plan/print-plan.js';
import { readPlannedManifest } from '../plan/read-planned-manifest.js';
import { readRunning } from '../plan/read-running.js';
import { readApp } from '../read-app.js';

interface PlanArguments {
  readonly running: readonly string[];
  readonly wanted: string;
  readonly only: readonly string[];
  readonly json: boolean;
}

/** `mono plan --running …`: which services have to roll out, which of them together, and which keep what they run. */
export async function run(argv: readonly string[]): Promise<void> {
  const { running, wanted, only, json } = readArguments(argv);
  const now = readRunning(running, process.cwd());
  const next = readWanted(wanted, process.cwd());
  const plan = createPlan(now, next, only.length > 0 ? selectOnly(only, [...now.keys()], next) : undefined);
  assertContracts(plan);
  console.log(
    json ? JSON.stringify({ version: 1, services: plan.services, steps: plan.steps }, null, 2) : printPlan(plan),
  );
}

function readWanted(wanted: string, cwd: string): ScannedManifest {
  return wanted === '.' ? createScannedManifest(readApp()) : readPlannedManifest(wanted, cwd);
}

/** A service that runs and is gone from the application can be named as well. */
function selectOnly(
  only: readonly string[],
  running: readonly string[],
  { services, groups }: ScannedManifest,
): ReadonlySet<string> {
  const names = [...services.map(({ name }) => name), ...running];
  const load = () => Promise.resolve();
  const description = {
    services: Object.fromEntries(names.map((name) => [name, load])),
    groups: Object.fromEntries(groups.map((group) => [group.name, group.services])),
  };
  return new Set(selectServices(description, only));
}

function readArguments(argv: readonly string[]): PlanArguments {
  const { tokens } = parseArgs({
    args: [...argv],
    options: {
      running: { type: 'string' },
      new: { type: 'string' },
      only: { type: 'string' },
      json: { type: 'boolean' },
    },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const lists = { running: [] as string[], new: [] as string[], only: [] as string[] };
  let json = false;
  // `--running a.json b.json` as well as `--running a.json --running b.json`.
  let list: string[] | undefined;
  for (const token of tokens) {
    if (token.kind === 'positional' && list && list !== lists.new) list.push(token.value);
    else if (token.kind === 'positional') throw usage(`mono plan does not know what "${token.value}" is for.`);
    else if (token.kind !== 'option') continue;
    else if (token.name === 'json' && token.value === undefined) json = true;
    else if (token.name in lists && token.value && !token.value.startsWith('-')) {
      list = lists[token.name as keyof typeof lists];
      list.push(token.value);
    } else throw usage(`${token.rawName} is no flag of mono plan, or its value is missing or too much.`);
  }
  if (lists.running.length === 0) throw usage('mono plan needs to know what runs.');
  if (lists.new.length > 1) throw usage('--new names one manifest.');
  return { running: lists.running, wanted: lists.new[0] ?? '.', only: lists.only, json };
}

function usage(message: string): MonoError {
  const fix = 'write mono plan --running released/mono.json; mono plan --help explains it.';
  return new MonoError({ code: 'MONO_USAGE', message, where: [], fix });
}
