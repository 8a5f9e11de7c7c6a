import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { AppScan } from '../scan/app-scan.js';
import { toRelative } from '../scan/import-graph.js';
import { readCompilerOptions, readReferences } from '../scan/read-tsconfig.js';
import type { Setting } from './manifest.js';

/** The settings that change what a service's files mean, for one service after the other: what was read once is remembered. */
export function createReadSettings(scan: AppScan): (service: string, files: readonly string[]) => Setting[] {
  const { root, config } = scan;
  const tsconfigs = remember((file) => [file, ...readReferences(file)].flatMap((each) => compilerOptions(root, each)));
  const manifests = remember((file) => manifestFields(root, file));
  const nearest = {
    tsconfig: rememberNearest('tsconfig.json'),
    manifest: rememberNearest('package.json'),
  };
  return (service, files) => {
    const port = config.services?.[service]?.port;
    const own = [
      ...(port === undefined ? [] : [{ name: 'port', value: port }]),
      ...(config.setup === undefined ? [] : [{ name: 'setup', value: config.setup }]),
    ];
    const folders = new Set([root, ...files.map((file) => dirname(join(root, file)))]);
    const read = (find: (folder: string) => string | undefined, settingsOf: (file: string) => readonly Setting[]) =>
      [...new Set([...folders].map(find))].flatMap((file) => (file === undefined ? [] : settingsOf(file)));
    const all = [...own, ...read(nearest.tsconfig, tsconfigs), ...read(nearest.manifest, manifests)];
    // One tsconfig can be reached twice, by a file beside it and by a reference.
    return [...new Map(all.map((setting) => [setting.name, setting])).values()].sort((a, b) =>
      a.name < b.name ? -1 : 1,
    );
  };
}

/**
 * Options that change neither the code that comes out nor what an import means: what is checked, what is printed, where output and declarations go.
 * Every other option counts, also one that this list has never heard of.
 */
const withoutEffect = new RegExp(
  `^(?:${[
    'noImplicit(?!UseStrict).*|noUnused.*|noUnchecked.*|noFallthroughCasesInSwitch|noPropertyAccessFromIndexSignature|exactOptionalPropertyTypes',
    'strict(?:BindCallApply|BuiltinIteratorReturn|FunctionTypes|PropertyInitialization)|useUnknownInCatchVariables|allowUn(?:reachableCode|usedLabels)',
    'skip(?:Default)?LibCheck|forceConsistentCasingInFileNames|lib|noLib|libReplacement|types|typeRoots|checkJs|erasableSyntaxOnly|plugins',
    'declaration(?:Map|Dir)?|emitDeclarationOnly|isolatedDeclarations|stripInternal|composite|incremental|tsBuildInfoFile|disable.*',
    'noEmit|noEmitOnError|outDir|rootDir|sourceMap|inlineSourceMap|inlineSources|sourceRoot|mapRoot|newLine',
    'assumeChangesOnlyAffectDirectDependencies|ignoreDeprecations|pretty|preserveWatchOutput|noErrorTruncation|diagnostics|extendedDiagnostics',
    'listFiles|listEmittedFiles|explainFiles|traceResolution|generate.*',
  ].join('|')})$`,
);

function compilerOptions(root: string, file: string): Setting[] {
  return Object.entries(readCompilerOptions(file))
    .filter(([name]) => !withoutEffect.test(name))
    .map(([name, value]) => ({ name: `${toRelative(root, file)} ${name}`, value }));
}

/** Whether a file is an ES module, and what `#names` and the application's own name lead to. */
function manifestFields(root: string, file: string): Setting[] {
  const content = readJson(file);
  return ['type', 'imports', 'exports'].flatMap((name) =>
    content[name] === undefined ? [] : [{ name: `${toRelative(root, file)} ${name}`, value: content[name] }],
  );
}

function readJson(file: string): Readonly<Record<string, unknown>> {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) ?? {}) as Record<string, unknown>;
  } catch {
    // Node refuses every import below a broken package.json, and says so.
    return {};
  }
}

/** The nearest file of a name, from a folder upward. */
function rememberNearest(name: string): (folder: string) => string | undefined {
  const find: (folder: string) => string | undefined = remember((folder) => {
    const file = join(folder, name);
    if (existsSync(file)) return file;
    const parent = resolve(folder, '..');
    return parent === folder ? undefined : find(parent);
  });
  return find;
}

function remember<T>(read: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    if (!known.has(key)) known.set(key, read(key));
    return known.get(key)!;
  };
}
