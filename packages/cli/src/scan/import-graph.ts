import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Closure, Unfollowable } from './app-scan.js';
import type { ImportRequest } from './import-request.js';
import { readImports } from './read-imports.js';
import { createResolveImport } from './resolve-import.js';
import type { Resolved } from './resolve-import.js';
import { readTsConfig } from './read-tsconfig.js';

/** Who imports whom. Everything is read on first use and remembered. Paths in and out are absolute, except in closures. */
export interface ImportGraph {
  /** Without what a computed import could mean. */
  importsOf(file: string): readonly string[];
  /** Where a specifier leads from a file. */
  resolve(file: string, specifier: string): Resolved;
  closureOf(entries: readonly string[]): Closure;
}

interface FileImports {
  readonly files: readonly string[];
  /** What a computed import could mean. */
  readonly possible: readonly string[];
  readonly packages: readonly string[];
  readonly unfollowable: readonly Unfollowable[];
}

const isParsed = /\.(?:[cm]?[tj]s|[tj]sx)$/;

/** `sourceFiles` is what a computed import could mean: every one of them counts as reached then. */
export function createImportGraph(root: string, sourceFiles: readonly string[]): ImportGraph {
  const resolveImport = createResolveImport(root);
  const verbatim = readTsConfig(root).verbatimModuleSyntax === true;
  const known = new Map<string, FileImports>();

  const read = (file: string): FileImports => {
    const imports = known.get(file) ?? readFile(file);
    known.set(file, imports);
    return imports;
  };

  const readFile = (file: string): FileImports => {
    const imports = { files: new Set<string>(), possible: new Set<string>(), packages: new Set<string>() };
    const unfollowable: Unfollowable[] = [];
    for (const request of isParsed.test(file) ? readImports(file, readFileSync(file, 'utf8'), verbatim) : []) {
      const reason = follow(file, request, imports);
      if (reason !== undefined) unfollowable.push({ file: toRelative(root, file), line: request.line, reason });
    }
    return {
      files: [...imports.files],
      possible: [...imports.possible],
      packages: [...imports.packages],
      unfollowable,
    };
  };

  /** Adds what an import leads to; returns why it could not be followed. */
  const follow = (
    file: string,
    request: ImportRequest,
    imports: Record<'files' | 'possible' | 'packages', Set<string>>,
  ) => {
    if (request.error !== undefined) return `the file could not be parsed: ${request.error}`;
    if (request.specifier === undefined) {
      possibleFiles(file, request).forEach((path) => imports.possible.add(path));
      return reasonOf(request);
    }
    const resolved = resolveImport(file, request.specifier);
    if ('files' in resolved) resolved.files.forEach((path) => imports.files.add(path));
    if ('package' in resolved) imports.packages.add(resolved.package);
    return 'unresolved' in resolved && !request.optional ? resolved.unresolved : undefined;
  };

  const possibleFiles = (file: string, { below }: ImportRequest): readonly string[] =>
    below === undefined ? sourceFiles : everyFileBelow(resolve(dirname(file), below));

  return {
    importsOf: (file) => read(file).files,
    resolve: resolveImport,
    closureOf(entries) {
      const files = new Set(entries);
      const parts: FileImports[] = [];
      // A Set that grows while it is iterated visits what was added, too.
      for (const file of files) {
        const imports = read(file);
        parts.push(imports);
        for (const path of [...imports.files, ...imports.possible]) files.add(path);
      }
      return {
        files: [...files].map((file) => toRelative(root, file)).sort(),
        packages: [...new Set(parts.flatMap(({ packages }) => packages))].sort(),
        unfollowable: parts.flatMap(({ unfollowable }) => unfollowable).sort(byPlace),
      };
    },
  };
}

/** Whatever its name, unlike the files that are searched for services: a computed import may mean a JSON file or a test. */
function everyFileBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return paths.filter((path) => !path.includes(`${sep}node_modules${sep}`));
}

function reasonOf({ written, below }: ImportRequest): string {
  const reach = below === undefined ? 'every source file' : `every file below ${below}`;
  return `${written} is computed when the program runs, so ${reach} counts as reached`;
}

function byPlace(a: Unfollowable, b: Unfollowable): number {
  return a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1;
}

/** Relative to the application, with forward slashes on every platform. */
export function toRelative(root: string, file: string): string {
  return relative(root, file).replaceAll(sep, '/');
}
