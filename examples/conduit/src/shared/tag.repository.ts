import { inject, singleton } from '@monojs/core';
import { DATABASE, type Database } from './database/database.js';

@singleton()
export class TagRepository {
  constructor(@inject(DATABASE) private readonly database: Database) {}

  /** Most used first. */
  async list(): Promise<string[]> {
    const rows = await this.database
      .selectFrom('article_tags')
      .select('tag')
      .groupBy('tag')
      .orderBy(({ fn }) => fn.countAll(), 'desc')
      .orderBy('tag')
      .execute();
    return rows.map(({ tag }) => tag);
  }
}
