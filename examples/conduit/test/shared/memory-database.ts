import { type Database, openDatabase } from '../../src/shared/database/open-database.js';
import { ArticleRepository, type NewArticle } from '../../src/shared/article.repository.js';
import { type User, UserRepository } from '../../src/shared/user.repository.js';

/** A migrated database of its own for every test of the file. */
export function memoryDatabase(): { readonly database: Database } {
  const opened = {} as { database: Database };
  beforeEach(async () => {
    opened.database = await openDatabase({ file: ':memory:' });
  });
  afterEach(() => opened.database.destroy());
  return opened;
}

export async function addUser(database: Database, username: string): Promise<User> {
  const user = { username, email: `${username}@example.com`, passwordHash: 'not a hash' };
  return (await new UserRepository(database).add(user))!;
}

/** Gives the slug. */
export function addArticle(database: Database, author: User, article: Partial<NewArticle> = {}): Promise<string> {
  const whole = { title: 'A title', description: 'About it', body: 'All of it', tagList: [], ...article };
  return new ArticleRepository(database).add(author.id, whole);
}
