import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testApp } from '@monojs/testing';
import { DATABASE } from '../src/shared/database/database.js';
import { openDatabase } from '../src/shared/database/open-database.js';
import { SIGNING_KEY } from '../src/shared/signing-key.js';
import { walkApi } from './api-walk.js';
import { signingKey } from './conduit-app.js';

let folder: string;
const closing: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conduit-'));
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});
afterAll(() => rm(folder, { recursive: true }));

/** An application of its own, with its own connection to the file. */
async function serve(file: string, services: string[]): Promise<string> {
  const database = await openDatabase({ file: join(folder, file) });
  const test = await testApp({
    services,
    override: [
      [DATABASE, database],
      [SIGNING_KEY, signingKey],
    ],
  });
  const server = createServer(test.app.callback()).listen(0, '127.0.0.1');
  closing.push(
    () => database.destroy(),
    () => test.close(),
    () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  );
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('one application with all services serves the whole API', async () => {
  const all = await serve('one.db', ['auth', 'users', 'posts']);
  await walkApi({ auth: all, users: all, posts: all }, 'one');
}, 30_000);

test('three applications with one service each serve the whole API from one file, several people at a time', async () => {
  const [auth, users, posts] = await Promise.all(
    ['auth', 'users', 'posts'].map((service) => serve('three.db', [service])),
  );
  const addresses = { auth: auth!, users: users!, posts: posts! };
  await Promise.all(['a', 'b', 'c'].map((name) => walkApi(addresses, name)));
}, 30_000);
