// Conduit as three processes on one embedded database file. Run by: npm run test:system
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { addressesOf, startConduit } from './conduit-process.mjs';
import { loadWalk, writeTogether } from './conduit-writes.mjs';

const folder = mkdtempSync(join(tmpdir(), 'conduit-processes-'));
after(() => rmSync(folder, { recursive: true }));

/** All three at the same moment, on a file that none of them has seen. */
async function startThree(name) {
  const environment = { DATABASE_FILE: join(folder, name), DATABASE_URL: '' };
  const names = ['auth', 'users', 'posts'];
  const processes = await Promise.all(names.map((service) => startConduit([service], environment)));
  const [auth, users, posts] = processes;
  return {
    addresses: addressesOf({ auth, users, posts }),
    stop: () => Promise.all(processes.map((one) => one.stop())),
  };
}

test('three processes on one fresh file serve the whole API together', async () => {
  const { walkApi } = await loadWalk();
  const { addresses, stop } = await startThree('walk.db');
  try {
    await Promise.all(['one', 'two', 'three'].map((name) => walkApi(addresses, name)));
  } finally {
    await stop();
  }
});

test('three processes that write at the same time lose nothing, and a restart finds all of it', async () => {
  const first = await startThree('writes.db');
  try {
    await writeTogether(first.addresses);
  } finally {
    await first.stop();
  }
  const second = await startThree('writes.db');
  try {
    const { articlesCount } = await (await fetch(`${second.addresses.posts}/api/articles`)).json();
    assert.equal(articlesCount, 13);
  } finally {
    await second.stop();
  }
});

test('each process answers its own paths and no others', async () => {
  const { addresses, stop } = await startThree('paths.db');
  try {
    for (const [service, path, status] of [
      ['auth', '/api/user', 401],
      ['auth', '/api/articles', 404],
      ['users', '/api/profiles/nobody', 404],
      ['users', '/api/articles', 404],
      ['posts', '/api/articles', 200],
      ['posts', '/api/user', 404],
    ]) {
      assert.equal((await fetch(addresses[service] + path)).status, status, `${service} ${path}`);
    }
  } finally {
    await stop();
  }
});

test('one process with all services serves the whole API, and prints commands that work', async () => {
  const { walkApi } = await loadWalk();
  const all = await startConduit([], { DATABASE_FILE: join(folder, 'all.db'), DATABASE_URL: '' });
  try {
    await walkApi(addressesOf({ auth: all, users: all, posts: all }), 'all');
    const { execFileSync } = await import('node:child_process');
    const commands = all.output().match(/^ *curl .*$/gm) ?? [];
    assert.equal(commands.length, 3, all.output());
    const answers = commands.map((command) =>
      JSON.parse(execFileSync('sh', ['-c', command.replace('curl', 'curl -sS')], { encoding: 'utf8' })),
    );
    assert.deepEqual(
      answers.map((answer) => Object.keys(answer)),
      [['user'], ['articles', 'articlesCount'], ['tags']],
    );
  } finally {
    await all.stop();
  }
});
