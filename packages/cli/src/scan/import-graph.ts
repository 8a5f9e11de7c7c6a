import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Closure, ImportEdge, Unfollowable } from './app-scan.js';
import type { ImportRequest } from './import-request.js';
import { readImports } from './read-imports.js';
import { createResolveImport } from './resolve-import.js';
import type { Resolved } from './resolve-import.js';
import { readTsConfig } from './read-tsconfig.js';

/** Who imports whom. Everything is read on first use and remembered. Paths in and out are absolute, except in closures. */
export interface ImportGraph {
  /** Without what a computed import could mean. */
  importsOf(file: string): readonly string[];
  /** With it; relative to the root. */
  edgesOf(file: string): readonly ImportEdge[];
  /** Where a specifier leads from a file. */
  resolve(file: string, specifier: string): Resolved;
  closureOf(entries: readonly string[]): Closure;
}

interface FileImports {
  /** Paths in them are absolute. */
  readonly edges: readonly ImportEdge[];
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
    const edges: ImportEdge[] = [];
    const unfollowable: Unfollowable[] = [];
    for (const request of isParsed.test(file) ? readImports(file, readFileSync(file, 'utf8'), verbatim) : []) {
      const { edge, reason } = follow(file, request);
      if (edge) edges.push({ line: request.line, written: request.written, ...edge });
      if (reason !== undefined) unfollowable.push({ file: toRelative(root, file), line: request.line, reason });
    }
    return { edges, unfollowable };
  };

  /** What an import leads to, and why it could not be followed. */
  const follow = (
    file: string,
    request: ImportRequest,
  ): { edge?: Omit<ImportEdge, 'line' | 'written'>; reason?: string } => {
    const reexport = request.reexport && { reexport: true as const };
    if (request.error !== undefined) return { reason: `the file could not be parsed: ${request.error}` };
    if (request.specifier === undefined) {
      const unbounded = request.below === undefined && { unbounded: true as const };
      return { edge: { files: possibleFiles(file, request), computed: true, ...unbounded }, reason: reasonOf(request) };
    }
    const resolved = resolveImport(file, request.specifier);
    if ('package' in resolved) {
      return { edge: { files: [], package: resolved.package, packageFiles: resolved.files ?? [], ...reexport } };
    }
    if ('files' in resolved) return { edge: { files: resolved.files, ...reexport } };
    return 'unresolved' in resolved && !request.optional ? { reason: resolved.unresolved } : {};
  };

  const possibleFiles = (file: string, { below }: ImportRequest): readonly string[] =>
    below === undefined ? sourceFiles : everyFileBelow(resolve(dirname(file), below));

  return {
    importsOf: (file) => read(file).edges.flatMap(({ files, computed }) => (computed ? [] : files)),
    edgesOf: (file) => read(file).edges.map((edge) => relativeEdge(root, edge)),
    resolve: resolveImport,
    closureOf(entries) {
      const files = new Set(entries);
      const packages = new Set<string>();
      const unfollowable: Unfollowable[] = [];
      // A Set that grows while it is iterated visits what was added, too.
      for (const file of files) {
        const imports = read(file);
        unfollowable.push(...imports.unfollowable);
        for (const edge of imports.edges) {
          edge.files.forEach((path) => files.add(path));
          if (edge.package !== undefined) packages.add(edge.package);
        }
      }
      return {
        files: [...files].map((file) => toRelative(root, file)).sort(),
        packages: [...packages].sort(),
        unfollowable: unfollowable.sort(byPlace),
      };
    },
  };
}

function relativeEdge(root: string, { files, packageFiles, ...edge }: ImportEdge): ImportEdge {
  const relativeAll = (paths: readonly string[]) => paths.map((path) => toRelative(root, path));
  return { ...edge, files: relativeAll(files), ...(packageFiles && { packageFiles: relativeAll(packageFiles) }) };
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
