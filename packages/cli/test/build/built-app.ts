import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { runMono } from '../run-mono.js';

const copies: string[] = [];

/** Builds, and holds the build to having succeeded. The fixtures have no TypeScript installed. */
export async function build(root: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runMono(['build', '--no-types', ...args], { cwd: root });
  if (code !== 0) throw new Error(`mono build ended with ${code}:\n${stdout}${stderr}`);
  return stdout;
}

/** A copy of the artifact in an empty folder, where no node_modules is above it. */
export function copyArtifact(root: string, out = 'dist'): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mono-artifact-')));
  copies.push(folder);
  cpSync(join(root, out), folder, { recursive: true });
  return folder;
}

export function removeCopies(): void {
  for (const folder of copies.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export interface RunningArtifact {
  readonly url: string;
  readonly output: () => string;
  get(path: string): Promise<{ status: number; text: string }>;
  stop(): Promise<number | null>;
}

/** Starts `main.js`, or an executable, on a free port. */
export async function startArtifact(
  folder: string,
  args: readonly string[],
  options: StartOptions = {},
): Promise<RunningArtifact> {
  const { main = 'main.js', node = [] } = options;
  const { NODE_OPTIONS: _options, NODE_ENV: _mode, PORT: _port, ...env } = process.env;
  const command = main.endsWith('.js') ? [process.execPath, ...node, join(folder, main)] : [join(folder, main)];
  const child = spawn(command[0]!, [...command.slice(1), ...args, '--port', '0'], { cwd: folder, env });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  for (;;) {
    const url = /http:\/\/localhost:\d+/.exec(output)?.[0];
    if (url)
      return { url, output: () => output, get: (path) => get(url + path), stop: () => (child.kill('SIGTERM'), ended) };
    if (child.exitCode !== null) throw new Error(`the artifact ended with ${await ended}:\n${output}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export interface StartOptions {
  readonly main?: string;
  /** Arguments for Node itself. */
  readonly node?: readonly string[];
}

async function get(url: string): Promise<{ status: number; text: string }> {
  const answer = await fetch(url);
  return { status: answer.status, text: await answer.text() };
}

/** Starts a service of an artifact, asks for one path, and stops it. */
export async function ask(folder: string, service: string, path: string, options?: StartOptions): Promise<string> {
  const running = await startArtifact(folder, [service], options);
  try {
    const { text } = await running.get(path);
    return `${text}`;
  } finally {
    await running.stop();
  }
}

/** Every file below a folder with the hash of its bytes. */
export function hashFiles(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const hashed = files.map(({ parentPath, name }) => {
    const file = join(parentPath, name);
    const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
    return [relative(folder, file).replaceAll(sep, '/'), hash] as const;
  });
  return Object.fromEntries(hashed.sort(([a], [b]) => (a < b ? -1 : 1)));
}
