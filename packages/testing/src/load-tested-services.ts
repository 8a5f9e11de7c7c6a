import { dirname, resolve } from 'node:path';
import { assertNoFindings, loadServices, selectServices, type LoadedServices } from '@monojs/core';
import { describeApp, findApp, locateError, scanApp, type AppScan } from '@monojs/cli/scan';
import { compiledFile } from './compiled-file.js';
import { chooseImportModule, type ImportModule } from './import-module.js';

export interface TestedServices {
  /** Names of services and groups; none means every service. */
  readonly targets: readonly string[];
  readonly root?: string;
  readonly sources?: readonly string[];
  readonly output?: string;
  readonly importModule?: ImportModule;
  /** The file of the test, when it is known. */
  readonly caller: string | undefined;
}

export interface LoadedTestedServices extends LoadedServices {
  /** Adds the files and lines that only the scan knows. */
  readonly explain: (error: unknown) => unknown;
}

/** Finds the application of a test, and imports the services asked for and no others, as `mono start` does. */
export async function loadTestedServices(tested: TestedServices): Promise<LoadedTestedServices> {
  const scan = scanTestedApp(tested);
  const description = describeApp(scan, importing(tested, scan.root));
  const names = selectServices(description, tested.targets);
  const explain = (error: unknown) => locateError(error, scan, names);
  const loaded = await loadServices(description, names).catch((error: unknown) => {
    throw explain(error);
  });
  return { ...loaded, explain };
}

function scanTestedApp({ root, sources, caller }: TestedServices): AppScan {
  const app = findApp(root ?? (caller ? dirname(caller) : process.cwd()));
  const scan = scanApp(app.root, { sources });
  assertNoFindings(scan.findings);
  return scan;
}

/** Imports through the test runner: the compiled file where the test is compiled too. */
function importing(
  { importModule = chooseImportModule(), output, caller }: TestedServices,
  root: string,
): ImportModule {
  const near = output === undefined ? (caller ?? root) : resolve(root, output);
  return (file) => importModule(compiledFile(file, { root, near }));
}
