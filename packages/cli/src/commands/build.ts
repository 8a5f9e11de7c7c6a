import { resolve } from 'node:path';
import { findApp } from '../scan/find-app.js';
import { buildApp } from '../build/build-app.js';
import { printBuilt } from '../build/print-built.js';
import { readBuildArguments } from '../build/read-build-arguments.js';

/** `mono build`: the artifact of the whole application, or an executable. */
export async function run(argv: readonly string[]): Promise<void> {
  const { out, json, ...options } = readBuildArguments(argv);
  const started = performance.now();
  const { root } = findApp(process.cwd());
  const built = await buildApp(root, { ...options, out: resolve(root, out) });
  const { artifact, files } = built;
  console.log(
    json
      ? JSON.stringify({ version: 1, artifact, files }, null, 2)
      : printBuilt(built, out, performance.now() - started),
  );
}
