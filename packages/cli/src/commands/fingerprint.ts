import { selectServices } from '@monojs/core';
import { createScannedManifest } from '../manifest/create-scanned-manifest.js';
import { printTable } from '../print-table.js';
import { readApp } from '../read-app.js';
import { readListingArguments } from '../read-listing-arguments.js';
import { importModule } from '../run-sources.js';
import { describeApp } from '../scan/describe-app.js';

/** `mono fingerprint [service|group…]`: the hash of everything that each service reaches. */
export async function run(argv: readonly string[]): Promise<void> {
  const { targets, json } = readListingArguments('fingerprint', argv, true);
  const scan = readApp();
  const names = new Set(selectServices(describeApp(scan, importModule), targets));
  const services = createScannedManifest(scan).services.filter(({ name }) => names.has(name));
  const fingerprints = services.map(({ name, fingerprint, entries, files, packages, settings }) => ({
    service: name,
    fingerprint,
    entries: entries.map(({ file }) => file),
    files,
    packages,
    settings,
  }));
  const rows = fingerprints.map((one) => [
    one.service,
    one.fingerprint,
    `${one.files.length} files`,
    `${one.packages.length} packages`,
  ]);
  console.log(json ? JSON.stringify({ version: 1, fingerprints }, null, 2) : printTable(rows));
}
