import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { readData } from './read-data.js';
import { nodesIn, parseSource } from './syntax-tree.js';
import type { SyntaxNode } from './syntax-tree.js';

/** What the scan needs of a tsconfig: where output lands, and whether imports of only types survive compilation. */
export interface TsConfig {
  /** Absolute. */
  readonly outDir?: string;
  readonly verbatimModuleSyntax?: boolean;
}

/** Reads `tsconfig.json` of a folder and what it extends. An unreadable one is no mistake of the scan: the compiler reports it. */
export function readTsConfig(folder: string): TsConfig {
  const { outDir, verbatimModuleSyntax } = readCompilerOptions(join(folder, 'tsconfig.json'));
  return {
    ...(typeof outDir === 'string' && { outDir }),
    ...(typeof verbatimModuleSyntax === 'boolean' && { verbatimModuleSyntax }),
  };
}

/** The options of a tsconfig over those of what it extends, as they are written; only `outDir` becomes absolute. */
export function readCompilerOptions(file: string): Readonly<Record<string, unknown>> {
  return existsSync(file) ? readExtended(file, new Set()) : {};
}

/** The tsconfigs that a tsconfig without files of its own hands its folder's files to, absolute. */
export function readReferences(file: string): string[] {
  const { files, references } = readJsonWithComments(file);
  if (!Array.isArray(files) || files.length > 0 || !Array.isArray(references)) return [];
  return references.flatMap((reference: { path?: unknown } | null) => {
    if (typeof reference?.path !== 'string') return [];
    const path = resolve(dirname(file), reference.path);
    return [path.endsWith('.json') ? path : join(path, 'tsconfig.json')];
  });
}

function readExtended(file: string, seen: Set<string>): Record<string, unknown> {
  if (seen.has(file)) return {};
  seen.add(file);
  const content = readJsonWithComments(file);
  const bases = [content.extends ?? []].flat().filter((base): base is string => typeof base === 'string');
  const inherited = bases.map((base) => readExtended(resolveBase(file, base), seen));
  const own = { ...(content.compilerOptions as Record<string, unknown> | undefined) };
  if (typeof own.outDir === 'string') own.outDir = resolve(dirname(file), own.outDir);
  return Object.assign({}, ...inherited, own) as Record<string, unknown>;
}

function resolveBase(file: string, base: string): string {
  if (base.startsWith('.')) {
    const path = resolve(dirname(file), base);
    return existsSync(path) ? path : `${path}.json`;
  }
  try {
    return createRequire(file).resolve(base);
  } catch {
    return base;
  }
}

/** A tsconfig is JavaScript's object notation with comments and trailing commas, so the parser of the sources reads it too. */
function readJsonWithComments(file: string): Record<string, unknown> {
  if (!existsSync(file)) return {};
  const source = parseSource('tsconfig.js', `(${readFileSync(file, 'utf8')}\n)`);
  if (source.errors.length > 0) return {};
  const statement: SyntaxNode | undefined = nodesIn(source.program.body)[0];
  return (readData(statement?.expression, []).value ?? {}) as Record<string, unknown>;
}
