import { inject, singleton } from '@monojs/core';
import { DATABASE, type Database } from './database/database.js';

@singleton()
export class FavoriteRepository {
  constructor(@inject(DATABASE) private readonly database: Database) {}

  /** Favouring an article twice is favouring it. A slug that no article has is left alone. */
  async add(userId: number, slug: string): Promise<void> {
    await this.database
      .insertInto('favorites')
      .columns(['user_id', 'article_id'])
      .expression(({ selectFrom, val, cast }) =>
        selectFrom('articles')
          .select([cast<number>(val(userId), 'integer').as('user_id'), 'articles.id'])
          .where('slug', '=', slug),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  async remove(userId: number, slug: string): Promise<void> {
    await this.database
      .deleteFrom('favorites')
      .where('user_id', '=', userId)
      .where('article_id', 'in', ({ selectFrom }) => selectFrom('articles').select('id').where('slug', '=', slug))
      .execute();
  }
}
