// Conduit on a real PostgreSQL server (apt-get install postgresql). Run by: npm run test:system
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { addressesOf, startConduit } from './conduit-process.mjs';
import { loadWalk, writeTogether } from './conduit-writes.mjs';
import { startPostgres } from './postgres-server.mjs';

let postgres;
before(async () => {
  postgres = await startPostgres();
});
after(() => postgres?.stop());

test('one process with all services serves the whole API from PostgreSQL', async () => {
  const { walkApi } = await loadWalk();
  const all = await startConduit([], { DATABASE_URL: postgres.url('one') });
  try {
    const addresses = addressesOf({ auth: all, users: all, posts: all });
    await Promise.all(['one', 'two', 'three'].map((name) => walkApi(addresses, name)));
  } finally {
    await all.stop();
  }
});

test('six processes that start at once on an empty database migrate it once, and lose nothing', async () => {
  const environment = { DATABASE_URL: postgres.url('many') };
  const services = ['auth', 'users', 'posts', 'auth', 'users', 'posts'];
  const processes = await Promise.all(services.map((service) => startConduit([service], environment)));
  const [auth, users, posts, ...twins] = processes;
  try {
    await writeTogether(addressesOf({ auth, users, posts }));
    const { articlesCount } = await (await fetch(`${twins[2].url}/api/articles`)).json();
    assert.equal(articlesCount, 13);
  } finally {
    await Promise.all(processes.map((one) => one.stop()));
  }
});

test('text that PostgreSQL cannot store is refused, not a failure', async () => {
  const { ApiClient, expectErrors } = await loadWalk();
  const all = await startConduit([], { DATABASE_URL: postgres.url('text') });
  const guest = new ApiClient(addressesOf({ auth: all, users: all, posts: all }));
  try {
    const user = { username: 'a\0b', email: 'a@example.com', password: 'correct horse' };
    assert.deepEqual(Object.keys(await expectErrors(422, guest.post('/api/users', { user }))), ['username', 'body']);
    await expectErrors(400, guest.get('/api/profiles/a%00b'));
    await expectErrors(422, guest.get('/api/articles?tag=a%00b'));
    await expectErrors(400, guest.get('/api/articles/a%00b'));
  } finally {
    await all.stop();
  }
});

test('a lost connection to PostgreSQL ends no process', async () => {
  const url = postgres.url('lost');
  const posts = await startConduit(['posts'], { DATABASE_URL: url });
  try {
    assert.equal((await fetch(`${posts.url}/api/tags`)).status, 200);
    postgres.disconnect(url);
    await waitFor(() => posts.output().includes('an idle connection to PostgreSQL was lost'));
    assert.equal((await fetch(`${posts.url}/api/tags`)).status, 200);
  } finally {
    await posts.stop();
  }
});

async function waitFor(condition) {
  for (const giveUpAt = Date.now() + 10_000; !condition(); await sleep(20)) assert.ok(Date.now() < giveUpAt);
}
