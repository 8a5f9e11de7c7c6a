import { assertNoFindings } from '@monojs/core';
import type { AppScan } from './scan/app-scan.js';
import { findApp } from './scan/find-app.js';
import { scanApp } from './scan/scan-app.js';

/**
 * The application of the folder in which the command was called, scanned and free of mistakes that show without running it.
 *
 * @throws MonoError with all of them
 */
export function readApp(): AppScan {
  const scan = scanApp(findApp(process.cwd()).root);
  assertNoFindings(scan.findings);
  return scan;
}
