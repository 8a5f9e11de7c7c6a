import type { InstalledPackage, ScannedManifestService } from '../manifest/manifest.js';

/** One thing that differs between a service then and now. */
export interface Reason {
  readonly kind: 'file' | 'package' | 'setting' | 'entry';
  /** A path relative to the application's root, or the name of a package or setting. */
  readonly name: string;
  /** `unknown`: nothing tells what it was then, so it counts as changed. */
  readonly change: 'added' | 'changed' | 'removed' | 'unknown';
  /** For packages the versions, for settings the values. */
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Everything of which a fingerprint is made and that differs: files, then packages, then settings, each by name. */
export function compareServices(
  then: ScannedManifestService,
  now: ScannedManifestService,
  isUnknown: (file: string) => boolean,
): Reason[] {
  const files = compare(
    then.files.map(({ path, hash }) => [path, hash]),
    now.files.map(({ path, hash }) => [path, hash]),
  ).map(({ name, change }): Reason => ({
    kind: 'file',
    name,
    change: change === 'added' && isUnknown(name) ? 'unknown' : change,
  }));
  const isFileReason = new Set(files.map(({ name }) => name));
  // Which files declare the service is news only where the file itself is none.
  const entries = compare(
    then.entries.map(({ file }) => [file, true]),
    now.entries.map(({ file }) => [file, true]),
  )
    .filter(({ name }) => !isFileReason.has(name))
    .map(({ name, change }): Reason => ({ kind: 'entry', name, change }));
  const packages = compare(groupVersions(then.packages), groupVersions(now.packages)).map(
    ({ name, change, before, after }): Reason => ({
      kind: 'package',
      name,
      change: after?.some(({ hash }) => hash?.startsWith('unknown')) ? 'unknown' : change,
      ...(before && { before: printVersions(before) }),
      ...(after && { after: printVersions(after) }),
    }),
  );
  const settings = compare(
    then.settings.map(({ name, value }) => [name, value]),
    now.settings.map(({ name, value }) => [name, value]),
  ).map((difference): Reason => ({ kind: 'setting', ...difference }));
  return [...files, ...entries, ...packages, ...settings];
}

interface Difference<T> {
  readonly name: string;
  readonly change: 'added' | 'changed' | 'removed';
  readonly before?: T;
  readonly after?: T;
}

function compare<T>(then: readonly (readonly [string, T])[], now: readonly (readonly [string, T])[]): Difference<T>[] {
  const before = new Map(then);
  const after = new Map(now);
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((name): Difference<T>[] => {
    if (!after.has(name)) return [{ name, change: 'removed', before: before.get(name)! }];
    if (!before.has(name)) return [{ name, change: 'added', after: after.get(name)! }];
    if (JSON.stringify(before.get(name)) === JSON.stringify(after.get(name))) return [];
    return [{ name, change: 'changed', before: before.get(name)!, after: after.get(name)! }];
  });
}

function groupVersions(packages: readonly InstalledPackage[]): [string, InstalledPackage[]][] {
  return [...new Set(packages.map(({ name }) => name))].map((name) => [
    name,
    packages.filter((one) => one.name === name),
  ]);
}

function printVersions(packages: readonly InstalledPackage[]): string {
  return [...new Set(packages.map(({ version }) => version))].join(', ');
}
