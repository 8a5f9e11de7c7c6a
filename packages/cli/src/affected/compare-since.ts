import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createScannedManifest } from '../manifest/create-scanned-manifest.js';
import { readManifest } from '../manifest/read-manifest.js';
import type { AppScan } from '../scan/app-scan.js';
import { compareWithRef } from './compare-with-ref.js';
import type { Comparison } from './compare-with-ref.js';
import { hasRef } from './git.js';

/**
 * Reads the state to compare with: an artifact's folder, a manifest, or a git ref. A name that could be several of them is taken in this order: a folder
 * that holds a mono.json, a file whose name ends in .json, a git ref, any other file.
 *
 * @param from the folder that a path is relative to
 * @throws MonoError MONO_GIT_REF_UNREADABLE, MONO_MANIFEST_INVALID, MONO_MANIFEST_NEWER
 */
export function compareSince(scan: AppScan, since: string, from: string): Comparison {
  const manifest = findManifest(scan.root, since, resolve(from, since));
  if (manifest === undefined) return compareWithRef(scan, since);
  return { before: readManifest(manifest, since), after: createScannedManifest(scan), isUnknown: () => false };
}

function findManifest(root: string, since: string, path: string): string | undefined {
  if (existsSync(join(path, 'mono.json'))) return join(path, 'mono.json');
  if (path.endsWith('.json')) return path;
  const isFile = existsSync(path) && statSync(path).isFile();
  return isFile && !hasRef(root, since) ? path : undefined;
}
