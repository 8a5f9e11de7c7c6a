/** A reporter for node:test that writes what the runner itself counted: `{ passed, failed, failures }`. */
export default async function* resultsReporter(events) {
  const results = { passed: 0, failed: 0, failures: [] };
  for await (const { type, data } of events) {
    const isTest = data?.details?.type !== 'suite' && !data?.name?.endsWith('.mjs');
    if (type === 'test:pass' && isTest) {
      // A skipped or postponed test has shown nothing, so it does not count as passed.
      if (data.skip !== undefined || data.todo !== undefined) fail(results, `${data.name} (skipped)`);
      else results.passed++;
    }
    if (type === 'test:fail' && data.details?.type !== 'suite') fail(results, data.name);
  }
  yield `${JSON.stringify(results)}\n`;
}

function fail(results, name) {
  results.failed++;
  results.failures.push(name);
}
