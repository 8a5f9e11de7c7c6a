import { join } from 'node:path';
import { MonoError } from '@monojs/core';
import { testApp } from '../src/test-app.js';
import { UserRepository } from './fixtures/shop/src/shared/user.repository.js';

const root = join(__dirname, 'fixtures/shop');

describe('testApp({ services })', () => {
  it('finds the application and starts the service alone, with the setup that the configuration names', async () => {
    const app = await testApp({ services: ['users'], root });
    expect(await app.request('GET', '/users/1')).toMatchObject({ status: 200, body: { name: 'ann' } });
    expect((await app.request('GET', '/users/1')).headers['x-shop']).toBe('open');
    expect((await app.request('GET', '/posts')).status).toBe(404);
    expect(globalThis).not.toHaveProperty('postsImported');
  });

  it('has the classes that the test imports, so that overrides reach them', async () => {
    const app = await testApp({ services: ['users'], root, override: [[UserRepository, { find: () => 'fake' }]] });
    expect((await app.request('GET', '/users/7')).body).toEqual({ name: 'fake' });
  });

  it('takes groups', async () => {
    const app = await testApp({ services: ['edge'], root });
    expect(app.app.services.map(({ name }) => name)).toEqual(['users']);
  });

  it('starts every service when none is named', async () => {
    const app = await testApp({ root });
    expect(app.app.services.map(({ name }) => name)).toEqual(['posts', 'users']);
  });

  it('says which services there are when one is unknown', async () => {
    const error: MonoError = await testApp({ services: ['user'], root }).then(
      () => fail('it started'),
      (thrown) => thrown,
    );
    expect(error.findings).toMatchObject([{ code: 'MONO_SERVICE_UNKNOWN', fix: 'did you mean users?' }]);
  });

  it('names file and line of a mistake, as mono start does', async () => {
    const error = await testApp({ services: ['users'], root: join(__dirname, 'fixtures/conflict') }).catch(
      (thrown: unknown) => thrown,
    );
    expect((error as MonoError).message).toContain('UsersController.findOne   src/users.controller.ts:6');
    expect((error as MonoError).message).toContain('UsersController.show      src/users.controller.ts:9');
  });

  it('imports through the function given', async () => {
    const files: string[] = [];
    const importModule = async (file: string) => (files.push(file), require(file));
    await testApp({ services: ['users'], root, importModule });
    expect(files.sort()).toEqual([join(root, 'src/app.ts'), join(root, 'src/users/users.controller.ts')]);
  });
});
