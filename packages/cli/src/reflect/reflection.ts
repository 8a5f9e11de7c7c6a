import type { Finding } from '@monojs/core';
import type { InjectionNode, ManifestRoute } from '../manifest/manifest.js';

/** What the process that imports an application is told. Plain data, like everything here: it crosses from one process to another. */
export interface ReflectionTask {
  /** Absolute. */
  readonly root: string;
  /** Files are relative to the root. */
  readonly services: readonly { readonly name: string; readonly port?: number; readonly files: readonly string[] }[];
  readonly setup?: string;
}

/** What an application says once it is imported. Nothing of it was built or started. */
export interface Reflection {
  /** Those that could be imported, by name. */
  readonly services: readonly ReflectedService[];
  readonly findings: readonly Finding[];
  /** What is no mistake, but keeps something from being described. */
  readonly notes: readonly string[];
  /** The services once more, with the files and lines of what they declare: for descriptions, since a check has no use for them and they cost time. */
  readonly locateServices: () => readonly ReflectedService[];
}

export interface ReflectedService {
  readonly name: string;
  /** By path and method. */
  readonly routes: readonly ManifestRoute[];
  /** By name. */
  readonly injection: readonly InjectionNode[];
  /** JSON Schema of the settings of its `defineService`; null for a schema that JSON Schema cannot express. */
  readonly config?: object | null;
}

/** What the process answers: the reflection, without files and lines, which only the scan knows. */
export interface ReflectionResult extends Omit<Reflection, 'locateServices'> {
  /** Files that threw. */
  readonly failures: readonly ImportFailure[];
  /** Classes that exist more than once although they read the same, and who injects them. */
  readonly copies: readonly ClassCopies[];
  /** Where copies of core were loaded from, absolute. */
  readonly cores: readonly string[];
}

export interface ClassCopies {
  readonly name: string;
  readonly count: number;
  readonly neededBy: readonly { readonly service: string; readonly class: string }[];
}

export interface ImportFailure {
  /** None for the setup. */
  readonly service?: string;
  readonly findings: readonly Finding[];
  readonly cause?: ThrownError;
}

/** An error as data. */
export interface ThrownError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
}

/** What it sends on its way. */
export type ReflectionMessage =
  | { readonly mono: 'importing'; readonly service?: string; readonly file?: string }
  | { readonly mono: 'thrown'; readonly error: ThrownError }
  | { readonly mono: 'failed'; readonly error: ThrownError }
  | { readonly mono: 'result'; readonly result: ReflectionResult };

/** A process that did not get to its answer. */
export interface EarlyEnd {
  /** What it was importing. */
  readonly file?: string;
  readonly service?: string;
  readonly timedOut: boolean;
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly thrown?: ThrownError;
}

export function toThrownError(error: unknown): ThrownError {
  if (!(error instanceof Error)) return { name: 'Thrown', message: String(error) };
  return { name: error.name, message: error.message, ...(error.stack !== undefined && { stack: error.stack }) };
}
