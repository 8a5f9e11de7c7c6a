import {
  createApp,
  type App,
  type AppOptions,
  type Key,
  type Replacement,
  type Replacements,
  type Setup,
} from '@monojs/core';
import { callingFile } from './calling-file.js';
import { closeAfterTests, forgetClosed } from './close-after-tests.js';
import { sendRequest, type TestAnswer, type TestRequest } from './send-request.js';
import type { LoadedTestedServices, TestedServices } from './load-tested-services.js';
import type { ImportModule } from './import-module.js';

export interface TestAppOptions<T extends readonly unknown[] = readonly unknown[]> {
  /** Services and groups by name, found as `mono start` finds them. With neither these nor `controllers`: every service. */
  readonly services?: readonly string[];
  /** Classes marked `@Service`, and results of `defineService`, that the test imports itself. Nothing is searched or imported then. */
  readonly controllers?: AppOptions['services'];
  /**
   * Replacements: a class or token, and a value or class to take instead. They reach everything in this application, shared singletons too,
   * and nothing outside of it. What is given as a value is never started, stopped or disposed by the application.
   */
  readonly override?: Replacements<T>;
  /** The application's own code. Default: with `services` the setup that the configuration names, with `controllers` none. */
  readonly setup?: Setup;
  /** A folder of the application. Default: the nearest application above the test file. */
  readonly root?: string;
  /** Where services are searched. Default: `sources` of the configuration. */
  readonly sources?: readonly string[];
  /** The folder that the compiler wrote to, relative to the root, for JavaScript tests that lie elsewhere. Default: noticed when the test lies in it. */
  readonly output?: string;
  /** How a file is imported: `(file) => import(file)` in the test file always goes through its runner. Default: chosen by runner. */
  readonly importModule?: ImportModule;
  /** Is told of every answer that became a 5xx. Default: the stack goes to `console.error`. */
  readonly onError?: AppOptions['onError'];
}

/** A started application without a port. */
export interface TestApp extends AsyncDisposable {
  readonly app: App;
  /**
   * Sends a request through the whole pipeline.
   *
   * @example
   * const { status, body } = await app.request('POST', '/users', { body: { email: 'a@b.c' } });
   */
  request<Body = any>(method: string, path: string, request?: TestRequest): Promise<TestAnswer<Body>>; // any: tests assert on bodies of every shape
  /** What the application built, or its replacement. */
  resolve<T>(key: Key<T>): T;
  /** Stops the application. Without it, the end of the test file does. */
  close(): Promise<void>;
}

/**
 * Starts services for a test: real middleware, validation, injection and hooks, no port, no other service.
 * Each call is an application of its own, with its own singletons.
 *
 * @throws MonoError with every mistake in the declarations, as `mono start` reports them; `MONO_TEST_IMPORT` when the runner cannot import the sources.
 * @example
 * const app = await testApp({ controllers: [UsersController], override: [[UserRepository, new InMemoryUsers()]] });
 * const answer = await app.request('GET', '/users/1');
 * expect(answer.status).toBe(404);
 */
export async function testApp<const T extends readonly unknown[] = []>(
  options: TestAppOptions<T> = {},
): Promise<TestApp> {
  const caller = callingFile(testApp);
  const { override, onError, ...what } = options as TestAppOptions;
  const { explain, ...parts } = await loadParts(what, caller);
  try {
    const app = createApp({ ...parts, override: override as readonly Replacement[], onError });
    await app.start();
    return createTestApp(app);
  } catch (error) {
    throw explain(error);
  }
}

async function loadParts(
  { services, controllers, setup, ...where }: Omit<TestAppOptions, 'override' | 'onError'>,
  caller: string | undefined,
): Promise<LoadedTestedServices> {
  const isSearched = services !== undefined || controllers === undefined;
  const loaded = isSearched
    ? await search({ ...where, targets: services ?? [], caller })
    : { services: [], explain: same };
  return { ...loaded, services: [...loaded.services, ...(controllers ?? [])], ...(setup && { setup }) };
}

// Required late, so that a test of classes it has imported itself pays for no scan; not imported, because flagless jest cannot import() in a package.
function search(tested: TestedServices): Promise<LoadedTestedServices> {
  const { loadTestedServices }: typeof import('./load-tested-services.js') = require('./load-tested-services.js');
  return loadTestedServices(tested);
}

function same(error: unknown): unknown {
  return error;
}

function createTestApp(app: App): TestApp {
  const application = app.callback();
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= app.stop().finally(() => forgetClosed(close)));
  closeAfterTests(close);
  return {
    app,
    request: (method, path, request = {}) => sendRequest(application, method, path, request),
    resolve: (key) => app.resolve(key),
    close,
    [Symbol.asyncDispose]: close,
  };
}
