import { assertNoFindings } from '@monojs/core';
import { checkApp } from '../check/check-app.js';
import { joinManifest } from '../manifest/create-manifest.js';
import { createScannedManifest } from '../manifest/create-scanned-manifest.js';
import type { Manifest } from '../manifest/manifest.js';
import type { AppScan } from '../scan/app-scan.js';

/**
 * What `mono check` says of an application, and its manifest.
 *
 * @throws MonoError with everything that `mono check` finds, but what OpenAPI cannot say: that is no reason that a route could not be served
 */
export async function checkAndDescribe(root: string, types: boolean): Promise<{ scan: AppScan; manifest: Manifest }> {
  const { scan, findings, reflection } = await checkApp(root, { types });
  assertNoFindings(findings.filter(({ code }) => code !== 'MONO_SCHEMA_INEXPRESSIBLE'));
  return { scan, manifest: joinManifest(createScannedManifest(scan), reflection) };
}
