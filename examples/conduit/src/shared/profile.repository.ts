import { inject, singleton } from '@monojs/core';
import { DATABASE, type Database } from './database/database.js';

/** A user as others see them. */
export interface Profile {
  readonly username: string;
  readonly bio: string;
  readonly image: string;
  /** Whether the viewer follows them. */
  readonly following: boolean;
}

@singleton()
export class ProfileRepository {
  constructor(@inject(DATABASE) private readonly database: Database) {}

  /** As seen by the viewer; nobody in particular follows nobody. */
  async find(username: string, viewerId?: number): Promise<Profile | undefined> {
    const row = await this.database
      .selectFrom('users')
      .leftJoin('follows', (join) =>
        join.onRef('follows.followed_id', '=', 'users.id').on('follows.follower_id', '=', viewerId ?? 0),
      )
      .select(['username', 'bio', 'image', 'follows.follower_id as followerId'])
      .where('username', '=', username)
      .executeTakeFirst();
    if (!row) return undefined;
    const { followerId, ...profile } = row;
    return { ...profile, following: followerId !== null };
  }

  /** Following somebody twice is following them. A name that nobody has is left alone. */
  async follow(followerId: number, username: string): Promise<void> {
    await this.database
      .insertInto('follows')
      .columns(['follower_id', 'followed_id'])
      .expression(({ selectFrom, val, cast }) =>
        selectFrom('users')
          .select([cast<number>(val(followerId), 'integer').as('follower_id'), 'users.id'])
          .where('username', '=', username),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  async unfollow(followerId: number, username: string): Promise<void> {
    await this.database
      .deleteFrom('follows')
      .where('follower_id', '=', followerId)
      .where('followed_id', 'in', ({ selectFrom }) => selectFrom('users').select('id').where('username', '=', username))
      .execute();
  }
}
