import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { openDatabase } from '../../../src/shared/database/open-database.js';

const script = resolve(__dirname, '../../fixtures/write-users.ts');
const writeUsers = (file: string, name: string, count: number) =>
  promisify(execFile)(process.execPath, ['--import', '@oxc-node/core/register', script, file, name, String(count)]);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conduit-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('processes that start at once on a fresh file migrate it once, and nothing they write is lost', async () => {
  for (let round = 0; round < 2; round++) {
    const file = join(folder, `${round}.db`);
    await Promise.all(['a', 'b', 'c'].map((name) => writeUsers(file, name, 50)));
    const database = await openDatabase({ file });
    const users = await database.selectFrom('users').select('username').execute();
    const migrations = await database
      .withTables<{ kysely_migration: { name: string } }>()
      .selectFrom('kysely_migration')
      .select('name')
      .execute();
    await database.destroy();
    expect(new Set(users.map(({ username }) => username)).size).toBe(150);
    expect(migrations.map(({ name }) => name)).toEqual(['001-users', '002-articles', '003-secrets']);
  }
}, 60_000);
