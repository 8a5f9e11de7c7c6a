import { execFile } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Finding } from '@monojs/core';
import { readReferences } from '../scan/read-tsconfig.js';

interface CheckedTypes {
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
}

/** Runs the application's own TypeScript compiler over its tsconfig.json. What it learnt is kept, so that the next run looks at what changed. */
export async function checkTypes(root: string): Promise<CheckedTypes> {
  if (!existsSync(join(root, 'tsconfig.json')))
    return { findings: [], notes: ['there is no tsconfig.json, so no types were checked'] };
  const compiler = findCompiler(root);
  if (compiler === undefined) return { findings: [missing], notes: [] };
  const output = await runCompiler(root, compiler);
  return { findings: readDiagnostics(output), notes: [] };
}

function findCompiler(root: string): string | undefined {
  try {
    return join(dirname(createRequire(join(root, 'package.json')).resolve('typescript/package.json')), 'bin/tsc');
  } catch {
    return undefined;
  }
}

function runCompiler(root: string, compiler: string): Promise<string> {
  // A tsconfig that only refers to others checks nothing by itself.
  const isSolution = readReferences(join(root, 'tsconfig.json')).length > 0;
  const cache = join(root, 'node_modules/.cache/mono');
  if (!isSolution) mkdirSync(cache, { recursive: true });
  const how = isSolution
    ? ['--build', '--noEmit', '.']
    : ['--noEmit', '--incremental', '--tsBuildInfoFile', join(cache, 'types.tsbuildinfo'), '--project', '.'];
  return new Promise((resolve, reject) => {
    const options = { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const;
    execFile(process.execPath, [compiler, ...how, '--pretty', 'false'], options, (error, stdout, stderr) => {
      // 1 and 2 are its answers; anything else is no answer.
      if (error && error.code !== 1 && error.code !== 2) reject(new Error(`tsc failed: ${stderr || error.message}`));
      else resolve(stdout);
    });
  });
}

/** `src/a.ts(3,7): error TS2322: …`, with more lines of the same error indented below. */
function readDiagnostics(output: string): Finding[] {
  const findings: Finding[] = [];
  for (const line of output.split(/\r?\n/)) {
    const [, file, at, message] = /^(?:(\S.*?)\((\d+),\d+\): )?error (TS\d+: .*)$/.exec(line) ?? [];
    const last = findings.at(-1);
    if (message !== undefined) {
      const where = file === undefined ? [] : [{ file: file.replaceAll('\\', '/'), line: Number(at) }];
      const fix = 'mend the type; Mono starts services without looking at types, so nothing else would tell.';
      findings.push({ code: 'MONO_TYPE_ERROR', message, where, fix });
    } else if (last && /^\s+\S/.test(line)) {
      findings[findings.length - 1] = { ...last, message: `${last.message}\n  ${line.trim()}` };
    }
  }
  return findings;
}

const missing: Finding = {
  code: 'MONO_TYPESCRIPT_MISSING',
  message: 'the application has a tsconfig.json, but TypeScript is not installed, so its types cannot be checked.',
  where: [{ file: 'tsconfig.json' }],
  fix: 'npm install --save-dev typescript, or leave the types to somebody else: mono check --no-types.',
};
