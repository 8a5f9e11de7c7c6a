import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { sep } from 'node:path';
import { ResolverFactory } from 'oxc-resolver';

/** What an import leads to: files of the application (more than one where loaders could differ), a package, one of Node's modules, or nothing. */
export type Resolved =
  | { readonly files: readonly string[] }
  | { readonly package: string; readonly files?: readonly string[] }
  | { readonly builtin: true }
  | { readonly unresolved: string };

export type ResolveImport = (file: string, specifier: string) => Resolved;

const sourceFirst = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json', '.node'];
const outputFirst = ['.js', '.json', '.node', '.mjs', '.cjs', '.jsx', '.ts', '.tsx', '.mts', '.cts'];
const inNodeModules = `${sep}node_modules${sep}`;

/**
 * Resolution as Node and the TypeScript loader do it: tsconfig paths, `.js` written for `.ts`, package `exports`, workspace packages through their links.
 * Where loaders could differ it gives what each of them would take.
 */
export function createResolveImport(root: string): ResolveImport {
  const options = { tsconfig: 'auto' as const, extensions: sourceFirst, conditionNames: ['node', 'import'] };
  const extensionAlias = {
    '.js': ['.ts', '.tsx', '.js'],
    '.jsx': ['.tsx', '.jsx'],
    '.mjs': ['.mts', '.mjs'],
    '.cjs': ['.cts', '.cjs'],
  };
  const resolver = new ResolverFactory({ ...options, extensionAlias });
  // For a folder that holds compiled output beside its source: `.js` taken literally, and output before source where no extension is written.
  const outputResolver = resolver.cloneWithOptions({ ...options, extensions: outputFirst });
  const requireResolver = resolver.cloneWithOptions({
    ...options,
    extensionAlias,
    conditionNames: ['node', 'require'],
  });

  return (file, specifier) => {
    if (isBuiltin(specifier)) return { builtin: true };
    const isPath = /^(?:\.{1,2}(?:[/\\]|$)|\/|file:)/.test(specifier);
    const found = resolver.resolveFileSync(file, specifier);
    const isInstalled = found.path?.includes(inNodeModules) === true;
    const other = isInstalled
      ? undefined
      : (isPath ? outputResolver : requireResolver).resolveFileSync(file, specifier);
    const first = found.path === undefined ? other : found;
    if (first?.path === undefined) return unresolved(specifier, isPath);
    const name = packageOf(first.path, isPath ? undefined : specifier, first.packageJsonPath, root);
    const paths = [first.path, other?.path ?? first.path];
    const files = [...new Set(paths.map((path) => path.replace(/[?#].*$/, '')))];
    return name === undefined ? { files } : { package: name, files };
  };
}

function unresolved(specifier: string, isPath: boolean): Resolved {
  if (isPath || specifier.startsWith('#')) return { unresolved: `${specifier} cannot be found` };
  return /^[a-z]+:/.test(specifier)
    ? { unresolved: `${specifier} is not on this machine` }
    : { package: packageName(specifier) };
}

/** A file counts as a package's if it lies in node_modules, or in a linked workspace package outside the application. */
function packageOf(
  path: string,
  specifier: string | undefined,
  packageJson: string | undefined,
  root: string,
): string | undefined {
  const at = path.lastIndexOf(inNodeModules);
  if (at !== -1) return packageName(path.slice(at + inNodeModules.length).replaceAll(sep, '/'));
  if (specifier === undefined || packageJson === undefined || path.startsWith(root + sep)) return undefined;
  // A tsconfig path looks like a package and is none: the package.json that its file belongs to bears another name.
  const { name } = JSON.parse(readFileSync(packageJson, 'utf8')) as { name?: string };
  return name === packageName(specifier) ? name : undefined;
}

function packageName(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
