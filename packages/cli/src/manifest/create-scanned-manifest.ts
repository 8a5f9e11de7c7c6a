import { join } from 'node:path';
import type { AppScan } from '../scan/app-scan.js';
import { createHashFile } from '../packages/hash-files.js';
import type { HashFile } from '../packages/hash-files.js';
import { createInstalledPackages } from '../packages/installed-packages.js';
import { createLinkedPackages } from '../packages/linked-packages.js';
import type { LinkedPackages } from '../packages/linked-packages.js';
import type { PackageTree } from '../packages/package-tree.js';
import { createReadPackageImports } from '../packages/read-package-imports.js';
import { describePackages, reachPackages } from '../packages/reach-packages.js';
import { findContracts } from './find-contracts.js';
import { fingerprintOf } from './fingerprint-of.js';
import type { ManifestGroup, Setting, ScannedManifest, ScannedManifestService } from './manifest.js';
import { createReadSettings } from './read-settings.js';

/** Where the files and packages of an application are looked up. By default on this machine's disk. */
export interface ManifestSources {
  readonly hashFile: HashFile;
  readonly packages: PackageTree;
  readonly linked: LinkedPackages;
  /** Settings that count for every service. */
  readonly settings?: readonly Setting[];
}

/**
 * The half of the manifest that needs no import of the application: every service with the files, packages and settings it reaches, and its fingerprint.
 * The same sources and the same installed versions give the same bytes on every machine.
 *
 * @example
 * const { services } = createScannedManifest(scanApp(findApp(process.cwd()).root));
 * console.log(services.map(({ name, fingerprint }) => `${name} ${fingerprint}`));
 */
export function createScannedManifest(
  scan: AppScan,
  sources: ManifestSources = createSources(scan.root),
): ScannedManifest {
  const readSettings = createReadSettings(scan);
  const readPackageImports = createReadPackageImports(scan);
  const services = scan.services.map(({ name, port, groups, entries }): ScannedManifestService => {
    const { files, unfollowable } = scan.closureOf(name);
    const settings = [...readSettings(name, files), ...(sources.settings ?? [])];
    const imports = readPackageImports(files, settings);
    const { reached, missing } = reachPackages(imports, sources.packages, sources.linked);
    const basis = {
      entries,
      files: files.map((path) => ({ path, hash: sources.hashFile(join(scan.root, path)) })),
      packages: describePackages(reached, missing),
      settings,
    };
    return {
      name,
      ...(port !== undefined && { port }),
      groups: [...groups].sort(),
      ...basis,
      unfollowable,
      fingerprint: fingerprintOf(basis),
    };
  });
  const { setup } = scan.config;
  const contracts = findContracts(scan.config.contracts, services);
  return {
    version: 1,
    services,
    groups: readGroups(scan),
    ...(setup !== undefined && { setup }),
    ...(contracts.length > 0 && { contracts }),
  };
}

/** This machine's disk, each file read once. */
export function createSources(root: string): ManifestSources {
  const hashFile = createHashFile();
  return { hashFile, packages: createInstalledPackages(root, hashFile), linked: createLinkedPackages(hashFile) };
}

function readGroups({ groups, config }: AppScan): ManifestGroup[] {
  return groups.map(({ name, services }) => {
    const group = config.topology?.[name];
    const scale = group && 'scale' in group ? group.scale : undefined;
    return { name, services: [...services].sort(), ...(scale && { scale }) };
  });
}
