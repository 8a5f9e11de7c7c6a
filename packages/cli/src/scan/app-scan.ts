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
  /** Every import of one file, with its line and all that it may lead to. */
  edgesOf(file: string): readonly ImportEdge[];
  /** The files that the application gets when it imports a package by its bare name, absolute. */
  resolvePackage(name: string): readonly string[];
}

/** One import: where it is written, and what it leads to. */
export interface ImportEdge {
  readonly line: number;
  /** The specifier, or for a computed import how it is written. */
  readonly written: string;
  /** Relative to the application's root. More than one where loaders could differ, or where it is computed. */
  readonly files: readonly string[];
  readonly package?: string;
  /** The files of the package that it leads to, relative to the application's root; none if the package is not installed. */
  readonly packageFiles?: readonly string[];
  /** Where it leads is known only when the program runs, so `files` is everything that it could mean. */
  readonly computed?: true;
  /** Not even a folder is known: it may lead to any source file, and to any package that the application declares. */
  readonly unbounded?: true;
  /** It is an `export … from`. */
  readonly reexport?: true;
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
