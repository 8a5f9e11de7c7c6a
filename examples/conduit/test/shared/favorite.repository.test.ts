import { FavoriteRepository } from '../../src/shared/favorite.repository.js';
import { addArticle, addUser, memoryDatabase } from './memory-database.js';

const opened = memoryDatabase();
const favorites = () => new FavoriteRepository(opened.database);
const rows = () => opened.database.selectFrom('favorites').selectAll().execute();

test('favouring twice is favouring, and a removal ends it', async () => {
  const jake = await addUser(opened.database, 'jake');
  const slug = await addArticle(opened.database, jake);
  await favorites().add(jake.id, slug);
  await favorites().add(jake.id, slug);
  expect(await rows()).toHaveLength(1);
  await favorites().remove(jake.id, slug);
  expect(await rows()).toEqual([]);
});

test('a slug that no article has is left alone', async () => {
  const jake = await addUser(opened.database, 'jake');
  await favorites().add(jake.id, 'nothing');
  expect(await rows()).toEqual([]);
});
