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
  const file = join(folder, 'tsconfig.json');
  return existsSync(file) ? readExtended(file, new Set()) : {};
}

function readExtended(file: string, seen: Set<string>): TsConfig {
  if (seen.has(file)) return {};
  seen.add(file);
  const content = readJsonWithComments(file);
  const bases = [content.extends ?? []].flat().filter((base): base is string => typeof base === 'string');
  const inherited = bases.map((base) => readExtended(resolveBase(file, base), seen));
  const options = (content.compilerOptions ?? {}) as Record<string, unknown>;
  return {
    ...Object.assign({}, ...inherited),
    ...(typeof options.outDir === 'string' && { outDir: resolve(dirname(file), options.outDir) }),
    ...(typeof options.verbatimModuleSyntax === 'boolean' && { verbatimModuleSyntax: options.verbatimModuleSyntax }),
  };
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
