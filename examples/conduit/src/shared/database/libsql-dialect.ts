import Libsql from 'libsql';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SelectQueryNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { Mutex } from './mutex.js';
import { whenNotBusy } from './when-not-busy.js';

/** kysely over an embedded libsql file that several processes may open at the same time. */
export function libsqlDialect(file: string): Dialect {
  return {
    createAdapter: () => new LibsqlAdapter(),
    createDriver: () => new LibsqlDriver(file),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** SQLite can roll back a CREATE TABLE, and saying so makes the migrator run inside one exclusive transaction: its lock between processes. */
class LibsqlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** One connection, lent to one query or one transaction at a time, so that no request can join another one's transaction. */
class LibsqlDriver implements Driver {
  readonly #mutex = new Mutex();
  #connection: LibsqlConnection | undefined;

  constructor(private readonly file: string) {}

  async init(): Promise<void> {
    const database = new Libsql(this.file);
    database.pragma('busy_timeout = 0'); // the driver is synchronous: waiting inside it would stop the whole process
    database.pragma('foreign_keys = ON');
    await whenNotBusy(() => database.exec('PRAGMA journal_mode = WAL'));
    this.#connection = new LibsqlConnection(database);
  }

  async acquireConnection(): Promise<LibsqlConnection> {
    await this.#mutex.lock();
    return this.#connection!;
  }

  async releaseConnection(): Promise<void> {
    this.#mutex.unlock();
  }

  beginTransaction(connection: LibsqlConnection): Promise<void> {
    return connection.begin();
  }

  async commitTransaction(connection: LibsqlConnection): Promise<void> {
    connection.end('COMMIT');
  }

  async rollbackTransaction(connection: LibsqlConnection): Promise<void> {
    connection.end('ROLLBACK');
  }

  async destroy(): Promise<void> {
    await this.#mutex.lock(); // whoever holds the connection finishes first
    this.#connection?.database.close();
  }
}

class LibsqlConnection implements DatabaseConnection {
  #inTransaction = false;

  constructor(readonly database: Libsql.Database) {}

  /** IMMEDIATE takes the write lock at once; a transaction that read first and upgraded later could fail half way. */
  async begin(): Promise<void> {
    await whenNotBusy(() => this.database.exec('BEGIN IMMEDIATE'));
    this.#inTransaction = true;
  }

  end(how: 'COMMIT' | 'ROLLBACK'): void {
    if (this.database.inTransaction) this.database.exec(how); // a full disk, for one, has rolled back already
    this.#inTransaction = false;
  }

  /**
   * A single write gets a transaction too. A prepared statement that fails as busy stays open in libsql, and everything its connection writes
   * afterwards stays uncommitted; only BEGIN may therefore meet a busy database.
   */
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#inTransaction || SelectQueryNode.is(query.query)) return this.#execute<R>(query);
    await this.begin();
    try {
      const result = this.#execute<R>(query);
      this.end('COMMIT');
      return result;
    } catch (error) {
      this.end('ROLLBACK');
      throw error;
    }
  }

  #execute<R>({ sql, parameters }: CompiledQuery): QueryResult<R> {
    const statement = this.database.prepare(sql);
    const values = parameters.map(toLibsql);
    if (statement.reader) return { rows: statement.all(values) as R[] };
    const { changes, lastInsertRowid } = statement.run(values);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  streamQuery(): never {
    throw new Error('the libsql dialect does not stream');
  }
}

/** libsql binds every number as a float and aborts the process on a boolean. */
function toLibsql(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  return Number.isSafeInteger(value) ? BigInt(value as number) : value;
}
