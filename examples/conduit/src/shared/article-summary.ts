import type { Database } from './database/database.js';
import type { Profile } from './profile.repository.js';

/** An article as lists show it: without its text, which may be long. */
export interface ArticleSummary {
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly tagList: readonly string[];
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Whether the viewer favours it. */
  readonly favorited: boolean;
  readonly favoritesCount: number;
  readonly author: Profile;
}

export interface Article extends ArticleSummary {
  readonly body: string;
}

type SummaryRow = Awaited<ReturnType<ReturnType<typeof selectSummaries>['execute']>>[number];

/** Everything about articles but their tags, in one query, as seen by the viewer. */
export function selectSummaries(database: Database, viewerId = 0) {
  return database
    .selectFrom('articles')
    .innerJoin('users', 'users.id', 'articles.author_id')
    .select([
      'articles.id',
      'articles.slug',
      'articles.title',
      'articles.description',
      'articles.created_at as createdAt',
      'articles.updated_at as updatedAt',
      'users.username',
      'users.bio',
      'users.image',
    ])
    .select(({ selectFrom, exists }) => [
      selectFrom('favorites')
        .whereRef('favorites.article_id', '=', 'articles.id')
        .select(({ fn }) => fn.countAll().as('count'))
        .as('favoritesCount'),
      exists(
        selectFrom('favorites')
          .select('favorites.user_id')
          .whereRef('favorites.article_id', '=', 'articles.id')
          .where('favorites.user_id', '=', viewerId),
      ).as('favorited'),
      exists(
        selectFrom('follows')
          .select('follows.follower_id')
          .whereRef('follows.followed_id', '=', 'articles.author_id')
          .where('follows.follower_id', '=', viewerId),
      ).as('following'),
    ]);
}

/** Adds the tags of all rows with one more query. */
export async function toSummaries(database: Database, rows: readonly SummaryRow[]): Promise<ArticleSummary[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const tags = await database
    .selectFrom('article_tags')
    .select(['article_id', 'tag'])
    .where('article_id', 'in', ids)
    .orderBy('position')
    .execute();
  return rows.map(({ id, username, bio, image, following, favorited, favoritesCount, ...article }) => ({
    ...article,
    tagList: tags.filter((tag) => tag.article_id === id).map(({ tag }) => tag),
    favorited: Boolean(favorited), // SQLite answers 0 and 1
    favoritesCount: Number(favoritesCount), // PostgreSQL answers a count as text
    author: { username, bio, image, following: Boolean(following) },
  }));
}
