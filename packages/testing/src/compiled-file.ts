import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';

/**
 * The compiled file of a source, for tests that run compiled themselves: `src/users/users.controller.ts` and a test in `dist/test`
 * give `dist/src/users/users.controller.js`, or `dist/users/users.controller.js` when the compiler's rootDir is `src`.
 *
 * The application's classes must be those that the test imports, so the files next to the test are the ones to load.
 *
 * @param near the calling test, or the folder that the compiler wrote to
 * @returns the source itself when the test is not compiled, or lies beside the sources
 */
export function compiledFile(source: string, { root, near }: { root: string; near: string }): string {
  const output = source.replace(/\.([cm]?)tsx?$/, '.$1js');
  if (output === source || /\.[cm]?tsx?$/.test(near)) return source;
  for (const folder of foldersDown(near, root)) {
    for (const tail of tails(relative(root, output))) {
      const file = join(folder, tail);
      if (existsSync(file)) return file;
    }
  }
  return source;
}

/** From just below the root down to a file or folder: what the compiler wrote to comes before what lies in it. */
function foldersDown(near: string, root: string): string[] {
  const folders: string[] = [];
  for (let folder = near; isInside(folder, root); folder = dirname(folder)) folders.unshift(folder);
  return folders;
}

function isInside(folder: string, root: string): boolean {
  const path = relative(root, folder);
  return path !== '' && !path.startsWith('..') && !isAbsolute(path);
}

/** `src/users/index.js`, `users/index.js`, `index.js`: the compiler leaves out the folders that are above its rootDir. */
function tails(path: string): string[] {
  const parts = path.split(sep);
  return parts.map((_, start) => parts.slice(start).join(sep));
}
