import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join, posix } from 'node:path';
import type { Finding } from '@monojs/core';
import type { AppScan } from '../scan/app-scan.js';
import { explainEarlyEnd, findBlamed } from './explain-early-end.js';
import { locateReflection } from './locate-reflection.js';
import type {
  EarlyEnd,
  Reflection,
  ReflectionMessage,
  ReflectionResult,
  ReflectionTask,
  ThrownError,
} from './reflection.js';

export interface ReflectOptions {
  /** Milliseconds that importing everything may take. Default: 30000. */
  readonly timeLimit?: number;
  /** A process that was started before there was a scan, by {@link startReflectionProcess}. */
  readonly process?: ChildProcess;
}

/**
 * Imports every service of an application in a process of its own, starts nothing, and returns what it declares together with every mistake in that.
 * Whatever the imported files do, it ends: one that exits, crashes or never finishes becomes a finding, and the other services are described all the same.
 *
 * @example
 * const { services, findings } = await reflectApp(scanApp(root));
 */
export async function reflectApp(
  scan: AppScan,
  { timeLimit = 30_000, process: started }: ReflectOptions = {},
): Promise<Reflection> {
  let left = scan.services.map(({ name, port, entries }) => ({ name, port, files: entries.map(({ file }) => file) }));
  let setup = scan.config.setup === undefined ? undefined : posix.normalize(scan.config.setup);
  const findings: Finding[] = [];
  const until = Date.now() + timeLimit;
  for (let child = started; ; child = undefined) {
    const task = { root: scan.root, services: left, setup };
    const ended = await runReflection(child ?? startReflectionProcess(), task, until - Date.now());
    if ('result' in ended) return locateReflection(scan, ended.result, findings);
    findings.push(explainEarlyEnd(scan, ended, timeLimit));
    if (ended.timedOut) return locateReflection(scan, nothing, findings);
    // Once more without what ended it, so that one such file does not hide the mistakes of every other service.
    const blamed = findBlamed(scan, ended);
    if (blamed === undefined) return locateReflection(scan, nothing, findings);
    if (blamed.setup) setup = undefined;
    left = left.filter(({ name }) => !blamed.services.includes(name));
  }
}

const nothing: ReflectionResult = { services: [], findings: [], notes: [], failures: [], copies: [], cores: [] };

function runReflection(
  child: ChildProcess,
  task: ReflectionTask,
  milliseconds: number,
): Promise<EarlyEnd | { result: ReflectionResult }> {
  return new Promise((resolve, reject) => {
    let importing: { file?: string; service?: string } = {};
    let thrown: ThrownError | undefined;
    let result: ReflectionResult | undefined;
    let timedOut = false;
    const timer = setTimeout(
      () => {
        timedOut = true;
        child.kill('SIGKILL');
      },
      Math.max(0, milliseconds),
    );
    child.on('message', (message: ReflectionMessage) => {
      if (message.mono === 'importing') importing = { file: message.file, service: message.service };
      if (message.mono === 'thrown') thrown = message.error;
      if (message.mono === 'result') result = message.result;
      if (message.mono === 'failed') reject(Object.assign(new Error(message.error.message), message.error));
    });
    child.on('error', reject);
    child.on('close', (exitCode, signal) => {
      clearTimeout(timer);
      resolve(result ? { result } : { ...importing, timedOut, exitCode, signal, ...(thrown && { thrown }) });
    });
    child.send(task);
  });
}

/** It loads what it needs while this one is still busy with the scan. What the application prints goes where it does not mix with our own output. */
export function startReflectionProcess(): ChildProcess {
  return fork(join(__dirname, '../../bin/reflect.js'), {
    stdio: ['ignore', 2, 2, 'ipc'],
    execArgv: process.execArgv.filter((argument) => !argument.startsWith('--inspect')),
  });
}
