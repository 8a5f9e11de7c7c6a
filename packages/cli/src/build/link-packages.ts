import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { isAbsolute, join } from 'node:path';
import type { Finding } from '@monojs/core';
import type { Plugin, PluginContext, PluginContextResolveOptions, ResolvedId } from 'rolldown';
import { whyNative, type CopiedPackages } from './copied-packages.js';
import type { OwningPackages } from './owning-package.js';
import { toRelative } from '../scan/import-graph.js';
import { lineAt } from '../scan/syntax-tree.js';

export interface LinkOptions {
  readonly root: string;
  readonly packages: OwningPackages;
  readonly copied: CopiedPackages;
  /** Names of packages that somebody asked to be copied. */
  readonly asked: readonly string[];
  readonly isApp: (file: string) => boolean;
  /** Is told of an import of the application that leads nowhere. */
  readonly report: (finding: Finding) => void;
  /** Is called once with each module of a package that another package or the application imports. */
  readonly onEntry?: (context: PluginContext, id: string) => void;
}

/** Mono's own packages. Whoever imports them gets the application's, so that there is one registry and one `MonoError`. */
const own = /^@monojs\/(?:core|server)$/;

/** Says `"type": "module"`, for modules that are ES modules by what they hold. */
const moduleJson = join(__dirname, '../../bin/module/package.json');

/**
 * Resolves imports to what they lead to when `mono start` runs the sources: there a file with ES module syntax is an ES module, whatever the
 * package.json of the application says, and its `import x from 'commonjs'` is `module.exports`.
 */
export function linkPackages({ root, packages, copied, asked, isApp, report, onEntry }: LinkOptions): Plugin {
  const seen = new Set<string>();
  const fromApp = join(root, 'package.json');

  const resolve = async (
    context: PluginContext,
    specifier: string,
    importer: string,
    kind: Kind,
  ): Promise<Pick<ResolvedId, 'id' | 'external'> | null> => {
    const options = { kind, skipSelf: true } satisfies PluginContextResolveOptions;
    if (!own.test(specifier)) return context.resolve(specifier, importer, options);
    const found = await context.resolve(specifier, fromApp, options);
    // An application need not depend on the server package: then the command's own is taken.
    return found && !found.external ? found : { id: require.resolve(specifier), external: false };
  };

  const tellEntry = (context: PluginContext, id: string, importer: string) => {
    if (!onEntry || seen.has(id) || id.startsWith('\0') || isApp(id)) return;
    if (!isApp(importer) && !importer.startsWith('\0') && packages.of(importer)?.folder === packages.of(id)?.folder)
      return;
    seen.add(id);
    onEntry(context, id);
  };

  const isCopied = (id: string): boolean => {
    const owner = isAbsolute(id) && !isApp(id) ? packages.of(id) : undefined;
    if (!owner || copied.has(owner)) return owner !== undefined;
    const reason = asked.includes(owner.name) ? 'asked for with --external' : whyNative(owner);
    if (reason !== undefined) copied.add(owner, reason);
    return reason !== undefined;
  };

  const asModule = (id: string) => ({ id, ...(!/\.c[jt]s$/.test(id) && { packageJsonPath: moduleJson }) });

  return {
    name: 'mono:packages',
    async resolveId(specifier, importer, { kind }) {
      if (specifier.startsWith('\0') || isBuiltin(specifier))
        return specifier.startsWith('\0') ? { id: specifier } : null;
      if (importer === undefined) return isApp(specifier) ? asModule(specifier) : null;
      const resolved = await resolve(this, specifier, importer, kind);
      if (resolved?.external) return resolved;
      if (resolved) {
        if (isApp(resolved.id)) return asModule(resolved.id);
        if (isCopied(resolved.id)) return { id: specifier, external: true };
        tellEntry(this, resolved.id, importer);
        return resolved;
      }
      // A `require` or `import()` that leads nowhere may stand where its failure is expected, as for an optional package.
      if (isApp(importer) && kind === 'import-statement') report(unresolved(specifier, importer, root));
      return { id: specifier, external: true };
    },
  };
}

type Kind = PluginContextResolveOptions['kind'];

function unresolved(specifier: string, importer: string, root: string): Finding {
  const isPath = /^[./#]/.test(specifier);
  const file = toRelative(root, importer);
  const text = readFileSync(importer, 'utf8');
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  return {
    code: 'MONO_BUILD_FAILED',
    message: `${file} imports "${specifier}", which ${isPath ? 'does not exist' : 'is not installed'}.`,
    where: [
      { file, line: lineAt(text, Math.max(0, text.search(new RegExp(`(['"])${specifier.replace(/\W/g, '.')}\\1`)))) },
    ],
    fix: isPath ? 'correct the path, or add the file.' : `npm install ${name}, or correct the name.`,
  };
}
