import type { AppConfig, Finding } from '@monojs/core';

/** What a scan knows about an application: plain, sorted data; files are relative to `root`, with forward slashes. Nothing of the application has run. */
export interface AppScan {
  /** The application's folder: the only absolute path here. */
  readonly root: string;
  readonly config: AppConfig;
  /** The folders, files and packages that were searched for services. */
  readonly sources: readonly string[];
  readonly services: readonly ScannedService[];
  readonly groups: readonly ScannedGroup[];
  /** Every mistake that the sources and the configuration show without being run. */
  readonly findings: readonly Finding[];
  /** Everything that starting a service loads. Computed on demand and remembered. */
  closureOf(service: string): Closure;
  /** The files that one file imports, without what a computed import could mean. */
  importsOf(file: string): readonly string[];
}

export interface ScannedService {
  readonly name: string;
  readonly port?: number;
  /** The groups it belongs to. */
  readonly groups: readonly string[];
  readonly entries: readonly ServiceEntry[];
}

/** A file that belongs to a service: it holds a class marked `@Service(name)` or a `defineService(name)`. */
export interface ServiceEntry {
  readonly file: string;
  readonly classes: readonly { readonly name: string; readonly line: number }[];
  readonly definitions: readonly { readonly line: number }[];
}

export interface ScannedGroup {
  readonly name: string;
  readonly services: readonly string[];
}

/** Every file and package that a service can reach: never too few, sometimes too many, and then `unfollowable` says why. */
export interface Closure {
  readonly files: readonly string[];
  /** Names of installed packages, and of Node's own modules none. */
  readonly packages: readonly string[];
  readonly unfollowable: readonly Unfollowable[];
}

/** An import that the scan cannot follow. */
export interface Unfollowable {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}
