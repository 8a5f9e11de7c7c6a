// Adds up what the runners wrote into .results and prints the one line that counts: `N passed, N failed`. Exits 1 when anything failed or nothing ran.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve(import.meta.dirname, '../.results');
let passed = 0;
let failed = 0;
for (const file of readdirSync(folder).sort()) {
  const results = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
  const counts = file.startsWith('jest') ? countJest(results) : results;
  console.log(`${file.padEnd(16)} ${counts.passed} passed, ${counts.failed} failed`);
  passed += counts.passed;
  failed += counts.failed;
}
console.log(`${passed} passed, ${failed} failed`);
if (failed > 0 || passed === 0) process.exitCode = 1;

/** A suite that could not run has no tests to fail, and a pending test has shown nothing: both count as failed. */
function countJest({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites }) {
  return {
    passed: numPassedTests,
    failed: numFailedTests + numPendingTests + numTodoTests + numRuntimeErrorTestSuites,
  };
}
