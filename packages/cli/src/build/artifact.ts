import { createHash } from 'node:crypto';
import type { ArtifactIdentity } from '@monojs/server';
import type { CopiedPackage } from './copied-packages.js';
import type { Manifest } from '../manifest/manifest.js';

/** What `dist/mono.json` holds: the manifest of the application, and what was built from it. */
export interface ArtifactManifest extends Manifest {
  readonly artifact: Artifact;
}

export interface Artifact {
  readonly name: string;
  /** sha256, in hexadecimal, over the whole manifest: equal for equal input. */
  readonly fingerprint: string;
  /** The file to run: `main.js`, or an executable. */
  readonly main: string;
  readonly executable: boolean;
  /** Packages that lie in its `node_modules`, since they cannot be bundled. */
  readonly copied: readonly CopiedPackage[];
}

export function identify(name: string, manifest: Manifest): ArtifactIdentity {
  return {
    name,
    fingerprint: createHash('sha256')
      .update(JSON.stringify([name, manifest]))
      .digest('hex'),
    services: Object.fromEntries(manifest.services.map((service) => [service.name, service.fingerprint])),
  };
}
