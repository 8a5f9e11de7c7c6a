import type { ServiceEntry, Unfollowable } from '../scan/app-scan.js';

/**
 * The checked description of a whole application: plain data, the one source that every other command reads.
 * Sorted, without times and absolute paths, so that the same input gives the same bytes.
 */
export interface Manifest {
  readonly version: 1;
  /** By name. */
  readonly services: readonly ManifestService[];
  readonly groups: readonly ManifestGroup[];
  /** The file of `defineSetup`, when the configuration names one. */
  readonly setup?: string;
}

export interface ManifestService {
  readonly name: string;
  readonly port?: number;
  readonly groups: readonly string[];
  /** The files that declare it. */
  readonly entries: readonly ServiceEntry[];
  /** Everything it reaches, by path. */
  readonly files: readonly HashedFile[];
  /** The installed packages it reaches, by name, with the versions that are installed. */
  readonly packages: readonly InstalledPackage[];
  /** What made the scan count more than the service may really load. */
  readonly unfollowable: readonly Unfollowable[];
  /** sha256 over exactly what it reaches, in hexadecimal. */
  readonly fingerprint: string;
  readonly routes: readonly ManifestRoute[];
  readonly injection: readonly InjectionNode[];
}

export interface ManifestGroup {
  readonly name: string;
  readonly services: readonly string[];
  readonly scale?: { readonly min?: number; readonly max?: number };
}

export interface HashedFile {
  /** Relative to the application's root, with forward slashes. */
  readonly path: string;
  /** sha256 of its bytes, in hexadecimal. */
  readonly hash: string;
}

export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
}

export interface ManifestRoute {
  readonly method: string;
  readonly path: string;
  readonly class: string;
  readonly handler: string;
  readonly file?: string;
  readonly line?: number;
  /** JSON Schemas (draft 2020-12) of what the route takes and gives; a schema that JSON Schema cannot express is `null`. */
  readonly schemas: Readonly<
    Partial<Record<'params' | 'query' | 'body' | 'headers' | 'cookies' | 'response', object | null>>
  >;
  /** Status of a returned value when the route declares one. */
  readonly status?: number;
}

/** One thing that is injected, and what it needs. */
export interface InjectionNode {
  readonly name: string;
  readonly kind: 'controller' | 'singleton' | 'transient' | 'token';
  /** Names of what it needs, sorted. */
  readonly needs: readonly string[];
}
