import type { Plugin } from 'rolldown';

const prefix = '\0mono:uses-';

/** A module that is there only so that something else is complete. It is no part of the artifact. */
export function isScaffold(id: string): boolean {
  return id.startsWith(prefix);
}

const modules: Readonly<Record<string, string>> = {
  [`${prefix}required`]: `module.exports = require('${prefix}module');`,
  [`${prefix}module`]: `import value, * as all from '${prefix}commonjs'; import * as self from '${prefix}module'; export * from '${prefix}commonjs'; export function named() {} export { value, all, self };`,
  [`${prefix}commonjs`]: 'exports.a = require(process.argv[1]);',
};

const namespacePrefix = `${prefix}all-of:`;
/** The name of a module says what it is, and this one imports, even if what it imports is CommonJS. */
const namespaceSuffix = '.mjs';

/**
 * A module that uses another one as a whole (`import * as all`). With it the other one always has what that takes, and does not change
 * when somebody begins to.
 */
export function useAllOf(id: string): string {
  return namespacePrefix + id + namespaceSuffix;
}

/**
 * The bundler's runtime holds the functions that the bundle uses. These modules use all of them, so that the runtime of every artifact is the
 * same and a service does not change because another one is the first to use, say, a CommonJS package.
 */
export const scaffold: { readonly input: Readonly<Record<string, string>>; readonly plugin: Plugin } = {
  input: { '_entries/runtime': `${prefix}required` },
  plugin: {
    name: 'mono:scaffold',
    load(id) {
      if (id.startsWith(namespacePrefix))
        return script(
          `import * as all from ${JSON.stringify(id.slice(namespacePrefix.length, -namespaceSuffix.length))};\nexport { all };`,
        );
      return modules[id] === undefined ? null : script(modules[id]);
    },
  },
};

function script(code: string): { code: string; moduleType: 'js' } {
  return { code, moduleType: 'js' };
}
