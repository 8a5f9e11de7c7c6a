import { isAbsolute, join, relative, sep } from 'node:path';
import type { AppScan } from '../scan/app-scan.js';

/** The files of an application that its artifact holds, by absolute path. */
export interface AppFiles {
  /** What becomes a module of its own, with the path it gets in the artifact. */
  readonly modules: ReadonlyMap<string, string>;
  /** What is copied as it is, because a module may read it: with the path it gets in the artifact. */
  readonly assets: ReadonlyMap<string, string>;
}

const isModule = /\.(?:[cm]?[tj]s|[tj]sx)$/;

/**
 * Every file that a service reaches. A module of the artifact lies where its source lies in the application, so that paths which modules
 * compute when they run, to a worker, a language file or an SQL script, lead to the same thing as in the sources.
 */
export function findAppFiles(scan: AppScan): AppFiles {
  const reached = new Set(scan.services.flatMap(({ name }) => scan.closureOf(name).files));
  const modules = new Map<string, string>();
  const assets = new Map<string, string>();
  const taken = new Set<string>();
  // The scan counts `a.ts` and a compiled `a.js` beside it as reached. The source is the one that runs, and sorts last.
  for (const file of [...reached].sort().reverse()) {
    if (/\.d\.[cm]?ts$/.test(file)) continue;
    const place = placeOf(scan.root, join(scan.root, file));
    if (!isModule.test(file)) assets.set(join(scan.root, file), place);
    else if (!taken.has(place)) modules.set(join(scan.root, file), place);
    taken.add(place);
  }
  return { modules, assets };
}

/** Where in the artifact a file of the application goes. What lies outside its folder gets `__` for each step up. */
export function placeOf(root: string, file: string): string {
  const path = relative(root, file);
  const steps = (isAbsolute(path) ? file.replace(/^[A-Za-z]:/, '') : path).split(sep);
  const safe = steps.map((step) => (step === '..' ? '__' : step === 'node_modules' ? '_modules' : step));
  return `app/${safe
    .filter((step) => step !== '')
    .join('/')
    .replace(isModule, '.js')}`;
}
