import { MonoError } from '@monojs/core';
import { manifestFile } from '../diff/read-side.js';
import type { ScannedManifest } from '../manifest/manifest.js';
import { readManifest } from '../manifest/read-manifest.js';

/**
 * Reads a manifest, or that in the folder of an artifact, with its contracts, of which no fingerprint speaks.
 *
 * @throws MonoError MONO_MANIFEST_INVALID or MONO_MANIFEST_NEWER
 */
export function readPlannedManifest(source: string, cwd: string): ScannedManifest {
  const { file, name } = manifestFile(source, cwd);
  const manifest = readManifest(file, name);
  const contracts: unknown = manifest.contracts ?? [];
  if (
    Array.isArray(contracts) &&
    contracts.every((one) => typeof (one as { path?: unknown } | null)?.path === 'string')
  )
    return manifest;
  throw new MonoError({
    code: 'MONO_MANIFEST_INVALID',
    message: `${name} does not say which files are contracts.`,
    where: [],
    fix: 'name the mono.json of a build, or build it again.',
  });
}
