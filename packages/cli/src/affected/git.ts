import { execFileSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { MonoError } from '@monojs/core';

/** A git repository, asked without touching its work tree and index. */
export interface Repository {
  /** The top of its work tree, absolute. */
  readonly top: string;
  /** @throws Error with git's own words */
  run(args: readonly string[], environment?: Readonly<Record<string, string>>): string;
  /** Every file that git has or would take, absolute: not what it ignores. */
  listFiles(): ReadonlySet<string>;
}

/** @throws MonoError MONO_GIT_REF_UNREADABLE where there is no repository, or no git */
export function openRepository(folder: string, ref: string): Repository {
  let top: string;
  try {
    top = realpathSync(runGit(folder, ['rev-parse', '--show-toplevel']).trimEnd());
  } catch (error) {
    throw unreadable(
      ref,
      error,
      'run the command inside a git repository, or compare with a manifest: --since dist/mono.json.',
    );
  }
  const run: Repository['run'] = (args, environment) => runGit(top, args, environment);
  return {
    top,
    run,
    listFiles: () =>
      new Set(
        run(['ls-files', '-z', '--cached', '--others', '--exclude-standard'])
          .split('\0')
          .map((path) => join(top, path)),
      ),
  };
}

/** Does it name a state of the sources that this clone has? */
export function hasRef(folder: string, ref: string): boolean {
  try {
    runGit(folder, ['rev-parse', '--verify', '--quiet', `${ref}^{tree}`]);
    return true;
  } catch {
    return false;
  }
}

export function unreadable(ref: string, error: unknown, fix: string): MonoError {
  const said = error instanceof Error ? error.message.trim().split('\n').at(-1)!.replace('^{tree}', '') : String(error);
  return new MonoError(
    { code: 'MONO_GIT_REF_UNREADABLE', message: `git cannot read "${ref}": ${said}`, where: [], fix },
    { cause: error },
  );
}

/** Without what git tells its hooks, which is meant for the folder that the hook runs in. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const { GIT_DIR: _folder, GIT_WORK_TREE: _tree, GIT_INDEX_FILE: _index, GIT_PREFIX: _prefix, ...rest } = process.env;
  return rest;
}

function runGit(folder: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}): string {
  try {
    return execFileSync('git', ['-C', folder, ...args], {
      encoding: 'utf8',
      env: { ...cleanEnvironment(), LC_ALL: 'C', ...environment },
      maxBuffer: 1e9,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    const { stderr, code } = error as { stderr?: string; code?: string };
    throw new Error(code === 'ENOENT' ? 'there is no git on this machine' : stderr?.trim() || 'git gave no reason', {
      cause: error,
    });
  }
}
