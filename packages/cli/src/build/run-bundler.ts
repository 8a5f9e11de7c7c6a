import { join, sep } from 'node:path';
import { MonoError, type Finding } from '@monojs/core';
import type { InputOptions, OutputAsset, OutputChunk, OutputOptions, Plugin } from 'rolldown';
import { hasTsconfig } from '../run-sources.js';
import type { AppScan } from '../scan/app-scan.js';
import type { AppFiles } from './app-files.js';
import { toFindings } from './bundle-failure.js';
import type { CopiedPackages } from './copied-packages.js';
import { linkPackages, type LinkOptions } from './link-packages.js';
import type { OwningPackages } from './owning-package.js';
import { scaffold } from './scaffold.js';
import { whySelfReading } from './why-self-reading.js';

export interface BundleInput {
  readonly scan: AppScan;
  readonly files: AppFiles;
  /** The source of the artifact's entry. */
  readonly entry: string;
  readonly packages: OwningPackages;
  readonly copied: CopiedPackages;
  /** Names of packages to copy rather than bundle. */
  readonly asked: readonly string[];
}

/** What a CommonJS file calls these, an ES module calls so. */
const moduleNames = { __dirname: 'import.meta.dirname', __filename: 'import.meta.filename' };

/** The module that starts everything. */
export const entryId = '\0mono:main';

/**
 * Runs the bundler with what every bundle of an application has in common, again if a package turns out not to be one that can be bundled.
 *
 * @throws MonoError with what could not be resolved or compiled
 */
export async function runBundler(
  { scan, files, entry, packages, copied, asked }: BundleInput,
  { input, plugins, onEntry }: { input: Record<string, string>; plugins: Plugin[]; onEntry?: LinkOptions['onEntry'] },
  output: OutputOptions,
): Promise<(OutputChunk | OutputAsset)[]> {
  const { rolldown } = await import('rolldown');
  const { root } = scan;
  const findings: Finding[] = [];
  const isApp = createIsApp(scan, files);
  const report = (finding: Finding) => findings.push(finding);
  const main: Plugin = {
    name: 'mono:main',
    load: (id) => (id === entryId ? { code: entry, moduleType: 'js' } : null),
  };
  const selfReading = new Map<string, string>();
  const look: Plugin = {
    name: 'mono:self-reading',
    transform(code, id) {
      if (id.startsWith('\0') || isApp(id)) return;
      const reason = whySelfReading(id, code);
      if (reason !== undefined) selfReading.set(id, reason);
    },
  };
  const options: InputOptions = {
    cwd: root,
    input,
    platform: 'node',
    tsconfig: hasTsconfig(root) ? true : join(__dirname, '../../bin/tsconfig.json'),
    transform: { target: 'node20', ...(output.format === 'esm' && { define: moduleNames }) },
    treeshake: false,
    // A constant that stood in another module's file would change that file with it.
    optimization: { inlineConst: false },
    preserveEntrySignatures: 'allow-extension',
    // Paths of this machine in comments would make the same input differ between two machines.
    experimental: { attachDebugInfo: 'none' },
    onLog: () => {},
  };
  try {
    for (;;) {
      selfReading.clear();
      const link = linkPackages({ root, packages, copied, asked, isApp, report, onEntry });
      const bundle = await rolldown({ ...options, plugins: [main, ...plugins, scaffold.plugin, link, look] });
      const generated = await bundle.generate({ keepNames: true, ...output }).finally(() => bundle.close());
      if (findings.length > 0) throw new MonoError(findings);
      if (selfReading.size === 0) return generated.output;
      // Only the bundle shows which files of a package are reached. Those that cannot be bundled are left out of the next one.
      for (const [id, reason] of [...selfReading].sort()) copied.add(packages.of(id)!, reason);
    }
  } catch (error) {
    throw findings.length > 0 ? new MonoError(findings) : toFindings(error, root);
  }
}

/** A file that a service reaches, or another one in the application's folder that is no package's. */
export function createIsApp({ root }: AppScan, { modules, assets }: AppFiles): (id: string) => boolean {
  return (id) => modules.has(id) || assets.has(id) || (id.startsWith(root + sep) && !id.includes('node_modules'));
}
