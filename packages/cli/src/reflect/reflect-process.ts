import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { loadServices, MonoError } from '@monojs/core';
import { inspectApp } from '@monojs/core/inspect';
import type { ServicePart, Setup } from '@monojs/core';
import { importModule, registerTypeScript } from '../run-sources.js';
import { describeInspection } from './describe-inspection.js';
import { findCoreCopies } from './find-copies.js';
import { toThrownError } from './reflection.js';
import type { ImportFailure, ReflectionMessage, ReflectionResult, ReflectionTask } from './reflection.js';

/**
 * The process that imports an application: takes one task, answers it, and ends, whatever the imported files have left running.
 *
 * @public bin/reflect.js calls it in what is built
 */
export function serveReflection(): void {
  const channel = process.send!.bind(process);
  const send = (message: ReflectionMessage, then?: () => void): void =>
    void channel(message, undefined, undefined, then);
  // What is imported must not take this process for a worker of its own, nor answer for us.
  process.send = undefined;
  process.on('uncaughtExceptionMonitor', (error) => send({ mono: 'thrown', error: toThrownError(error) }));
  // The slowest part of getting ready, which needs to know nothing of the application.
  void import('@oxc-node/core');
  process.once('message', (task) => {
    // Whatever is imported, nobody is left to hear of it when the command has gone. That must not keep a process going that has nothing else to wait for.
    process.once('disconnect', () => process.exit(1));
    process.channel?.unref();
    reflect(task as ReflectionTask, send).then(
      (result) => send({ mono: 'result', result }, () => process.exit(0)),
      (error: unknown) => send({ mono: 'failed', error: toThrownError(error) }, () => process.exit(1)),
    );
  });
}

async function reflect(
  { root, services, setup }: ReflectionTask,
  send: (message: ReflectionMessage) => void,
): Promise<ReflectionResult> {
  // As `mono start` does: relative paths in the settings of an application mean its own folder.
  process.chdir(root);
  await registerTypeScript(root);
  const failures: ImportFailure[] = [];
  const parts: ServicePart[] = [];
  const attempt = async <T>(service: string | undefined, load: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await load();
    } catch (error) {
      if (!(error instanceof MonoError)) throw error;
      const cause = error.cause === undefined ? {} : { cause: toThrownError(error.cause) };
      failures.push({ ...(service !== undefined && { service }), findings: error.findings, ...cause });
      return undefined;
    }
  };
  const importFile = async (file: string, service?: string): Promise<unknown> => {
    send({ mono: 'importing', file, ...(service !== undefined && { service }) });
    const module = await importModule(join(root, file));
    send({ mono: 'importing' });
    return module;
  };
  const importFiles = async (files: readonly string[], service: string): Promise<unknown[]> => {
    const modules: unknown[] = [];
    for (const file of files) modules.push(await importFile(file, service));
    return modules;
  };

  for (const { name, files } of services) {
    const description = { services: { [name]: () => importFiles(files, name) } };
    const loaded = await attempt(name, () => loadServices(description, [name]));
    if (loaded) parts.push(...loaded.services);
  }
  const loadedSetup =
    setup === undefined
      ? undefined
      : await attempt(undefined, () => loadServices({ services: {}, setup: () => importFile(setup) }, []));
  // A rejection that nobody handles is reported once everything else has had its turn; newer Nodes would be done by then.
  await setImmediate();
  return describe(parts, loadedSetup?.setup, services, failures);
}

function describe(
  parts: readonly ServicePart[],
  setup: Setup | undefined,
  services: ReflectionTask['services'],
  failures: readonly ImportFailure[],
): ReflectionResult {
  const failed = new Set(failures.map(({ service }) => service));
  const listeners = listenersOf(services.filter(({ name }) => !failed.has(name)));
  const inspection = inspectApp({ services: parts, listeners, ...(setup && { setup }) });
  const described = describeInspection(inspection);
  // Without the setup, what it provides looks missing; that is no second mistake.
  const findings = described.findings.filter(({ code }) => !failed.has(undefined) || code !== 'MONO_PROVIDER_MISSING');
  return { ...described, findings, failures, cores: findCoreCopies() };
}

/** What `mono start` without names does: services of one port, 3000 unless they say another, stand behind one listener. */
function listenersOf(services: ReflectionTask['services']): string[][] {
  const byPort = new Map<number, string[]>();
  for (const { name, port = 3000 } of services) byPort.set(port, [...(byPort.get(port) ?? []), name]);
  return [...byPort.values()];
}
