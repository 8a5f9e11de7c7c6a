import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import type { Finding } from '@monojs/core';
import { readTsConfig } from './read-tsconfig.js';

/** The files that can hold services, absolute and in a stable order, and the sources they were looked for in. */
export interface SourceFiles {
  readonly files: readonly string[];
  readonly sources: readonly string[];
  readonly findings: readonly Finding[];
}

const isSource = /\.(?:[cm]?[tj]s|[tj]sx)$/;
const isLeftOut = /\.d\.[cm]?ts$|\.(?:test|spec)\.[^.]+$|^mono\.config\./;
const leftOutFolders = new Set(['node_modules', '__tests__', 'test', 'tests', 'dist', 'build', 'out', 'coverage']);

/**
 * Finds the source files below the configured sources: folders, single files, and packages that bring services of their own.
 * Without configuration that is `src`, or the whole application when there is no such folder.
 */
export function findSourceFiles(root: string, configured: readonly string[] | undefined): SourceFiles {
  const sources = configured ?? [existsSync(join(root, 'src')) ? 'src' : '.'];
  const findings: Finding[] = [];
  const files = new Set<string>();
  const { outDir } = readTsConfig(root);
  for (const source of sources) {
    const path = resolveSource(root, source);
    if (path === undefined) findings.push(sourceNotFound(source));
    else if (statSync(path).isDirectory()) filesBelow(path, outDir).forEach((file) => files.add(file));
    else files.add(path);
  }
  return { files: [...files].sort(), sources, findings };
}

/** Source files below a folder. The folder itself was named by somebody, so it counts even if it is called `dist`. */
function filesBelow(folder: string, outDir?: string): string[] {
  const found: string[] = [];
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const child = entry.isSymbolicLink() ? realPath(join(path, entry.name)) : join(path, entry.name);
      if (child === undefined) continue;
      const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && statSync(child).isDirectory());
      if (!isFolder && isSource.test(entry.name) && !isLeftOut.test(entry.name)) found.push(child);
      if (isFolder && !entry.name.startsWith('.') && !leftOutFolders.has(entry.name) && child !== outDir) visit(child);
    }
  };
  visit(folder);
  return found;
}

/** Where a link leads, as the resolver of imports will see it too; undefined for a broken link. */
function realPath(link: string): string | undefined {
  return existsSync(link) ? realpathSync(link) : undefined;
}

function resolveSource(root: string, source: string): string | undefined {
  const path = resolve(root, source);
  if (existsSync(path)) return realpathSync(path);
  return source.startsWith('.') ? undefined : resolvePackage(root, source);
}

/** The folder of a package's main file, so that a package published as sources beside output counts once. */
function resolvePackage(root: string, name: string): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    const packageFolder = join(folder, 'node_modules', name);
    if (existsSync(join(packageFolder, 'package.json'))) {
      try {
        const main = createRequire(join(root, basename(root))).resolve(name);
        return realpathSync(dirname(main));
      } catch {
        return realpathSync(packageFolder);
      }
    }
    if (dirname(folder) === folder) return undefined;
  }
}

function sourceNotFound(source: string): Finding {
  return {
    code: 'MONO_SOURCE_NOT_FOUND',
    message: `the source "${source}" is no folder or file of the application and no installed package.`,
    where: [],
    fix: 'correct it in `sources` of mono.config.ts, or install the package.',
  };
}
