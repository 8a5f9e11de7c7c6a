import { token } from '@monojs/core';
import { type Database, openDatabase } from './open-database.js';

export type { Database };

/** The one database of all services: PostgreSQL at `DATABASE_URL`, else the file `DATABASE_FILE` (default: conduit.db in the current folder). */
export const DATABASE = token<Database>('database', {
  create: () => {
    const { DATABASE_URL: url, DATABASE_FILE: file = 'conduit.db' } = process.env;
    return openDatabase(url ? { url } : { file });
  },
  dispose: (database) => database.destroy(),
});
