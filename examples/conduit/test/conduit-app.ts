import { type TestApp, testApp } from '@monojs/testing';
import { DATABASE } from '../src/shared/database/database.js';
import { openDatabase } from '../src/shared/database/open-database.js';
import { SIGNING_KEY } from '../src/shared/signing-key.js';
import { Tokens } from '../src/shared/tokens.js';
import { type User, UserRepository } from '../src/shared/user.repository.js';

export const signingKey = new TextEncoder().encode('a secret for tests, long enough');

/** Services of conduit as they are deployed, on a database of their own in memory; ends with the test. */
export async function conduitApp(...services: string[]): Promise<TestApp> {
  const database = await openDatabase({ file: ':memory:' });
  const app = await testApp({
    services,
    override: [
      [DATABASE, database],
      [SIGNING_KEY, signingKey],
    ],
  });
  opened.push(async () => {
    await app.close();
    await database.destroy();
  });
  return app;
}

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

/** Somebody who is registered, and the headers of their requests. */
export async function signIn(app: TestApp, username: string): Promise<User & { headers: Record<string, string> }> {
  const user = { username, email: `${username}@example.com`, passwordHash: 'not a hash' };
  const added = (await app.resolve(UserRepository).add(user))!;
  const token = await new Tokens(signingKey).issue(added.id);
  return { ...added, headers: { Authorization: `Token ${token}` } };
}
