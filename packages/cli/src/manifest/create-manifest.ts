import { assertNoFindings } from '@monojs/core';
import { reflectApp } from '../reflect/reflect-app.js';
import type { ReflectOptions } from '../reflect/reflect-app.js';
import type { Reflection } from '../reflect/reflection.js';
import { scanApp } from '../scan/scan-app.js';
import { createScannedManifest } from './create-scanned-manifest.js';
import type { Manifest, ScannedManifest } from './manifest.js';

/**
 * The whole manifest: what the scan knows, and what the services declare once they are imported, in a process of its own.
 * The same sources and the same installed versions give the same bytes on every machine.
 *
 * @param root the application's folder, absolute
 * @throws MonoError with every mistake in the declarations; a schema that cannot be written down is null in the manifest, and a mistake for `mono check` alone
 * @example
 * const { services } = await createManifest(findApp(process.cwd()).root);
 */
export async function createManifest(root: string, options: ReflectOptions = {}): Promise<Manifest> {
  const scan = scanApp(root);
  assertNoFindings(scan.findings);
  const reflection = await reflectApp(scan, options);
  assertNoFindings(reflection.findings.filter(({ code }) => code !== 'MONO_SCHEMA_INEXPRESSIBLE'));
  return joinManifest(createScannedManifest(scan), reflection);
}

/** Both halves as one. */
export function joinManifest(scanned: ScannedManifest, reflection: Reflection): Manifest {
  const reflected = reflection.locateServices();
  const services = scanned.services.map((service) => {
    const { routes = [], injection = [], config } = reflected.find(({ name }) => name === service.name) ?? {};
    return { ...service, routes, injection, ...(config !== undefined && { config }) };
  });
  return { ...scanned, services };
}
