/** What an artifact says about itself; every field is data, so that a health endpoint can hand it out. */
export interface ArtifactIdentity {
  /** The application's name. */
  readonly name: string;
  /** sha256, in hexadecimal, over everything the artifact was built from. */
  readonly fingerprint: string;
  /** The fingerprint of each of its services, by name. */
  readonly services: Readonly<Record<string, string>>;
}

/** What a started process knows of the artifact it runs: only the services it started are listed. */
export function narrowArtifact(artifact: ArtifactIdentity, services: readonly string[]): ArtifactIdentity {
  return { ...artifact, services: Object.fromEntries(services.map((name) => [name, artifact.services[name] ?? ''])) };
}

/** The line that a started process logs: `conduit 3f2a91c04b7e: posts 81d3c27a90f1, users 5c2b60aa1e44`. */
export function printArtifact({ name, fingerprint, services }: ArtifactIdentity): string {
  const parts = Object.entries(services).map(([service, print]) => `${service} ${shorten(print)}`);
  return `${name} ${shorten(fingerprint)}: ${parts.join(', ')}`;
}

// As short as a git commit is usually written, and as unlikely to be ambiguous.
function shorten(fingerprint: string): string {
  return fingerprint.slice(0, 12);
}
