import { createHash } from 'node:crypto';
import type { ScannedManifestService } from './manifest.js';

/** What a fingerprint is made of. Names of groups, the scale, line numbers and everything else of a manifest leave it as it is. */
export type FingerprintBasis = Pick<ScannedManifestService, 'entries' | 'files' | 'packages' | 'settings'>;

/**
 * sha256 over exactly what a service reaches, in hexadecimal. A function of the manifest alone, so that whoever reads a manifest can tell whether it is whole.
 * Changing what goes in here changes every fingerprint there is: then `version` of the manifest has to change, too.
 */
export function fingerprintOf({ entries, files, packages, settings }: FingerprintBasis): string {
  const basis = [
    entries.map(({ file }) => file),
    files.map(({ path, hash }) => [path, hash]),
    packages.map(({ name, version, hash, neededBy }) => [name, version, hash ?? null, neededBy ?? null]),
    settings.map(({ name, value }) => [name, value]),
  ];
  return sha256(JSON.stringify(basis));
}

export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
