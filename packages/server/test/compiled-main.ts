import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const repository = resolve(__dirname, '../../..');
const formats = ['commonjs', 'module'] as const;

/** What a process has printed, and its exit code. */
interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface MainRun {
  readonly child: ChildProcess;
  readonly exit: Promise<Ended>;
  /** Resolves to the match as soon as stdout has it. */
  seen(pattern: RegExp): Promise<RegExpExecArray>;
}

interface RunOptions {
  readonly PORT?: string;
  readonly format?: (typeof formats)[number];
  readonly main?: string;
}

/** A hand-written main.ts in a folder of its own, compiled by tsc and run by plain node: what an application without the cli does. */
export class CompiledMain {
  readonly #folder = realpathSync(mkdtempSync(join(tmpdir(), 'mono-main-')));
  readonly #children = new Set<ChildProcess>();

  constructor() {
    this.#linkDependencies();
    for (const name of ['core', 'server']) this.#compilePackage(name);
    cpSync(join(__dirname, 'fixtures/plain-main'), join(this.#folder, 'src'), { recursive: true });
    for (const format of formats) this.#compileMain(format);
  }

  run(args: readonly string[], { PORT, format = 'commonjs', main = 'main.js' }: RunOptions = {}): MainRun {
    const { PORT: _, ...inherited } = process.env;
    const env = { ...inherited, ...(PORT !== undefined && { PORT }) };
    const child = spawn(process.execPath, [join(this.#folder, format, main), ...args], { env });
    this.#children.add(child);
    const printed = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text) => (printed.out += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (printed.err += text));
    const exit = new Promise<Ended>((end) => {
      child.once('close', (code) => end({ code, ...printed }));
    });
    void exit.then(() => this.#children.delete(child));
    const seen = async (pattern: RegExp) => {
      for (;;) {
        const ended = await Promise.race([
          exit,
          new Promise<undefined>((next) => setTimeout(() => next(undefined), 10)),
        ]);
        const match = pattern.exec(printed.out);
        if (match) return match;
        if (ended) throw new Error(`it ended without ${pattern}: ${JSON.stringify(ended)}`);
      }
    };
    return { child, exit, seen };
  }

  killAll(): void {
    for (const child of this.#children) child.kill('SIGKILL');
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #linkDependencies(): void {
    mkdirSync(join(this.#folder, 'node_modules'));
    for (const name of readdirSync(join(repository, 'node_modules')).filter((entry) => entry !== '@monojs')) {
      symlinkSync(join(repository, 'node_modules', name), join(this.#folder, 'node_modules', name), 'junction');
    }
  }

  #compilePackage(name: string): void {
    const to = join(this.#folder, 'node_modules/@monojs', name);
    const src = join(repository, 'packages', name, 'src');
    mkdirSync(to, { recursive: true });
    const manifest = { name: `@monojs/${name}`, main: 'dist/index.js', types: 'dist/index.d.ts' };
    writeFileSync(join(to, 'package.json'), JSON.stringify(manifest));
    this.#tsc(src, { rootDir: src, outDir: join(to, 'dist'), noCheck: true });
  }

  #compileMain(type: string): void {
    // The format of the output follows the package.json next to the sources.
    writeFileSync(join(this.#folder, 'package.json'), JSON.stringify({ name: 'app', private: true, type }));
    this.#tsc('src', { rootDir: 'src', outDir: type });
    writeFileSync(join(this.#folder, type, 'package.json'), JSON.stringify({ type }));
  }

  #tsc(include: string, options: object): void {
    const typeRoots = [join(repository, 'node_modules/@types')];
    const compilerOptions = { ...options, composite: false, typeRoots };
    const config = { extends: join(repository, 'tsconfig.base.json'), compilerOptions, include: [include] };
    writeFileSync(join(this.#folder, 'tsconfig.json'), JSON.stringify(config));
    const compiler = join(repository, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [compiler, '-p', this.#folder], { stdio: 'pipe' });
  }
}
