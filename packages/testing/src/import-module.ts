import { pathToFileURL } from 'node:url';
import * as vm from 'node:vm';
import { MonoError } from '@monojs/core';
import { currentVitest, type Vitest } from './vitest.js';

/** Imports one file of the application, by its absolute path. */
export type ImportModule = (file: string) => Promise<unknown>;

/**
 * How this test runner imports the application's files. Class identity hangs on it: the test and the application must get the
 * same classes, so the files have to come through the runner that compiles the test, not past it.
 */
export function chooseImportModule(): ImportModule {
  const vitest = currentVitest();
  if (vitest) return throughVitest(vitest);
  if (process.env.VITEST !== undefined) return refuseImport;
  // Inside jest, `require` is jest's own, and `import()` fails without a flag that most applications do not set. With it, tests may be
  // ES modules, and `require` would load a second copy of what they import.
  const isFlaglessJest = process.env.JEST_WORKER_ID !== undefined && !('SourceTextModule' in vm);
  if (isFlaglessJest) return (file) => explainFailure(file, async () => require(file));
  return (file) => explainFailure(file, () => import(pathToFileURL(file).href));
}

// A plain import() in a package goes past vite: Node cannot read the TypeScript, or loads a second copy of each class.
function throughVitest({ vi }: Vitest): ImportModule {
  return (file) => vi.importActual(file.replaceAll('\\', '/'));
}

async function refuseImport(file: string): Promise<never> {
  throw importError(file, '@monojs/testing was loaded by require(), but vitest can be reached from an ES module only');
}

const unreadableCodes = ['ERR_UNKNOWN_FILE_EXTENSION', 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX', 'ERR_REQUIRE_ESM'];
// The first is jest without a transform, the second a decorator in a Node that only strips types.
const unreadableMessages = /Cannot use import statement outside a module|Invalid or unexpected token/;

/** A file that the runner cannot read gets advice about the runner; every other failure is the application's, and stays as it is. */
async function explainFailure(file: string, load: () => Promise<unknown>): Promise<unknown> {
  try {
    return await load();
  } catch (error) {
    const { code, message = String(error) } = Object(error) as { code?: string; message?: string };
    const isUnreadable = unreadableCodes.includes(code ?? '') || unreadableMessages.test(message);
    throw isUnreadable ? importError(file, message.split('\n')[0]!, error) : error;
  }
}

function importError(file: string, reason: string, cause?: unknown): MonoError {
  return new MonoError(
    {
      code: 'MONO_TEST_IMPORT',
      message: `the test runner cannot import ${file}: ${reason}.`,
      where: [],
      fix:
        "hand the test file's own import to testApp, importModule: (file) => import(file); or let the runner compile TypeScript " +
        '(node --import @oxc-node/core/register --test, @swc/jest in jest); or run the compiled tests.',
    },
    { cause },
  );
}
