import { TagRepository } from '../../src/shared/tag.repository.js';
import { addArticle, addUser, memoryDatabase } from './memory-database.js';

const opened = memoryDatabase();

test('tags are listed once each, most used first', async () => {
  const jake = await addUser(opened.database, 'jake');
  await addArticle(opened.database, jake, { tagList: ['rare', 'b', 'a'] });
  await addArticle(opened.database, jake, { tagList: ['a', 'b'] });
  expect(await new TagRepository(opened.database).list()).toEqual(['a', 'b', 'rare']);
});
