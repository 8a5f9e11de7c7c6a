import type { Setup } from '../metadata/shapes.js';

/** Imports a service: resolves to the namespace of a module, or to several. */
export type ServiceLoader = () => Promise<unknown>;

/** A service that is not loaded yet. */
export type ServiceSource = ServiceLoader | { readonly load: ServiceLoader; readonly port?: number };

/** An application that can be started, of which nothing is loaded yet. */
export interface AppDescription {
  /** By name; each exports its `@Service` classes and its `defineService`. */
  readonly services: Readonly<Record<string, ServiceSource>>;
  /** Names for several services at once. */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  /** The application's own code, or how to import it. */
  readonly setup?: Setup | (() => Promise<unknown>);
}

/**
 * The shape of `mono.config.ts`: data, read from its syntax tree and never executed.
 *
 * @example
 * export default { topology: { edge: ['auth', 'users'] } } satisfies AppConfig;
 */
export interface AppConfig {
  /** Folders, files and packages that hold services. Default: `['src']`, or the whole folder when there is no `src`. */
  sources?: string[];
  services?: Record<string, ServiceConfig>;
  /** Groups: names for several services at once. */
  topology?: Record<string, string[] | GroupConfig>;
  /** The file whose default export is a `defineSetup`. */
  setup?: string;
  /**
   * Files that services agree on, such as migrations and schemas of what they store: services that reach one of them must never run with two versions of it,
   * and `mono plan` refuses a roll-out that would let them. Paths relative to the application's root; `*` stands for any part of a name, `**` for any folders.
   *
   * @example ['src/shared/database/migrations.ts', 'src/shared/schemas/**']
   */
  contracts?: string[];
}

export interface ServiceConfig {
  /** The port of this service where neither `--port` nor `PORT` is given. Default: 3000. */
  port?: number;
  /** The file by which other services may import from this one's folder. Default: `index.ts` of the folder. */
  face?: string;
}

export interface GroupConfig {
  services: string[];
  /** How many instances a deployment may run. */
  scale?: { min?: number; max?: number };
}
