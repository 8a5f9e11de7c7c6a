import type { OutputAsset, OutputChunk, Plugin } from 'rolldown';
import type { AppFiles } from './app-files.js';
import { placeOf } from './app-files.js';
import type { LinkOptions } from './link-packages.js';
import { createNameChunk } from './name-chunks.js';
import { createIsApp, entryId, runBundler, type BundleInput } from './run-bundler.js';
import { isScaffold, scaffold, useAllOf } from './scaffold.js';

/** One file that a bundle consists of. */
export interface BundledFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/**
 * The application as ES modules: its own files one by one, packages in files of their own, `main.js` in front.
 *
 * Nothing is left out of a module because nobody imports it yet, and every module shows all its exports: otherwise its bytes would
 * change when another service begins to use it.
 *
 * @throws MonoError with what could not be resolved or compiled
 */
export async function bundleModules(input: BundleInput): Promise<BundledFile[]> {
  const { scan, files, packages } = input;
  const isApp = createIsApp(scan, files);
  let nameChunk: ReturnType<typeof createNameChunk> | undefined;
  const names: Plugin = {
    name: 'mono:names',
    buildEnd() {
      nameChunk = createNameChunk(this, packages, isApp);
    },
  };
  // A package shows everything that its entry exports, whoever imports how much of it today.
  let entries = 0;
  const onEntry: LinkOptions['onEntry'] = (context, id) => {
    for (const whole of [id, useAllOf(id)])
      context.emitFile({ type: 'chunk', id: whole, name: `_entries/${++entries}`, preserveSignature: 'strict' });
  };
  const nameOf = (id: string): string | null => {
    if (isScaffold(id)) return null;
    if (isApp(id)) return nameInApp(scan.root, files, id);
    if (id === entryId) return null;
    return id.startsWith('\0') ? nameVirtual(id) : (nameChunk!(id) ?? null);
  };
  const own = [...files.modules].flatMap(([file, place]) => {
    const name = place.replace(/\.js$/, '');
    return [
      [name, file],
      [`_entries/${name}`, useAllOf(file)],
    ];
  });
  const output = await runBundler(
    input,
    {
      input: { main: entryId, ...Object.fromEntries(own), ...scaffold.input },
      plugins: [names],
      onEntry,
    },
    {
      format: 'esm',
      sourcemap: true,
      sourcemapExcludeSources: false,
      entryFileNames: '[name].js',
      chunkFileNames: '[name].js',
      minifyInternalExports: false,
      codeSplitting: {
        includeDependenciesRecursively: false,
        groups: [{ name: nameOf, debugName: 'mono', minSize: 0 }],
      },
    },
  );
  return output.flatMap(toFiles);
}

/**
 * The application as one CommonJS file, for an executable. Services stay lazy in it: what only others reach is not evaluated.
 *
 * @throws MonoError with what could not be resolved or compiled, and for `await` at the top of a module
 */
export async function bundleExecutable(input: BundleInput): Promise<OutputChunk> {
  const output = await runBundler(
    input,
    { input: { main: entryId }, plugins: [] },
    {
      format: 'cjs',
      sourcemap: true,
      entryFileNames: '[name].js',
      codeSplitting: false,
      // The loader inside an executable knows Node's modules only. Packages lie beside the executable.
      banner: "require = require('node:module').createRequire(process.execPath);",
    },
  );
  return output.find((file): file is OutputChunk => file.type === 'chunk')!;
}

function nameInApp(root: string, { modules }: AppFiles, id: string): string {
  const place = modules.get(id) ?? placeOf(root, id);
  return place.replace(/\.js$/, '');
}

/** The decorators' helpers, which come with the compiler. */
function nameVirtual(id: string): string | null {
  if (/rolldown\/runtime/.test(id)) return 'packages/runtime';
  return `packages/${id
    .replace(/\0/g, '')
    .replace(/\.js$/, '')
    .replace(/[^\w.-]+/g, '-')
    .replace(/^-+/, '')}`;
}

function toFiles(file: OutputChunk | OutputAsset): BundledFile[] {
  return [{ path: file.fileName, content: file.type === 'chunk' ? file.code : file.source }];
}
