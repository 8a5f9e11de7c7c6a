import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Tables } from './database/tables.js';

/** Which articles; every given condition must hold. */
export interface ArticleFilter {
  tag?: string | undefined;
  /** Username of the author. */
  author?: string | undefined;
  /** Username of somebody who favoured it. */
  favorited?: string | undefined;
  /** Id of a user who follows the author. */
  followedBy?: number | undefined;
}

/** The filter as a condition on `articles`, the same for a page and for its count. */
export function matching({ tag, author, favorited, followedBy }: ArticleFilter) {
  return (query: ExpressionBuilder<Tables, 'articles'>): Expression<SqlBool> => {
    const { eb, selectFrom } = query;
    const idOf = (username: string) => selectFrom('users').select('users.id').where('users.username', '=', username);
    const conditions: Expression<SqlBool>[] = [];
    if (tag !== undefined) {
      const tagged = selectFrom('article_tags').select('article_id').where('tag', '=', tag);
      conditions.push(eb('articles.id', 'in', tagged));
    }
    if (author !== undefined) conditions.push(eb('articles.author_id', 'in', idOf(author)));
    if (favorited !== undefined) {
      const favorites = selectFrom('favorites').select('article_id').where('user_id', 'in', idOf(favorited));
      conditions.push(eb('articles.id', 'in', favorites));
    }
    if (followedBy !== undefined) {
      const followed = selectFrom('follows').select('followed_id').where('follower_id', '=', followedBy);
      conditions.push(eb('articles.author_id', 'in', followed));
    }
    return eb.and(conditions);
  };
}
