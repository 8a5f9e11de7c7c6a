import { randomBytes } from 'node:crypto';
import { token } from '@monojs/core';
import { DATABASE, type Database } from './database/database.js';

/** What tokens are signed with: `JWT_SECRET`, or in development a random secret that all processes share through the database. */
export const SIGNING_KEY = token<Uint8Array>('signing key', {
  create: async (resolve) => {
    const { JWT_SECRET: secret, NODE_ENV: environment } = process.env;
    if (secret) return new TextEncoder().encode(secret);
    if (environment === 'production')
      throw new Error('JWT_SECRET is not set; production needs one, such as the output of `openssl rand -hex 32`');
    const stored = await developmentSecret(await resolve(DATABASE));
    console.warn('JWT_SECRET is not set: using a development secret that is stored in the database');
    return new TextEncoder().encode(stored);
  },
});

/** The first process to ask decides, the others read what it stored. */
export async function developmentSecret(database: Database): Promise<string> {
  const name = 'development signing key';
  await database
    .insertInto('secrets')
    .values({ name, value: randomBytes(32).toString('hex') })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { value } = await database
    .selectFrom('secrets')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return value;
}
