import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Setting } from '../manifest/manifest.js';
import type { AppScan } from '../scan/app-scan.js';
import { readNeeds } from './package-tree.js';
import type { PackageFields } from './package-tree.js';
import type { PackageImport } from './package-import.js';

/** What every started service runs on, whether or not its files name it. */
export const runtimePackages = ['@monojs/core', '@monojs/server'];

/** The packages that some files import, and what comes without being imported: Mono's own, and what the compiler adds. */
export type ReadPackageImports = (files: readonly string[], settings: readonly Setting[]) => readonly PackageImport[];

/** Services share most of their files, so what was read of one is remembered, and what a folder imports twice is given once. */
export function createReadPackageImports(scan: AppScan): ReadPackageImports {
  const known = new Map<string, FileImports>();
  const read = (file: string): FileImports => {
    const imports = known.get(file) ?? readFile(scan, file);
    known.set(file, imports);
    return imports;
  };
  const runtime = runtimePackages.map((name) => ({ name, from: scan.root, files: scan.resolvePackage(name) }));
  return (files, settings) => {
    const imports = new Map<string, PackageImport>();
    let isAnything = false;
    for (const file of files) {
      const { keyed, unbounded } = read(file);
      isAnything ||= unbounded;
      for (const [key, request] of keyed) imports.set(key, request);
    }
    // A computed import may mean a package as well.
    const names = [...(isAnything ? declaredPackages(scan.root) : []), ...impliedPackages(files, settings)];
    return [...imports.values(), ...names.map((name) => ({ name, from: scan.root, files: [] })), ...runtime];
  };
}

interface FileImports {
  readonly keyed: readonly (readonly [string, PackageImport])[];
  /** It imports something of which nothing is known. */
  readonly unbounded: boolean;
}

function readFile(scan: AppScan, file: string): FileImports {
  const from = dirname(join(scan.root, file));
  const edges = scan.edgesOf(file);
  const keyed = edges.flatMap(({ package: name, packageFiles = [] }): [string, PackageImport][] => {
    const files = packageFiles.map((path) => join(scan.root, path));
    return name === undefined ? [] : [[[name, from, ...files].join('\0'), { name, from, files }]];
  });
  return { keyed, unbounded: edges.some(({ unbounded }) => unbounded) };
}

/** What the application's package.json says that it needs when it runs. */
function declaredPackages(root: string): string[] {
  const file = join(root, 'package.json');
  if (!existsSync(file)) return [];
  return readNeeds(JSON.parse(readFileSync(file, 'utf8')) as PackageFields).needs.map(({ name }) => name);
}

/** What the compiler adds to a file, without a word of it in the sources. */
function impliedPackages(files: readonly string[], settings: readonly Setting[]): string[] {
  const valuesOf = (option: string) =>
    settings.filter(({ name }) => name.endsWith(` ${option}`)).map(({ value }) => String(value));
  const hasMarkup = files.some((file) => /\.[tj]sx$/.test(file));
  const runtimes = valuesOf('jsx').some((jsx) => jsx.startsWith('react-jsx')) ? valuesOf('jsxImportSource') : [];
  const isReact = runtimes.length === 0 && valuesOf('jsx').some((jsx) => jsx.startsWith('react'));
  return [
    ...(hasMarkup ? [...runtimes, ...(isReact ? ['react'] : [])] : []),
    ...(valuesOf('importHelpers').includes('true') ? ['tslib'] : []),
  ];
}
