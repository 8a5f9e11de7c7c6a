import { ArticleRepository } from '../../src/shared/article.repository.js';
import { CommentRepository } from '../../src/shared/comment.repository.js';
import { ProfileRepository } from '../../src/shared/profile.repository.js';
import { addArticle, addUser, memoryDatabase } from './memory-database.js';

const opened = memoryDatabase();
const comments = () => new CommentRepository(opened.database);

async function addArticleId(author: Awaited<ReturnType<typeof addUser>>): Promise<number> {
  const slug = await addArticle(opened.database, author);
  return (await new ArticleRepository(opened.database).findHead(slug))!.id;
}

test('comments are listed newest first, as the viewer sees their authors', async () => {
  const [jake, jane] = [await addUser(opened.database, 'jake'), await addUser(opened.database, 'jane')];
  const article = await addArticleId(jake);
  const first = await comments().add(article, jane.id, 'first');
  const second = await comments().add(article, jake.id, 'second');
  await new ProfileRepository(opened.database).follow(jake.id, 'jane');
  expect(await comments().list(article)).toEqual([second, first]);
  expect(await comments().list(article, jake.id)).toMatchObject([
    { author: { username: 'jake', following: false } },
    { author: { username: 'jane', following: true } },
  ]);
});

test('a comment belongs to one article', async () => {
  const jake = await addUser(opened.database, 'jake');
  const [article, another] = [await addArticleId(jake), await addArticleId(jake)];
  const { id } = await comments().add(article, jake.id, 'here');
  expect(await comments().findHead(article, id)).toEqual({ id, authorId: jake.id });
  expect(await comments().findHead(another, id)).toBeUndefined();
});

test('a comment that was removed is gone, and its id is not used again', async () => {
  const jake = await addUser(opened.database, 'jake');
  const article = await addArticleId(jake);
  const { id } = await comments().add(article, jake.id, 'here');
  await comments().remove(id);
  expect(await comments().list(article)).toEqual([]);
  expect((await comments().add(article, jake.id, 'again')).id).toBeGreaterThan(id);
});
