// A real PostgreSQL server for one test file: a cluster of its own in a temporary folder, on a free loopback port.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Starts a server; `url(name)` makes an empty database and gives its address. A missing server is a failure: these tests are not optional. */
export async function startPostgres() {
  const binaries = findBinaries();
  const owner = findOwner();
  const folder = mkdtempSync(join(tmpdir(), 'conduit-postgres-'));
  if (owner) chownSync(folder, owner.uid, owner.gid);
  const run = (command, ...parameters) =>
    execFileSync(join(binaries, command), parameters, {
      ...owner,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  const data = join(folder, 'data');
  run('initdb', '--pgdata', data, '--username', 'conduit', '--auth', 'trust', '--encoding', 'UTF8', '--no-sync');

  const port = String(await freePort());
  const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, 'fsync=off'].flatMap((s) => [
    '-c',
    s,
  ]);
  const server = spawn(join(binaries, 'postgres'), ['-D', data, '-p', port, ...settings], {
    ...owner,
    cwd: folder,
    stdio: 'ignore',
  });
  const exit = once(server, 'exit');
  await waitUntilReady(() => run('pg_isready', '-q', '-h', '127.0.0.1', '-p', port), server);

  return {
    url(name) {
      run('createdb', '-h', '127.0.0.1', '-p', port, '-U', 'conduit', name);
      return `postgres://conduit@127.0.0.1:${port}/${name}`;
    },
    /** Breaks every connection to a database, as a restart of the server does. */
    disconnect(url) {
      const name = new URL(url).pathname.slice(1);
      const query = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`;
      run('psql', '-h', '127.0.0.1', '-p', port, '-U', 'conduit', '-d', 'postgres', '-c', query);
    },
    async stop() {
      server.kill('SIGINT'); // PostgreSQL's fast shutdown
      await exit;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function findBinaries() {
  const installed = '/usr/lib/postgresql'; // Debian keeps initdb and postgres off the PATH
  const folders = [
    ...versionsIn(installed).map((version) => join(installed, version, 'bin')),
    ...process.env.PATH.split(':'),
  ];
  const found = folders.find((folder) => namesIn(folder).includes('initdb'));
  assert.ok(found, 'PostgreSQL is not installed: apt-get install postgresql');
  return found;
}

function versionsIn(folder) {
  return namesIn(folder).sort((a, b) => Number(b) - Number(a));
}

function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** PostgreSQL refuses to run as root; then it runs as the user that its package has made. */
function findOwner() {
  if (process.getuid() !== 0) return undefined;
  return { uid: idOfPostgres('-u'), gid: idOfPostgres('-g') };
}

function idOfPostgres(flag) {
  return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function waitUntilReady(check, server) {
  for (const giveUpAt = Date.now() + 30_000; ; await sleep(100)) {
    try {
      return check();
    } catch (error) {
      if (server.exitCode !== null || Date.now() > giveUpAt) throw error;
    }
  }
}
