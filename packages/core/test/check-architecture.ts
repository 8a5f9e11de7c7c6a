import path from 'node:path';
import ts from 'typescript';
import type { SourceFile } from './source-files.js';

/** The folders of core by level (docs/architecture.md): a folder imports its own files and lower levels only. */
const levels: Readonly<Record<string, number>> = {
  errors: 0,
  metadata: 1,
  container: 2,
  decorators: 2,
  routing: 2,
  http: 3,
  service: 4,
  app: 5,
};

/** What each package may import of the others. */
const packages: Readonly<Record<string, readonly string[]>> = {
  core: [],
  server: ['core'],
  cli: ['core', 'server'],
  testing: ['core', 'cli'],
};

/** Every violation of the house's rules, in words; none when the house is in order. */
export function checkArchitecture(files: readonly SourceFile[]): string[] {
  return [
    ...files.flatMap((one) => [...checkImports(one), ...checkNames(one), ...checkSize(one), ...checkText(one)]),
    ...findCycles(files),
  ];
}

function checkImports(one: SourceFile): string[] {
  const from = place(one.file);
  return importsOf(one).flatMap((specifier) => {
    const violations: string[] = [];
    const say = (what: string) => violations.push(`${one.file} ${what}`);
    const other = /^@monojs\/(\w+)/.exec(specifier)?.[1];
    if (other && !packages[from.package]?.includes(other)) say(`imports ${specifier}`);
    if (/(^|\/)index\.m?js$/.test(specifier) && !one.file.endsWith('index.mts')) say('imports an index');
    if (from.package === 'core') {
      const to = specifier.startsWith('.') ? place(resolveImport(one.file, specifier)) : undefined;
      if (to?.folder && from.folder && !mayImport(from.folder, to.folder))
        say(`imports ${to.folder}/, which is not below ${from.folder}/`);
      if (specifier === 'tsyringe' && from.file !== 'container/tsyringe.ts') say('imports tsyringe');
      if (specifier === 'reflect-metadata' && !['metadata/reflect.ts', 'container/tsyringe.ts'].includes(from.file))
        say('imports reflect-metadata');
      if (/^(node:)?(net|tls|https|http2|cluster|worker_threads|child_process|fs)(\/|$)/.test(specifier))
        say(`imports ${specifier}`);
    }
    return violations;
  });
}

function checkNames({ file, text }: SourceFile): string[] {
  const violations: string[] = [];
  const name = path.posix.basename(file);
  if (!/^[a-z0-9]+(-[a-z0-9]+)*\.m?ts$/.test(name)) violations.push(`${file} is not named in kebab-case`);
  const folder = /\/(utils?|types|common|helpers?|interfaces)\//.exec(file)?.[1];
  if (folder) violations.push(`${file} is in a folder named ${folder}`);
  const declared = /\b(?:class|interface|type) (\w*(?:Manager|Helper|Util|Utils|Base|Impl|Wrapper))\b/.exec(text)?.[1];
  if (declared) violations.push(`${file} declares ${declared}`);
  return violations;
}

function checkSize({ file, text }: SourceFile): string[] {
  const lines = text.trimEnd().split('\n').length;
  const limit = /\/src\/index\.m?ts$/.test(file) ? 60 : 250;
  return lines > limit ? [`${file} has ${lines} lines, more than ${limit}`] : [];
}

function checkText({ file, text }: SourceFile): string[] {
  const code = withoutComments(text);
  const from = place(file);
  const violations: string[] = [];
  if (/\bTODO\b|\bFIXME\b/.test(text)) violations.push(`${file} has a TODO`);
  if (from.package !== 'core') return violations;
  if (/\bReflect\s*\.\s*\w*[mM]etadata/.test(code) && from.file !== 'metadata/reflect.ts')
    violations.push(`${file} touches Reflect's metadata`);
  if (/\bprocess\b\s*[.[]/.test(code)) violations.push(`${file} reads process`);
  if (/\.listen\s*\(|\bcreateServer\s*\(/.test(code)) violations.push(`${file} listens`);
  return violations;
}

/** Circles of files that import each other, types included, each told once from its first file on. */
function findCycles(files: readonly SourceFile[]): string[] {
  const known = new Map(files.map((one) => [one.file, one]));
  const done = new Set<string>();
  const cycles = new Set<string>();
  const walk = (file: string, trail: readonly string[]): void => {
    if (trail.includes(file)) {
      const ring = trail.slice(trail.indexOf(file));
      const start = ring.indexOf([...ring].sort()[0]!);
      const circle = [...ring.slice(start), ...ring.slice(0, start)];
      cycles.add(`${[...circle, circle[0]].join(' -> ')} is a circle of imports`);
      return;
    }
    if (done.has(file)) return;
    for (const specifier of importsOf(known.get(file)!)) {
      const to = specifier.startsWith('.') ? resolveImport(file, specifier) : undefined;
      if (to && known.has(to)) walk(to, [...trail, file]);
    }
    done.add(file);
  };
  for (const { file } of files) walk(file, []);
  return [...cycles];
}

function mayImport(from: string, to: string): boolean {
  return from === to || (levels[to] ?? Infinity) < (levels[from] ?? -1);
}

interface Place {
  readonly package: string;
  /** Below src; empty for what lies in src itself. */
  readonly folder: string;
  /** From src on. */
  readonly file: string;
}

function place(file: string): Place {
  const [, name = '', rest = ''] = /^packages\/([^/]+)\/src\/(.*)$/.exec(file) ?? [];
  return { package: name, folder: rest.includes('/') ? rest.split('/')[0]! : '', file: rest };
}

function resolveImport(file: string, specifier: string): string {
  return path.posix.join(path.posix.dirname(file), specifier).replace(/\.(m?)js$/, '.$1ts');
}

/** Imports, re-exports, `import()` and `require`, as the compiler sees them. */
function importsOf({ text }: SourceFile): string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`])\/\/.*$/gm, '$1');
}

/** The level of every folder that the rules know, to be compared with what is there. */
export const knownFolders = Object.keys(levels).sort();
