import { inject, singleton } from '@monojs/core';
import { sql } from 'kysely';
import { DATABASE, type Database } from './database/database.js';
import { isUniqueViolation } from './database/is-unique-violation.js';

export interface User {
  readonly id: number;
  readonly email: string;
  readonly username: string;
  readonly bio: string;
  readonly image: string;
}

/** What a user may change about themselves; what is left out stays as it is. */
export interface UserChanges {
  email?: string | undefined;
  username?: string | undefined;
  passwordHash?: string | undefined;
  bio?: string | undefined;
  image?: string | undefined;
}

export interface Credentials {
  readonly user: User;
  readonly passwordHash: string;
}

const columns = ['id', 'email', 'username', 'bio', 'image'] as const;

@singleton()
export class UserRepository {
  constructor(@inject(DATABASE) private readonly database: Database) {}

  find(id: number): Promise<User | undefined> {
    return this.database.selectFrom('users').select(columns).where('id', '=', id).executeTakeFirst();
  }

  async findCredentials(email: string): Promise<Credentials | undefined> {
    const row = await this.database
      .selectFrom('users')
      .select([...columns, 'password_hash'])
      .where(sql`lower(email)`, '=', email.toLowerCase())
      .executeTakeFirst();
    if (!row) return undefined;
    const { password_hash: passwordHash, ...user } = row;
    return { user, passwordHash };
  }

  /** Undefined if the email or the username is taken, which {@link taken} tells apart. */
  add(user: { email: string; username: string; passwordHash: string }): Promise<User | undefined> {
    return this.database
      .insertInto('users')
      .values({
        email: user.email,
        username: user.username,
        password_hash: user.passwordHash,
        created_at: new Date().toISOString(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning(columns)
      .executeTakeFirst();
  }

  /** Undefined if the new email or username is taken. One statement that names only what changes, so concurrent updates both hold. */
  async update(id: number, { passwordHash, ...changes }: UserChanges): Promise<User | undefined> {
    try {
      return await this.database
        .updateTable('users')
        .set({ ...changes, ...(passwordHash !== undefined && { password_hash: passwordHash }) })
        .where('id', '=', id)
        .returning(columns)
        .executeTakeFirst();
    } catch (error) {
      if (isUniqueViolation(error)) return undefined;
      throw error;
    }
  }

  /** Which of these another user than `id` has already. */
  async taken({ email, username }: UserChanges, id = 0): Promise<('email' | 'username')[]> {
    const others = await this.database
      .selectFrom('users')
      .select(['email', 'username'])
      .where('id', '!=', id)
      .where(({ or, eb }) =>
        or([eb(sql`lower(email)`, '=', (email ?? '').toLowerCase()), eb('username', '=', username ?? '')]),
      )
      .execute();
    const fields: ('email' | 'username')[] = [];
    if (others.some((other) => other.email.toLowerCase() === email?.toLowerCase())) fields.push('email');
    if (others.some((other) => other.username === username)) fields.push('username');
    return fields;
  }
}
