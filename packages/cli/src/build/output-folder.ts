import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { MonoError } from '@monojs/core';

/**
 * Calls `fill` with an empty folder and puts that in the place of `out` once it is whole: a build that fails leaves what was there as it was.
 *
 * @throws MonoError MONO_OUTPUT_FOREIGN when the folder holds something that no build wrote
 */
export async function replaceFolder<T>(out: string, fill: (folder: string) => Promise<T>): Promise<T> {
  assertReplaceable(out);
  // Beside it, so that both are on one disk and paths from one to the sources are the same length.
  const folder = join(existingParent(out), `.${basename(out)}-${process.pid}`);
  mkdirSync(folder);
  try {
    const filled = await fill(folder);
    const old = `${folder}-old`;
    if (existsSync(out)) renameSync(out, old);
    try {
      renameSync(folder, out);
    } catch (error) {
      if (existsSync(old)) renameSync(old, out);
      throw error;
    }
    rmSync(old, { recursive: true, force: true });
    return filled;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function existingParent(out: string): string {
  const parent = dirname(out);
  if (existsSync(parent)) return parent;
  throw new MonoError({
    code: 'MONO_OUTPUT_FOREIGN',
    message: `the folder ${parent}, in which ${basename(out)} is to be written, does not exist.`,
    where: [],
    fix: 'make it, or name another place with --out.',
  });
}

/** @throws MonoError MONO_OUTPUT_FOREIGN */
export function assertReplaceable(out: string): void {
  if (!existsSync(out) || existsSync(join(out, 'mono.json'))) return;
  const entries = readdirSync(out);
  if (entries.length === 0) return;
  throw new MonoError({
    code: 'MONO_OUTPUT_FOREIGN',
    message: `${relative(process.cwd(), out) || out} was not written by mono build (it holds ${entries.sort().slice(0, 3).join(', ')} and no mono.json), so it is not replaced.`,
    where: [],
    fix: 'remove it yourself if nobody needs it, or name another folder with --out.',
  });
}
