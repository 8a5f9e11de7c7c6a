import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createScannedManifest } from '../manifest/create-scanned-manifest.js';
import type { ScannedManifest } from '../manifest/manifest.js';
import { createHashFile } from '../packages/hash-files.js';
import { filesBelow } from '../packages/installed-packages.js';
import { createLinkedPackages, isBelow } from '../packages/linked-packages.js';
import type { LinkedOptions, LinkedPackages } from '../packages/linked-packages.js';
import type { AppScan } from '../scan/app-scan.js';
import { scanApp } from '../scan/scan-app.js';
import { checkoutTree } from './checkout-tree.js';
import { readPackages } from './find-lock.js';
import type { Side } from './find-lock.js';
import { openRepository } from './git.js';
import { linkPackages } from './link-packages.js';

/** An application then and now, described in the same way. */
export interface Comparison {
  readonly before: ScannedManifest;
  readonly after: ScannedManifest;
  /** Is it impossible to know what this file was then? */
  readonly isUnknown: (file: string) => boolean;
}

/**
 * Describes the application as it was at a git ref and as it is in the work tree, uncommitted changes included.
 *
 * @throws MonoError MONO_GIT_REF_UNREADABLE
 */
export function compareWithRef(scan: AppScan, ref: string): Comparison {
  const repository = openRepository(scan.root, ref);
  const tree = checkoutTree(repository, ref);
  try {
    const known = repository.listFiles();
    linkPackages(repository, tree, known);
    const now: Side = {
      root: scan.root,
      top: repository.top,
      hashFile: createHashFile(),
      has: (file) => known.has(file),
    };
    const root = join(tree.top, relative(repository.top, scan.root));
    const then: Side = { root, top: tree.top, hashFile: createHashFile(), has: existsSync };
    const [packagesThen, packagesNow] = existsSync(root) ? readPackages(then, now) : readPackages(now, now);
    const { linkedThen, linkedNow } = linkedPackages(then, now, known);
    const after = createScannedManifest(scan, { hashFile: now.hashFile, linked: linkedNow, ...packagesNow });
    return {
      before: existsSync(root)
        ? createScannedManifest(scanApp(root), { hashFile: then.hashFile, linked: linkedThen, ...packagesThen })
        : { version: 1, services: [], groups: [] },
      after,
      isUnknown: (file) => !known.has(join(scan.root, file)),
    };
  } finally {
    tree.remove();
  }
}

/**
 * Workspace packages of both states. Where one runs from output that git does not keep, what it was built from counts: all its files that git has.
 * The present is described first, and decides for both.
 */
function linkedPackages(then: Side, now: Side, known: ReadonlySet<string>) {
  const whole = new Set<string>();
  const linkedNow = inside(now, 'now', {
    filesOf: (folder) => [...known].filter((file) => isBelow(folder, file) && existsSync(file)),
    isWhole(folder, reached) {
      const isWhole = reached === undefined || reached.some((file) => !known.has(file));
      if (isWhole) whole.add(relative(now.top, folder));
      return isWhole;
    },
  });
  const linkedThen = inside(then, 'then', {
    filesOf: filesBelow,
    isWhole: (folder) => whole.has(relative(then.top, folder)),
  });
  return { linkedThen, linkedNow };
}

/** A package that is linked from outside of the repository has no history here: it counts as changed. */
function inside({ top, hashFile }: Side, name: string, options: LinkedOptions): LinkedPackages {
  const linked = createLinkedPackages(hashFile, options);
  return {
    read: (folder, entries) =>
      isBelow(top, folder)
        ? linked.read(folder, entries)
        : { hash: `unknown ${name}`, imports: [], needsDeclared: true },
  };
}
