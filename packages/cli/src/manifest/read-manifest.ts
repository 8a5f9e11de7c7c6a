import { existsSync, readFileSync } from 'node:fs';
import { MonoError } from '@monojs/core';
import type { Code } from '@monojs/core';
import { fingerprintOf } from './fingerprint-of.js';
import type { ScannedManifest } from './manifest.js';

/**
 * Reads a manifest and makes sure that it is whole: every fingerprint must fit what stands beside it.
 *
 * @param name how the file is called in messages
 * @throws MonoError MONO_MANIFEST_INVALID or MONO_MANIFEST_NEWER
 */
export function readManifest<T extends ScannedManifest = ScannedManifest>(file: string, name = file): T {
  if (!existsSync(file)) throw failure('MONO_MANIFEST_INVALID', `${name} does not exist.`);
  const content = parse(readFileSync(file, 'utf8'));
  if (!isObject(content)) throw failure('MONO_MANIFEST_INVALID', `${name} is not JSON.`);
  if (typeof content.version === 'number' && content.version > 1) {
    const message = `${name} is a manifest of version ${content.version}; this version of @monojs/cli reads version 1.`;
    throw failure('MONO_MANIFEST_NEWER', message, 'update @monojs/cli to the version that wrote it.');
  }
  if (content.version !== 1 || !Array.isArray(content.services) || !Array.isArray(content.groups))
    throw failure(
      'MONO_MANIFEST_INVALID',
      `${name} is no manifest: it must hold { "version": 1, "services": […], "groups": […] }.`,
    );
  for (const service of content.services as unknown[]) {
    if (!isService(service))
      throw failure('MONO_MANIFEST_INVALID', `${name} holds a service without all that a service has.`);
    if (fingerprintOf(service) === service.fingerprint) continue;
    throw failure(
      'MONO_MANIFEST_INVALID',
      `${name} does not fit together: what it says of service "${service.name}" is not what its fingerprint was made of.`,
    );
  }
  return content as unknown as T;
}

type Service = ScannedManifest['services'][number];

function isService(value: unknown): value is Service {
  if (!isObject(value) || typeof value.name !== 'string' || typeof value.fingerprint !== 'string') return false;
  return ['entries', 'files', 'packages', 'settings'].every(
    (part) => Array.isArray(value[part]) && (value[part] as unknown[]).every(isObject),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function failure(code: Code, message: string, fix = 'name the mono.json of a build, or build it again.'): MonoError {
  return new MonoError({ code, message, where: [], fix });
}
