import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const bin = join(__dirname, '../bin/mono.js');

interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Arguments for Node itself. */
  readonly node?: readonly string[];
}

/** Runs the real command, which needs the packages to be built, until it ends. */
export async function runMono(args: readonly string[], options: RunOptions): Promise<Ended> {
  return startMono(args, options).ended;
}

/** Runs the real command and leaves it running. */
export function startMono(args: readonly string[], { cwd, env, node = [] }: RunOptions) {
  const child: ChildProcess = spawn(process.execPath, [...node, bin, ...args], {
    cwd,
    env: { ...cleanEnvironment(), ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
  const untilPrinted = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const match = pattern.exec(stdout);
      if (match) return match;
      if (child.exitCode !== null) throw new Error(`mono ended before it printed ${pattern}:\n${stdout}${stderr}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return { ended, untilPrinted, stop: () => child.kill('SIGINT') };
}

/** Without what would change ports, colours or the loader. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const { PORT: _port, NODE_OPTIONS: _options, FORCE_COLOR: _color, NODE_ENV: _mode, ...rest } = process.env;
  return rest;
}
