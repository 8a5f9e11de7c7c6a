import { test } from 'node:test';
import assert from 'node:assert/strict';
import { testApp } from '@monojs/testing';
import { DATABASE } from '../src/shared/database.js';
import { UserRepository } from '../src/shared/user.repository.js';
import { UsersController } from '../src/users/users.controller.js';

test('a service is found by its name and started alone', async () => {
  const app = await testApp({ services: ['users'] });
  const answer = await app.request('GET', '/users/1');
  assert.deepEqual([answer.status, answer.body, answer.headers['x-shop']], [200, { greeting: 'hello ann' }, 'open']);
  assert.equal((await app.request('GET', '/posts')).status, 404);
  assert.equal((globalThis as { postsImported?: boolean }).postsImported, undefined);
});

test('its classes are those that the test imports, so that overrides reach them', async () => {
  const app = await testApp({ services: ['users'], override: [[UserRepository, { find: () => 'fake' }]] });
  assert.deepEqual((await app.request('GET', '/users/1')).body, { greeting: 'hello fake' });
});

test('one controller with a fake under a shared singleton takes three lines', async () => {
  const app = await testApp({ controllers: [UsersController], override: [[DATABASE, { find: () => 'row' }]] });
  const answer = await app.request('GET', '/users/1');
  assert.deepEqual(answer.body, { greeting: 'hello row' });
});

test('nothing leaks from one application into another', async () => {
  const plain = await testApp({ controllers: [UsersController] });
  const fake = await testApp({ controllers: [UsersController], override: [[UserRepository, { find: () => 'fake' }]] });
  assert.deepEqual((await fake.request('GET', '/users/1')).body, { greeting: 'hello fake' });
  assert.deepEqual((await plain.request('GET', '/users/1')).body, { greeting: 'hello ann' });
});

test('groups and the whole application can be tested too', async () => {
  const app = await testApp({ services: ['edge'] });
  assert.equal((await app.request('GET', '/posts')).status, 200);
  await app.close();
});
