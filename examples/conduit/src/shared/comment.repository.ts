import { inject, singleton } from '@monojs/core';
import { DATABASE, type Database } from './database/database.js';
import type { Profile } from './profile.repository.js';

export interface Comment {
  readonly id: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly body: string;
  readonly author: Profile;
}

@singleton()
export class CommentRepository {
  constructor(@inject(DATABASE) private readonly database: Database) {}

  /** Newest first. */
  async list(articleId: number, viewerId?: number): Promise<Comment[]> {
    const rows = await this.select(viewerId)
      .where('comments.article_id', '=', articleId)
      .orderBy('comments.id', 'desc')
      .execute();
    return rows.map(toComment);
  }

  async add(articleId: number, authorId: number, body: string): Promise<Comment> {
    const now = new Date().toISOString();
    const { id } = await this.database
      .insertInto('comments')
      .values({ article_id: articleId, author_id: authorId, body, created_at: now, updated_at: now })
      .returning('id')
      .executeTakeFirstOrThrow();
    return toComment(await this.select(authorId).where('comments.id', '=', id).executeTakeFirstOrThrow());
  }

  findHead(articleId: number, id: number): Promise<{ id: number; authorId: number } | undefined> {
    return this.database
      .selectFrom('comments')
      .select(['id', 'author_id as authorId'])
      .where('id', '=', id)
      .where('article_id', '=', articleId)
      .executeTakeFirst();
  }

  async remove(id: number): Promise<void> {
    await this.database.deleteFrom('comments').where('id', '=', id).execute();
  }

  private select(viewerId = 0) {
    return this.database
      .selectFrom('comments')
      .innerJoin('users', 'users.id', 'comments.author_id')
      .leftJoin('follows', (join) =>
        join.onRef('follows.followed_id', '=', 'users.id').on('follows.follower_id', '=', viewerId),
      )
      .select([
        'comments.id',
        'comments.created_at as createdAt',
        'comments.updated_at as updatedAt',
        'comments.body',
        'users.username',
        'users.bio',
        'users.image',
        'follows.follower_id as followerId',
      ]);
  }
}

interface CommentRow extends Omit<Comment, 'author'> {
  username: string;
  bio: string;
  image: string;
  followerId: number | null;
}

function toComment({ username, bio, image, followerId, ...comment }: CommentRow): Comment {
  return { ...comment, author: { username, bio, image, following: followerId !== null } };
}
