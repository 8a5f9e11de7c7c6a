import { execFileSync } from 'node:child_process';
import { write } from '../install-packages.js';
import { writeApp } from '../write-app.js';

/** A git repository with these files committed. */
export interface GitRepository {
  readonly top: string;
  git(...args: readonly string[]): string;
  commit(files?: Readonly<Record<string, string>>): void;
}

export function createRepository(files: Readonly<Record<string, string>>): GitRepository {
  const top = writeApp(files);
  const git: GitRepository['git'] = (...args) =>
    execFileSync(
      'git',
      ['-C', top, '-c', 'user.name=a', '-c', 'user.email=a@b.c', '-c', 'commit.gpgsign=false', ...args],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
  git('init', '--quiet', '--initial-branch=main');
  const commit: GitRepository['commit'] = (changes = {}) => {
    for (const [file, text] of Object.entries(changes)) write(top, file, text);
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '--message=a');
  };
  commit();
  return { top, git, commit };
}
