import { testApp } from '@monojs/testing';
import { AuthController } from '../../src/auth/auth.controller.js';
import { DATABASE } from '../../src/shared/database/database.js';
import { developmentSecret, SIGNING_KEY } from '../../src/shared/signing-key.js';
import { memoryDatabase } from './memory-database.js';

const opened = memoryDatabase();

async function startWith(environment: NodeJS.ProcessEnv): Promise<string> {
  const replaced = jest.replaceProperty(process, 'env', environment);
  try {
    const app = await testApp({ controllers: [AuthController], override: [[DATABASE, opened.database]] });
    return new TextDecoder().decode(app.resolve(SIGNING_KEY));
  } finally {
    replaced.restore();
  }
}

test('every process reads the development secret that the first one stored', async () => {
  const [one, another] = await Promise.all([developmentSecret(opened.database), developmentSecret(opened.database)]);
  expect(one).toMatch(/^[0-9a-f]{64}$/);
  expect(another).toBe(one);
});

test('JWT_SECRET is the key where it is set', async () => {
  expect(await startWith({ JWT_SECRET: 'of our own', NODE_ENV: 'production' })).toBe('of our own');
});

test('without JWT_SECRET the development secret is used, and said so', async () => {
  const warn = jest.spyOn(console, 'warn').mockImplementation();
  expect(await startWith({})).toBe(await developmentSecret(opened.database));
  expect(warn).toHaveBeenCalledWith(expect.stringContaining('JWT_SECRET is not set'));
  warn.mockRestore();
});

test('production does not start without JWT_SECRET', async () => {
  await expect(startWith({ NODE_ENV: 'production' })).rejects.toThrow('JWT_SECRET is not set');
});
