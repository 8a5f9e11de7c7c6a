import { existsSync, mkdirSync, readdirSync, realpathSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { isBelow } from '../packages/linked-packages.js';
import type { CheckedOutTree } from './checkout-tree.js';
import type { Repository } from './git.js';

/**
 * Lets a checked-out tree find packages as the work tree does: installed ones are linked to where they are, those of the workspace to the folder
 * they have in the tree. So an import means the same in both, and what a workspace package was then is compared with what it is now.
 */
export function linkPackages(repository: Repository, tree: CheckedOutTree, files: ReadonlySet<string>): void {
  const owners = new Set([...files].filter((file) => basename(file) === 'package.json').map((file) => dirname(file)));
  owners.add(repository.top);
  for (const owner of owners)
    linkFolder(repository.top, tree.top, owner, join(tree.top, relative(repository.top, owner)));
  for (let owner = dirname(repository.top); ; owner = dirname(owner)) {
    linkFolder(repository.top, tree.top, owner, tree.above);
    if (dirname(owner) === owner) return;
  }
}

function linkFolder(top: string, treeTop: string, owner: string, treeOwner: string): void {
  const from = join(owner, 'node_modules');
  if (!existsSync(from) || !existsSync(treeOwner)) return;
  for (const name of packageNames(from)) {
    const to = join(treeOwner, 'node_modules', name);
    const target = existsSync(join(from, name)) ? turn(realpathSync(join(from, name)), top, treeTop) : undefined;
    if (target === undefined || existsSync(to)) continue;
    mkdirSync(dirname(to), { recursive: true });
    symlinkSync(target, to, 'junction');
  }
}

function packageNames(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    if (name.startsWith('.')) return [];
    return name.startsWith('@') ? readdirSync(join(folder, name)).map((inner) => join(name, inner)) : [name];
  });
}

/** Where a package was in the tree; undefined if it was not there yet. */
function turn(path: string, top: string, treeTop: string): string | undefined {
  const inside = relative(top, path);
  if (!isBelow(top, path) || inside.split(sep).includes('node_modules')) return path;
  const then = join(treeTop, inside);
  return existsSync(then) ? then : undefined;
}
