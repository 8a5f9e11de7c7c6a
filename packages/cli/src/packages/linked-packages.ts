import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { createImportGraph } from '../scan/import-graph.js';
import type { ImportGraph } from '../scan/import-graph.js';
import { hashFiles } from './hash-files.js';
import type { HashFile } from './hash-files.js';
import { filesBelow } from './installed-packages.js';
import type { PackageImport } from './package-import.js';

/** What counts of a workspace package: a hash over files of it, and the packages that these import. */
export interface LinkedContent {
  readonly hash: string;
  readonly imports: readonly PackageImport[];
  /** What its package.json declares counts as reached, too. */
  readonly needsDeclared: boolean;
}

/**
 * Packages whose folder is linked instead of installed. Their version says nothing about what is in them, so their files count:
 * those that the imports of a service lead to, or all of them where that is not known.
 */
export interface LinkedPackages {
  /** @param entries the files of it that are imported, absolute; none if they are not known */
  read(folder: string, entries: readonly string[]): LinkedContent;
}

export interface LinkedOptions {
  /** Instead of everything that lies in its folder. */
  readonly filesOf?: (folder: string) => readonly string[];
  /** Shall all its files count? They do if `reached` is undefined, which is then no question. */
  readonly isWhole?: (folder: string, reached: readonly string[] | undefined) => boolean;
}

const isCode = /\.(?:[cm]?[tj]s|[tj]sx)$/;
const isTest = /(?:^|[/\\])(?:__tests__|tests?)[/\\]|\.(?:test|spec)\.[^.]+$|\.tsbuildinfo$/;

export function createLinkedPackages(hashFile: HashFile, options: LinkedOptions = {}): LinkedPackages {
  const { filesOf = filesBelow, isWhole = () => false } = options;
  const graphs = new Map<string, ImportGraph>();
  const contents = new Map<string, LinkedContent>();

  const graphOf = (folder: string): ImportGraph => {
    const graph =
      graphs.get(folder) ??
      createImportGraph(
        folder,
        filesOf(folder).filter((file) => isCode.test(file)),
      );
    graphs.set(folder, graph);
    return graph;
  };

  const read = (folder: string, entries: readonly string[]): LinkedContent => {
    const known = entries.filter((file) => existsSync(file));
    const reached = known.length === 0 ? undefined : follow(folder, known);
    const isEverything = isWhole(folder, reached?.files);
    if (reached && !isEverything) return describe(folder, reached.files, reached.unfollowable);
    // Tests are no part of what runs, unless something that runs imports them.
    const kept = filesOf(folder).filter((file) => !isTest.test(relative(folder, file)));
    const { files } = follow(
      folder,
      kept.filter((file) => isCode.test(file)),
    );
    return describe(folder, [...new Set([...kept, ...files])], true);
  };

  const follow = (folder: string, entries: readonly string[]) => {
    const { files, unfollowable } = graphOf(folder).closureOf(entries);
    return { files: files.map((file) => resolve(folder, file)), unfollowable: unfollowable.length > 0 };
  };

  const describe = (folder: string, files: readonly string[], needsDeclared: boolean): LinkedContent => {
    // How its files are resolved and compiled is part of what they are.
    const settings = ['package.json', 'tsconfig.json']
      .map((name) => join(folder, name))
      .filter((file) => existsSync(file));
    const imports = files.flatMap((file) =>
      graphOf(folder)
        .edgesOf(file)
        .flatMap(({ package: name, packageFiles = [] }): PackageImport[] => {
          const found = packageFiles.map((path) => resolve(folder, path));
          return name === undefined ? [] : [{ name, from: dirname(file), files: found }];
        }),
    );
    return { hash: hashFiles(folder, [...new Set([...files, ...settings])], hashFile), imports, needsDeclared };
  };

  return {
    read(folder, entries) {
      const key = [folder, ...[...entries].sort()].join('\0');
      const content = contents.get(key) ?? read(folder, entries);
      contents.set(key, content);
      return content;
    },
  };
}

export function isBelow(folder: string, file: string): boolean {
  return file === folder || file.startsWith(folder + sep);
}
