import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { MonoError } from '@monojs/core';
import { createManifest } from '../manifest/create-manifest.js';
import type { Manifest } from '../manifest/manifest.js';
import { readManifest } from '../manifest/read-manifest.js';
import { findApp } from '../scan/find-app.js';

/**
 * One of the two states to compare: `.` is the application as it stands, anything else a manifest or the folder of an artifact.
 *
 * @throws MonoError MONO_MANIFEST_INVALID, MONO_MANIFEST_NEWER, or with the mistakes of the application
 */
export async function readSide(side: string, cwd: string): Promise<Manifest> {
  if (side === '.') return createManifest(findApp(cwd).root);
  const { file, name } = manifestFile(side, cwd);
  const manifest = readManifest<Manifest>(file, name);
  if (!manifest.services.every(isDescribed))
    throw new MonoError({
      code: 'MONO_MANIFEST_INVALID',
      message: `${name} does not say which routes its services have.`,
      where: [],
      fix: 'name the mono.json of a build, or build it again.',
    });
  return manifest;
}

/** The manifest that a name means: itself, or the one in the folder of an artifact. */
export function manifestFile(name: string, cwd: string): { readonly file: string; readonly name: string } {
  const path = resolve(cwd, name);
  const isFolder = existsSync(path) && statSync(path).isDirectory();
  return isFolder
    ? { file: join(path, 'mono.json'), name: `${name.replace(/[\\/]+$/, '')}/mono.json` }
    : { file: path, name };
}

/** Fingerprints say nothing of the routes, so that these have to be looked at. */
function isDescribed({ routes, injection }: { readonly routes?: unknown; readonly injection?: unknown }): boolean {
  return isListOf(routes, isRoute) && isListOf(injection, isNode);
}

function isRoute({ method, path, schemas }: Readonly<Record<string, unknown>>): boolean {
  return typeof method === 'string' && typeof path === 'string' && typeof schemas === 'object' && schemas !== null;
}

function isNode({ name, needs }: Readonly<Record<string, unknown>>): boolean {
  return typeof name === 'string' && Array.isArray(needs) && needs.every((need) => typeof need === 'string');
}

function isListOf(list: unknown, is: (item: Readonly<Record<string, unknown>>) => boolean): boolean {
  return (
    Array.isArray(list) &&
    list.every((item) => typeof item === 'object' && item !== null && is(item as Readonly<Record<string, unknown>>))
  );
}
