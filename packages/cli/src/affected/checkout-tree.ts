import { mkdtempSync, readlinkSync, realpathSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join, relative } from 'node:path';
import { isBelow } from '../packages/linked-packages.js';
import type { Repository } from './git.js';
import { unreadable } from './git.js';

/** A state of the sources in a folder of its own. */
export interface CheckedOutTree {
  readonly top: string;
  /** A folder above `top` that holds nothing else. */
  readonly above: string;
  remove(): void;
}

/**
 * Writes the files of a ref into a temporary folder, as git would check them out, through an index of its own: the work tree, the index and the
 * list of worktrees stay as they are. Unlike `git archive` it leaves out nothing.
 *
 * @throws MonoError MONO_GIT_REF_UNREADABLE
 */
export function checkoutTree(repository: Repository, ref: string): CheckedOutTree {
  const above = realpathSync(mkdtempSync(join(tmpdir(), 'mono-since-')));
  const top = join(above, 'tree');
  const remove = () => rmSync(above, { recursive: true, force: true });
  const environment = { GIT_INDEX_FILE: join(above, 'index') };
  try {
    const full = ['-c', 'core.sparseCheckout=false'];
    repository.run([...full, 'read-tree', `${ref}^{tree}`], environment);
    repository.run([...full, 'checkout-index', '--all', '--quiet', `--prefix=${top}/`], environment);
    turnLinks(repository, top, ref);
  } catch (error) {
    remove();
    throw unreadable(
      ref,
      error,
      'name a commit, branch or tag that this clone has; a shallow clone gets it by `git fetch --depth=1 origin <branch>` and then `--since FETCH_HEAD`.',
    );
  }
  return { top, above, remove };
}

/** An absolute link into the repository would lead to the files of today. */
function turnLinks(repository: Repository, top: string, ref: string): void {
  for (const entry of repository.run(['ls-tree', '-r', '-z', ref]).split('\0')) {
    if (!entry.startsWith('120000 ')) continue;
    const link = join(top, entry.slice(entry.indexOf('\t') + 1));
    const target = readlinkSync(link);
    if (!isAbsolute(target) || !isBelow(repository.top, target)) continue;
    unlinkSync(link);
    symlinkSync(join(top, relative(repository.top, target)), link);
  }
}
