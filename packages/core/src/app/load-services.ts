import { assertNoFindings, type Finding, MonoError } from '../errors/mono-error.js';
import { printCause } from '../errors/print-cause.js';
import { readController } from '../metadata/reflect.js';
import type { ControllerClass, ServiceDefinition, Setup } from '../metadata/shapes.js';
import type { AppDescription, ServiceSource } from './description.js';
import { unknownServiceFinding } from './select-services.js';

/** What a service is made of: its controllers, and what belongs to it as a whole. */
export type ServicePart = ControllerClass | ServiceDefinition;

export interface LoadedServices {
  readonly services: readonly ServicePart[];
  readonly setup?: Setup;
}

/**
 * Imports the services of these names, and the setup, and nothing else.
 *
 * @throws MonoError with every file that could not be imported; its cause is the first original error
 */
export async function loadServices(description: AppDescription, names: readonly string[]): Promise<LoadedServices> {
  const known = Object.keys(description.services).sort();
  const unknown = names.filter((name) => !known.includes(name));
  assertNoFindings(unknown.map((name) => unknownServiceFinding(name, known)));
  const failures = new Failures();
  const services: ServicePart[] = [];
  for (const name of names) {
    const modules = await failures.catch({ service: name }, () => loaderOf(description.services[name]!)());
    if (modules !== undefined) services.push(...failures.takeParts(name, modules));
  }
  const setup = await loadSetup(description.setup, failures);
  failures.assertNone();
  return { services, ...(setup && { setup }) };
}

export function isServiceDefinition(value: unknown): value is ServiceDefinition {
  return readProperty(value, 'kind') === 'service';
}

function loaderOf(source: ServiceSource): () => Promise<unknown> {
  return typeof source === 'function' ? source : source.load;
}

async function loadSetup(setup: AppDescription['setup'], failures: Failures): Promise<Setup | undefined> {
  if (typeof setup !== 'function') return setup;
  const module = await failures.catch({ note: 'setup' }, setup);
  if (module === undefined) return undefined;
  const found = exportsOf(module).find(isSetup);
  if (!found) failures.add(setupFinding());
  return found;
}

export function isSetup(value: unknown): value is Setup {
  return readProperty(value, 'kind') === 'setup';
}

/** Of whatever a file exports, such as a proxy that throws when it is asked for anything: that is none of ours then. */
function readProperty(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  try {
    return (value as Record<string, unknown>)[name];
  } catch {
    return undefined;
  }
}

/** Every exported value once; a CommonJS module that was imported as ES module has its exports under `default` too. */
function exportsOf(module: unknown): unknown[] {
  if (typeof module !== 'object' || module === null) return [];
  const valuesOf = (exported: object): unknown[] => Object.keys(exported).map((name) => readProperty(exported, name));
  const inner = readProperty(module, 'default');
  const isInterop = readProperty(inner, '__esModule') === true;
  return [...new Set([...valuesOf(module), ...(isInterop ? valuesOf(inner as object) : [])])];
}

/** Collects what went wrong, so that all of it is told at once. */
class Failures {
  readonly #findings: Finding[] = [];
  #cause: unknown;

  add(finding: Finding): void {
    this.#findings.push(finding);
  }

  async catch<T>(where: Finding['where'][number], load: () => Promise<T>): Promise<T | undefined> {
    try {
      return await load();
    } catch (error) {
      this.#cause ??= error;
      this.#findings.push(...(error instanceof MonoError ? error.findings : [loadFinding(where, error)]));
      return undefined;
    }
  }

  takeParts(name: string, modules: unknown): ServicePart[] {
    const exported = (Array.isArray(modules) ? modules : [modules]).flatMap(exportsOf);
    const parts = exported.filter((value): value is ServicePart =>
      isServiceDefinition(value)
        ? value.name === name
        : typeof value === 'function' && readController(value)?.service === name,
    );
    if (parts.length === 0) this.#findings.push(emptyFinding(name));
    return [...new Set(parts)];
  }

  assertNone(): void {
    if (this.#findings.length > 0) throw new MonoError(this.#findings, { cause: this.#cause });
  }
}

function loadFinding(where: Finding['where'][number], error: unknown): Finding {
  const what = where.service ? `service "${where.service}"` : 'the setup file';
  const frame = firstFrame(error);
  return {
    code: 'MONO_SERVICE_LOAD_FAILED',
    message: `${what} could not be imported: ${printCause(error)}${frame ? `\n  ${frame}` : ''}`,
    where: [where],
    fix: 'mend the file that the message names; importing a file should only declare things.',
  };
}

/** The first line of the stack that is neither Node's nor a package's. */
function firstFrame(error: unknown): string | undefined {
  const stack = readProperty(error, 'stack');
  const frames = (typeof stack === 'string' ? stack : '').split('\n').filter((line) => /^\s+at /.test(line));
  return (frames.find((line) => !/node:|node_modules/.test(line)) ?? frames[0])?.trim();
}

function emptyFinding(service: string): Finding {
  return {
    code: 'MONO_SERVICE_EMPTY',
    message: `service "${service}" has no exported class marked @Service('${service}') and no exported defineService('${service}').`,
    where: [{ service }],
    fix: 'export them from the file that is imported for this service.',
  };
}

function setupFinding(): Finding {
  return {
    code: 'MONO_SETUP_INVALID',
    message: 'the setup file has no default export made by defineSetup.',
    where: [],
    fix: 'write: export default defineSetup({ … }).',
  };
}
