import { type Dialect, Kysely, Migrator, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import { libsqlDialect } from './libsql-dialect.js';
import { type DialectName, migrationsFor } from './migrations.js';
import type { Tables } from './tables.js';

export type Database = Kysely<Tables>;

/** Where the data lives: an embedded file (or ':memory:'), or a PostgreSQL server. */
export type DatabaseAddress = { file: string } | { url: string };

/** Opens the database and brings its schema up to date; processes that start at the same time wait for one another. */
export async function openDatabase(address: DatabaseAddress): Promise<Database> {
  const dialect = 'url' in address ? postgresDialect(address.url) : libsqlDialect(address.file);
  const database = new Kysely<Tables>({ dialect });
  try {
    await migrate(database, 'url' in address ? 'postgres' : 'libsql');
  } catch (error) {
    await database.destroy();
    throw error;
  }
  return database;
}

function postgresDialect(url: string): Dialect {
  const pool = new Pool({ connectionString: url });
  // A connection that breaks while idle is replaced when it is needed; unheard, its error would end the process.
  pool.on('error', (error) => console.warn(`an idle connection to PostgreSQL was lost: ${error.message}`));
  return new PostgresDialect({ pool });
}

async function migrate(database: Database, dialect: DialectName): Promise<void> {
  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => migrationsFor(dialect) } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
