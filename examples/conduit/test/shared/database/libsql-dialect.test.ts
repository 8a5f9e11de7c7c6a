import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, sql } from 'kysely';
import { libsqlDialect } from '../../../src/shared/database/libsql-dialect.js';

interface Counters {
  counters: { name: string; count: number; done?: boolean | null };
}

let folder: string;
let one: Kysely<Counters>;
let another: Kysely<Counters>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conduit-'));
  one = new Kysely({ dialect: libsqlDialect(join(folder, 'test.db')) });
  another = new Kysely({ dialect: libsqlDialect(join(folder, 'test.db')) });
  await sql`create table counters (name text primary key, count integer not null, done integer)`.execute(one);
});
afterEach(async () => {
  await Promise.all([one.destroy(), another.destroy()]);
  await rm(folder, { recursive: true });
});

const add = (database: Kysely<Counters>, name: string) =>
  database.insertInto('counters').values({ name, count: 0 }).execute();
const count = async (database: Kysely<Counters>, name: string) =>
  (await database.selectFrom('counters').select('count').where('name', '=', name).executeTakeFirstOrThrow()).count;

/** Reads, waits, and writes what it read plus one: loses an update unless transactions exclude each other. */
function increment(database: Kysely<Counters>, name: string): Promise<void> {
  return database.transaction().execute(async (transaction) => {
    const before = await transaction
      .selectFrom('counters')
      .select('count')
      .where('name', '=', name)
      .executeTakeFirstOrThrow();
    await sleep(1);
    await transaction
      .updateTable('counters')
      .set({ count: before.count + 1 })
      .where('name', '=', name)
      .execute();
  });
}

test('concurrent transactions lose no update, within one connection and between two', async () => {
  await add(one, 'x');
  const all = Array.from({ length: 40 }, (_, n) => increment(n % 2 ? one : another, 'x'));
  await Promise.all(all);
  expect(await count(one, 'x')).toBe(40);
  expect(await count(another, 'x')).toBe(40);
});

test('a query outside a transaction never joins it', async () => {
  await add(one, 'x');
  const failing = one.transaction().execute(async (transaction) => {
    await transaction.updateTable('counters').set({ count: 99 }).execute();
    await sleep(20);
    throw new Error('undo');
  });
  await Promise.all([expect(failing).rejects.toThrow('undo'), add(one, 'y')]);
  expect(await count(one, 'x')).toBe(0);
  expect(await count(one, 'y')).toBe(0);
});

test('a write waits while another connection holds the lock, and is then seen there', async () => {
  const holding = another.transaction().execute(async (transaction) => {
    await transaction.insertInto('counters').values({ name: 'held', count: 1 }).execute();
    await sleep(50);
  });
  await sleep(5);
  await add(one, 'waited');
  await holding;
  expect(await count(another, 'waited')).toBe(0);
  await add(another, 'after');
  expect(await count(one, 'after')).toBe(0);
});

test('a refused value leaves the connection usable', async () => {
  await add(one, 'x');
  await expect(add(one, 'x')).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_PRIMARYKEY' });
  const twice = one.transaction().execute(async (transaction) => {
    await transaction.insertInto('counters').values({ name: 'y', count: 0 }).execute();
    await transaction.insertInto('counters').values({ name: 'x', count: 0 }).execute();
  });
  await expect(twice).rejects.toThrow('UNIQUE constraint failed');
  await add(another, 'y');
  await add(one, 'z');
  expect(await count(another, 'z')).toBe(0);
});

test('values come back as they went in, and a boolean as a number', async () => {
  const row = { name: "O'Hara", count: 2 ** 40, done: true };
  const added = await one.insertInto('counters').values(row).returningAll().executeTakeFirstOrThrow();
  expect(added).toEqual({ name: "O'Hara", count: 2 ** 40, done: 1 });
  const { numUpdatedRows } = await one.updateTable('counters').set({ done: null }).executeTakeFirstOrThrow();
  expect(numUpdatedRows).toBe(1n);
  expect(await one.selectFrom('counters').selectAll().execute()).toEqual([
    { name: "O'Hara", count: 2 ** 40, done: null },
  ]);
  const { rows } = await sql`select typeof(${1}) as one, typeof(${1.5}) as half`.execute(one);
  expect(rows).toEqual([{ one: 'integer', half: 'real' }]);
});
