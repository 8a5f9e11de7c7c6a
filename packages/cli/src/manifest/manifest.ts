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
  /** The files that services must not have in two versions at the same time, by path: those that `contracts` of the configuration marks and a service reaches. */
  readonly contracts?: readonly HashedFile[];
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
  /** What changes how these files are compiled, resolved and served, by name. */
  readonly settings: readonly Setting[];
  /** What made the scan count more than the service may really load. */
  readonly unfollowable: readonly Unfollowable[];
  /** sha256 over exactly what it reaches, in hexadecimal. */
  readonly fingerprint: string;
  readonly routes: readonly ManifestRoute[];
  readonly injection: readonly InjectionNode[];
  /** JSON Schema of the settings that its `defineService` asks for; `null` for a schema that JSON Schema cannot express. */
  readonly config?: object | null;
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
  /** sha256 of what it holds, where its version does not tell: a linked workspace package, one from git, a patched one. */
  readonly hash?: string;
  /** Who gets this one, where several versions of it are reached. */
  readonly neededBy?: readonly string[];
}

export interface Setting {
  /** Such as `tsconfig.json target`, `package.json type`, `port`. */
  readonly name: string;
  readonly value: unknown;
}

/** The half that the scan knows, without importing anything. */
export interface ScannedManifest extends Omit<Manifest, 'services'> {
  readonly services: readonly ScannedManifestService[];
}

export type ScannedManifestService = Omit<ManifestService, 'routes' | 'injection' | 'config'>;

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
  /** Where it is declared, unless a package brings it; two services may inject different things of one name. */
  readonly file?: string;
}
