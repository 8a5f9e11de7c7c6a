import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Manifest } from '../manifest/manifest.js';
import { toRelative } from '../scan/import-graph.js';
import { findAppFiles, type AppFiles } from './app-files.js';
import { identify, type Artifact, type ArtifactManifest } from './artifact.js';
import { bundleExecutable, bundleModules, type BundledFile } from './bundle.js';
import type { BundleInput } from './run-bundler.js';
import { checkAndDescribe } from './check-and-describe.js';
import { createCopiedPackages } from './copied-packages.js';
import { listFiles, type WrittenFile } from './list-files.js';
import { assertReplaceable, replaceFolder } from './output-folder.js';
import { createOwningPackages } from './owning-package.js';
import { tidyMap } from './tidy-map.js';
import { writeEntry } from './write-entry.js';
import { writeExecutable } from './write-executable.js';

export interface BuildOptions {
  /** The folder of the artifact, absolute. */
  readonly out: string;
  readonly executable: boolean;
  /** Names of packages to copy rather than bundle. */
  readonly external: readonly string[];
  /** Whether the types are checked before. */
  readonly types: boolean;
}

export interface BuiltArtifact {
  readonly artifact: Artifact;
  readonly services: readonly string[];
  readonly files: readonly WrittenFile[];
  /** Files that modules read beside themselves, for which an executable has no place. */
  readonly leftOut: readonly string[];
}

/**
 * SPINE. Checks an application, bundles it, and puts the artifact in the place of the one before: all of it, or nothing.
 *
 * @param root the application's folder, absolute
 * @throws MonoError with every mistake in the application, and for an output folder that is not ours
 */
export async function buildApp(
  root: string,
  { out, executable, external, types }: BuildOptions,
): Promise<BuiltArtifact> {
  assertReplaceable(out);
  const { scan, manifest } = await checkAndDescribe(root, types);
  return replaceFolder(out, async (folder) => {
    const files = findAppFiles(scan);
    const packages = createOwningPackages();
    const copied = createCopiedPackages(packages);
    const identity = identify(readAppName(scan.root), manifest);
    const input: BundleInput = { scan, files, entry: writeEntry(scan, identity), packages, copied, asked: external };

    const main = executable ? identity.name + (process.platform === 'win32' ? '.exe' : '') : 'main.js';
    if (executable) await writeExecutable(join(folder, main), await bundleExecutable(input));
    else writeModules(folder, files, await bundleModules(input));
    copied.copyInto(folder);
    const artifact: Artifact = {
      name: identity.name,
      fingerprint: identity.fingerprint,
      main,
      executable,
      copied: copied.all,
    };
    writeManifest(folder, manifest, artifact);
    return {
      artifact,
      services: manifest.services.map(({ name }) => name),
      files: listFiles(folder),
      leftOut: executable ? listAssets(scan.root, files) : [],
    };
  });
}

/** Without JSON, which is imported more often than read, and then bundled. */
function listAssets(root: string, { assets }: AppFiles): string[] {
  return [...assets.keys()]
    .map((file) => toRelative(root, file))
    .filter((file) => !file.endsWith('.json'))
    .sort();
}

/** The name in package.json without its scope, which is what an executable and a log line can bear. */
function readAppName(root: string): string {
  try {
    const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name?: string };
    return name?.replace(/^@[^/]*\//, '') || 'app';
  } catch {
    return 'app';
  }
}

function writeModules(folder: string, { assets }: AppFiles, bundled: readonly BundledFile[]): void {
  for (const file of bundled) {
    // Entries of packages are there so that packages are whole; nobody imports them.
    if (file.path.startsWith('_entries/')) continue;
    const tidied = tidyMap(file);
    if (tidied) write(join(folder, file.path), tidied);
  }
  for (const [file, place] of assets) {
    mkdirSync(dirname(join(folder, place)), { recursive: true });
    copyFileSync(file, join(folder, place));
  }
  // Wherever the artifact is copied to, its files are ES modules.
  write(join(folder, 'package.json'), '{ "type": "module", "private": true }\n');
}

function writeManifest(folder: string, manifest: Manifest, artifact: Artifact): void {
  const content: ArtifactManifest = { ...manifest, artifact };
  write(join(folder, 'mono.json'), `${JSON.stringify(content, null, 2)}\n`);
}

function write(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
