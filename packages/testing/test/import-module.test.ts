import { join } from 'node:path';
import { MonoError } from '@monojs/core';
import { chooseImportModule } from '../src/import-module.js';

const { VITEST, JEST_WORKER_ID } = process.env;
afterEach(() => {
  delete process.env.VITEST;
  if (VITEST !== undefined) process.env.VITEST = VITEST;
  process.env.JEST_WORKER_ID = JEST_WORKER_ID;
});

const fixture = (name: string) => join(__dirname, 'fixtures', name);
const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    () => fail('it was imported'),
    (error: unknown) => error as MonoError,
  );

describe('chooseImportModule', () => {
  it('requires through jest, so that the classes are those of the test', async () => {
    const file = fixture('shop/src/shared/user.repository.ts');
    expect(await chooseImportModule()(file)).toBe(require(file));
  });

  it('leaves a failure of the application as it is', async () => {
    expect(await errorOf(chooseImportModule()(fixture('throwing.ts')))).toEqual(new TypeError('no such table'));
  });

  it('says how to reach vitest when it was not', async () => {
    process.env.VITEST = 'true';
    const error = await errorOf(chooseImportModule()('/app/src/users.ts'));
    expect(error.findings).toMatchObject([{ code: 'MONO_TEST_IMPORT' }]);
    expect(error.message).toContain('cannot import /app/src/users.ts');
    expect(error.message).toContain('importModule: (file) => import(file)');
  });

  it('says how to compile what the runner cannot read', async () => {
    const error = await errorOf(chooseImportModule()(fixture('module.mjs')));
    expect(error).toBeInstanceOf(MonoError);
    expect(error.findings).toMatchObject([{ code: 'MONO_TEST_IMPORT' }]);
    expect(error.cause).toHaveProperty('message');
  });
});
