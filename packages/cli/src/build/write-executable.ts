import { execFile } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { MonoError } from '@monojs/core';
import type { OutputChunk } from 'rolldown';

const execute = promisify(execFile);

/** What Node looks for in its own binary; it is not a secret, and the same for every Node. */
const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

/**
 * Writes one real file: a copy of the Node that runs this, with the application inside. The code cache spares it compiling at every start.
 *
 * @throws MonoError MONO_EXECUTABLE_FAILED
 */
export async function writeExecutable(file: string, { code, map }: OutputChunk): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mono-executable-'));
  try {
    const main = join(folder, 'main.cjs');
    writeFileSync(main, code);
    // Node reads no map from inside; beside the executable it is there for whoever has a stack trace to read.
    if (map) writeFileSync(`${file}.map`, map.toString());
    await (canBuildItself() ? buildItself(folder, main, file) : inject(folder, main, file));
    chmodSync(file, 0o755);
  } catch (error) {
    throw executableFailed(error);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const common = { disableExperimentalSEAWarning: true, useCodeCache: true } as const;

/** `node --build-sea` does every step itself. */
function canBuildItself(): boolean {
  return process.allowedNodeEnvironmentFlags.has('--build-sea') || isAtLeast(25, 5);
}

function isAtLeast(major: number, minor: number): boolean {
  const [ours = 0, theirs = 0] = process.versions.node.split('.').map(Number);
  return ours > major || (ours === major && theirs >= minor);
}

async function buildItself(folder: string, main: string, output: string): Promise<void> {
  await execute(process.execPath, ['--build-sea', writeConfig(folder, { main, output, ...common })], {
    env: plainEnvironment(),
  });
  await sign(output);
}

/** Before Node could: make a blob, copy Node, put the blob into a section of it. */
async function inject(folder: string, main: string, file: string): Promise<void> {
  const blob = join(folder, 'main.blob');
  const config = writeConfig(folder, { main, output: blob, ...common });
  await execute(process.execPath, ['--experimental-sea-config', config], { env: plainEnvironment() });
  copyFileSync(process.execPath, file);
  chmodSync(file, 0o755);
  // macOS refuses to run a file whose signature no longer fits.
  if (process.platform === 'darwin') await execute('codesign', ['--remove-signature', file]);
  const segment = process.platform === 'darwin' ? ['--macho-segment-name', 'NODE_SEA'] : [];
  const postject = require.resolve('postject/dist/cli.js');
  await execute(process.execPath, [postject, file, 'NODE_SEA_BLOB', blob, '--sentinel-fuse', fuse, ...segment]);
  await sign(file);
}

async function sign(file: string): Promise<void> {
  if (process.platform === 'darwin') await execute('codesign', ['--sign', '-', '--force', file]);
}

function writeConfig(folder: string, config: object): string {
  const file = join(folder, 'sea.json');
  writeFileSync(file, JSON.stringify(config));
  return file;
}

/** Options for this process, such as a loader, are none for the one that makes the blob. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, ...rest } = process.env;
  return rest;
}

function executableFailed(cause: unknown): MonoError {
  const { stderr, message } = cause as { stderr?: string; message?: string };
  const reason = (stderr || message || String(cause)).trim().split('\n').at(-1);
  return new MonoError(
    {
      code: 'MONO_EXECUTABLE_FAILED',
      message: `Node ${process.versions.node} could not make the executable: ${reason}`,
      where: [],
      fix: 'a Node from nodejs.org or an official image has what it takes; one that a distribution built may not. The artifact of mono build runs on any.',
    },
    { cause },
  );
}
