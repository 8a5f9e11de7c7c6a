import { inject, singleton } from '@monojs/core';
import { type ArticleFilter, matching } from './article-filter.js';
import { type Article, selectSummaries, toSummaries } from './article-summary.js';
import { DATABASE, type Database } from './database/database.js';
import { isUniqueViolation } from './database/is-unique-violation.js';
import { slugsFor, toSlug } from './slug.js';

export interface NewArticle {
  readonly title: string;
  readonly description: string;
  readonly body: string;
  readonly tagList: readonly string[];
}

/** What is left out stays as it is. */
export interface ArticleChanges {
  title?: string | undefined;
  description?: string | undefined;
  body?: string | undefined;
}

export interface Page {
  readonly limit: number;
  readonly offset: number;
}

/** What a decision about an article needs to know. */
export interface ArticleHead {
  readonly id: number;
  readonly slug: string;
  readonly authorId: number;
}

@singleton()
export class ArticleRepository {
  constructor(@inject(DATABASE) private readonly database: Database) {}

  /** Newest first, with how many there are on all pages; three queries, however long the page. */
  async list(filter: ArticleFilter, { limit, offset }: Page, viewerId?: number) {
    const [rows, { count }] = await Promise.all([
      selectSummaries(this.database, viewerId)
        .where(matching(filter))
        .orderBy('articles.created_at', 'desc')
        .orderBy('articles.id', 'desc')
        .limit(limit)
        .offset(offset)
        .execute(),
      this.database
        .selectFrom('articles')
        .select(({ fn }) => fn.countAll().as('count'))
        .where(matching(filter))
        .executeTakeFirstOrThrow(),
    ]);
    return { articles: await toSummaries(this.database, rows), count: Number(count) };
  }

  async find(slug: string, viewerId?: number): Promise<Article | undefined> {
    const row = await selectSummaries(this.database, viewerId)
      .select('articles.body')
      .where('articles.slug', '=', slug)
      .executeTakeFirst();
    if (!row) return undefined;
    const { body, ...rest } = row;
    const [summary] = await toSummaries(this.database, [rest]);
    return { ...summary!, body };
  }

  findHead(slug: string): Promise<ArticleHead | undefined> {
    return this.database
      .selectFrom('articles')
      .select(['id', 'slug', 'author_id as authorId'])
      .where('slug', '=', slug)
      .executeTakeFirst();
  }

  /** Gives the slug. The article and its tags become visible together. */
  add(authorId: number, { tagList, ...article }: NewArticle): Promise<string> {
    const now = new Date().toISOString();
    return this.database.transaction().execute(async (transaction) => {
      for (const slug of slugsFor(article.title)) {
        const added = await transaction
          .insertInto('articles')
          .values({ ...article, slug, author_id: authorId, created_at: now, updated_at: now })
          .onConflict((conflict) => conflict.column('slug').doNothing())
          .returning('id')
          .executeTakeFirst();
        if (!added) continue;
        const tags = tagList.map((tag, position) => ({ article_id: added.id, position, tag }));
        if (tags.length > 0) await transaction.insertInto('article_tags').values(tags).execute();
        return slug;
      }
      throw new Error('no free slug was found');
    });
  }

  /** Gives the slug, which follows the title; undefined if the article is gone. One statement that names only what changes, so concurrent updates both hold. */
  async update({ id, slug }: ArticleHead, changes: ArticleChanges): Promise<string | undefined> {
    const keepsSlug = changes.title === undefined || slug.replace(/-[0-9a-f]{12}$/, '') === toSlug(changes.title);
    for (const newSlug of keepsSlug ? [undefined] : slugsFor(changes.title!)) {
      try {
        const row = await this.database
          .updateTable('articles')
          .set({ ...changes, ...(newSlug && { slug: newSlug }), updated_at: new Date().toISOString() })
          .where('id', '=', id)
          .returning('slug')
          .executeTakeFirst();
        return row?.slug;
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
      }
    }
    throw new Error('no free slug was found');
  }

  async remove(id: number): Promise<void> {
    await this.database.deleteFrom('articles').where('id', '=', id).execute();
  }
}
