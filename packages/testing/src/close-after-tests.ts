type Close = () => Promise<void>;

/** What a test runner has for work to be done at the end of a test file. */
export type AfterHook = (close: Close) => unknown;

// Kept on the global object of the test file: a test that resets its modules loads this file a second time, when no hook may be added any more.
const key = Symbol.for('@monojs/testing');
const testFile = globalThis as { [key]?: Set<Close> };

/** Sees to it that an application is closed when its test file ends, should the test itself not close it. */
export function closeAfterTests(close: Close): void {
  testFile[key]?.add(close);
}

export function forgetClosed(close: Close): void {
  testFile[key]?.delete(close);
}

/** Adds the hook that closes what is open, once per test file. Runners want that while the file is being imported. */
export function addClosingHook(after: AfterHook | undefined): void {
  if (testFile[key]) return;
  testFile[key] = new Set();
  after?.(closeAll);
}

/** Newest first. One that fails must not keep the others open. */
async function closeAll(): Promise<void> {
  const failures: unknown[] = [];
  for (const close of [...testFile[key]!].toReversed()) await close().catch((error: unknown) => failures.push(error));
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw new AggregateError(failures, 'Several applications could not be closed.');
}

function findAfterHook(): AfterHook | undefined {
  const { afterAll, after } = globalThis as { afterAll?: AfterHook; after?: AfterHook }; // jest and its kin; mocha
  return afterAll ?? after ?? (isNodeTest() ? (require('node:test') as typeof import('node:test')).after : undefined);
}

// Only where node:test runs already: asking it for a hook turns any other program into a test run.
function isNodeTest(): boolean {
  const isTestFile = /[._-]test\.[cm]?[jt]s$/.test(process.argv[1] ?? '');
  return process.env.NODE_TEST_CONTEXT !== undefined || process.execArgv.includes('--test') || isTestFile;
}

// vitest's hook comes with vitest itself, in index.mts.
if (process.env.VITEST === undefined) addClosingHook(findAfterHook());
