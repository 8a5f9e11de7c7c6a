import type { ScannedManifest, ScannedManifestService } from '../manifest/manifest.js';
import type { Comparison } from './compare-with-ref.js';
import { compareServices } from './compare-services.js';
import type { Reason } from './compare-services.js';

/** A service that is not what it was. */
export interface AffectedService {
  readonly name: string;
  readonly change: 'changed' | 'added' | 'removed' | 'renamed';
  /** What it was called. */
  readonly from?: string;
  /** Every file, package and setting that differs; none for a service that is new or gone. */
  readonly reasons: readonly Reason[];
}

/** The services whose fingerprint differs between two descriptions of an application, by name. */
export function findAffected({ before, after, isUnknown }: Comparison): AffectedService[] {
  const oldServices = byName(before);
  const newServices = byName(after);
  const added = after.services.filter(({ name }) => !oldServices.has(name));
  const gone = new Set(before.services.filter(({ name }) => !newServices.has(name)));
  const affected: AffectedService[] = [];

  for (const service of added) {
    const old = [...gone].find((one) => isRenamed(one, service));
    if (old) gone.delete(old);
    affected.push(
      old
        ? { name: service.name, change: 'renamed', from: old.name, reasons: compareServices(old, service, isUnknown) }
        : { name: service.name, change: 'added', reasons: [] },
    );
  }
  for (const { name } of gone) affected.push({ name, change: 'removed', reasons: [] });
  for (const service of after.services) {
    const old = oldServices.get(service.name);
    if (!old || old.fingerprint === service.fingerprint) continue;
    affected.push({ name: service.name, change: 'changed', reasons: compareServices(old, service, isUnknown) });
  }
  return affected.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Another name, declared in the same file, or in a file of the same content elsewhere. */
function isRenamed(old: ScannedManifestService, service: ScannedManifestService): boolean {
  const marks = (one: ScannedManifestService) =>
    one.entries.flatMap(({ file }) => [file, one.files.find(({ path }) => path === file)?.hash ?? file]);
  const oldMarks = new Set(marks(old));
  return marks(service).some((mark) => oldMarks.has(mark));
}

function byName({ services }: ScannedManifest): ReadonlyMap<string, ScannedManifestService> {
  return new Map(services.map((service) => [service.name, service]));
}
