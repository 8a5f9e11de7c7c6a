import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseStartArguments } from '@monojs/server';
import { readArtifact } from './read-artifact.js';

/**
 * Turns this process into the artifact of an application, `<root>/dist`.
 *
 * @throws MonoError when there is none that could be run
 */
export async function runArtifact(root: string, argv: readonly string[]): Promise<void> {
  const { list } = parseStartArguments(argv);
  const { name, fingerprint, file, executable } = readArtifact(join(root, 'dist'), 'dist');
  if (!list) console.log(`Running the artifact dist, ${name} ${fingerprint.slice(0, 12)}.`);
  // Relative paths in the settings of an application mean its own folder, wherever the command was called.
  process.chdir(root);
  if (executable) return runExecutable(file, argv);
  // Its entry reads the command line as if it had been called by itself.
  process.argv = [process.execPath, file, ...argv];
  await import(pathToFileURL(file).href);
}

/** A process of its own, with Node inside: signals are handed on, and this one ends as it does. */
async function runExecutable(file: string, argv: readonly string[]): Promise<void> {
  const child = spawn(file, argv, { stdio: 'inherit' });
  const forward = (signal: NodeJS.Signals) => child.kill(signal);
  process.on('SIGINT', forward).on('SIGTERM', forward);
  process.exitCode = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
