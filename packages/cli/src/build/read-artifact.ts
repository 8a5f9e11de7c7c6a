import { existsSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { MonoError, type Code } from '@monojs/core';
import { readManifest } from '../manifest/read-manifest.js';
import type { Artifact, ArtifactManifest } from './artifact.js';

/** An artifact on this disk. */
export interface FoundArtifact extends Artifact {
  /** Absolute: the file to run. */
  readonly file: string;
}

/**
 * The artifact in a folder, as its `mono.json` describes it.
 *
 * @param shown how the folder is called in messages
 * @throws MonoError MONO_ARTIFACT_MISSING, MONO_ARTIFACT_INVALID, and as `readManifest` does
 */
export function readArtifact(folder: string, shown: string): FoundArtifact {
  const file = join(folder, 'mono.json');
  if (!existsSync(file))
    throw failure('MONO_ARTIFACT_MISSING', `there is no artifact to start: no ${shown}/mono.json.`);
  const { artifact } = readManifest<ArtifactManifest>(file, `${shown}/mono.json`);
  if (!isArtifact(artifact)) throw invalid(shown, 'is a manifest alone, and names no file to run');
  const main = resolve(folder, artifact.main);
  if (!main.startsWith(folder + sep)) throw invalid(shown, `names ${artifact.main}, which lies outside`);
  if (!existsSync(main)) throw invalid(shown, `names ${artifact.main}, which is not there`);
  return { ...artifact, file: main };
}

function isArtifact(value: unknown): value is Artifact {
  if (typeof value !== 'object' || value === null) return false;
  const { name, fingerprint, main } = value as Partial<Record<keyof Artifact, unknown>>;
  return [name, fingerprint, main].every((part) => typeof part === 'string' && part !== '');
}

function invalid(shown: string, reason: string): MonoError {
  return failure('MONO_ARTIFACT_INVALID', `${shown}/mono.json ${reason}.`);
}

function failure(code: Code, message: string): MonoError {
  const fix = 'run mono build; or, to run the sources, leave out --artifact and NODE_ENV=production.';
  return new MonoError({ code, message, where: [], fix });
}
