import { ArticleRepository } from '../../src/shared/article.repository.js';
import { FavoriteRepository } from '../../src/shared/favorite.repository.js';
import { ProfileRepository } from '../../src/shared/profile.repository.js';
import { addArticle, addUser, memoryDatabase } from './memory-database.js';

const opened = memoryDatabase();
const articles = () => new ArticleRepository(opened.database);
const everything = { limit: 100, offset: 0 };
const titles = async (...list: Parameters<ArticleRepository['list']>) =>
  (await articles().list(...list)).articles.map(({ title }) => title);

test('an article is found with its author, its tags in the given order, and no favourites', async () => {
  const jake = await addUser(opened.database, 'jake');
  const slug = await addArticle(opened.database, jake, { title: 'How to train', tagList: ['zebra', 'ant', 'mole'] });
  expect(await articles().find(slug)).toEqual({
    slug: 'how-to-train',
    title: 'How to train',
    description: 'About it',
    body: 'All of it',
    tagList: ['zebra', 'ant', 'mole'],
    createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    updatedAt: expect.any(String),
    favorited: false,
    favoritesCount: 0,
    author: { username: 'jake', bio: '', image: '', following: false },
  });
});

test('articles with one title have slugs of their own, even when they are added at once', async () => {
  const jake = await addUser(opened.database, 'jake');
  const slugs = await Promise.all(Array.from({ length: 20 }, () => addArticle(opened.database, jake)));
  expect(new Set(slugs).size).toBe(20);
  expect(slugs[0]).toBe('a-title');
});

test('favourites and following are relative to the viewer, the count is not', async () => {
  const [jake, jane] = [await addUser(opened.database, 'jake'), await addUser(opened.database, 'jane')];
  const slug = await addArticle(opened.database, jake);
  await new FavoriteRepository(opened.database).add(jane.id, slug);
  await new ProfileRepository(opened.database).follow(jane.id, 'jake');
  const seen = { favorited: true, favoritesCount: 1, author: { following: true } };
  const unseen = { favorited: false, favoritesCount: 1, author: { following: false } };
  expect(await articles().find(slug, jane.id)).toMatchObject(seen);
  expect(await articles().find(slug, jake.id)).toMatchObject(unseen);
  expect((await articles().list({}, everything, jane.id)).articles).toMatchObject([seen]);
});

test('the list is newest first, in pages, with the count of all pages', async () => {
  const jake = await addUser(opened.database, 'jake');
  for (const title of ['one', 'two', 'three']) await addArticle(opened.database, jake, { title });
  expect(await titles({}, everything)).toEqual(['three', 'two', 'one']);
  const page = await articles().list({}, { limit: 1, offset: 1 });
  expect(page).toMatchObject({ count: 3, articles: [{ title: 'two' }] });
  expect(await articles().list({}, { limit: 1, offset: 3 })).toEqual({ count: 3, articles: [] });
});

test('the filters narrow the list, alone and together', async () => {
  const [jake, jane] = [await addUser(opened.database, 'jake'), await addUser(opened.database, 'jane')];
  await addArticle(opened.database, jake, { title: 'one', tagList: ['a', 'b'] });
  const two = await addArticle(opened.database, jane, { title: 'two', tagList: ['b'] });
  await addArticle(opened.database, jane, { title: 'three' });
  await new FavoriteRepository(opened.database).add(jake.id, two);
  await new ProfileRepository(opened.database).follow(jake.id, 'jane');
  expect(await titles({ tag: 'b' }, everything)).toEqual(['two', 'one']);
  expect(await titles({ author: 'jane' }, everything)).toEqual(['three', 'two']);
  expect(await titles({ favorited: 'jake' }, everything)).toEqual(['two']);
  expect(await titles({ followedBy: jake.id }, everything)).toEqual(['three', 'two']);
  expect(await titles({ tag: 'b', author: 'jake' }, everything)).toEqual(['one']);
  expect(await articles().list({ author: 'nobody' }, everything)).toEqual({ articles: [], count: 0 });
});

test('a list takes three queries, however long it is', async () => {
  const jake = await addUser(opened.database, 'jake');
  for (let n = 0; n < 30; n++) await addArticle(opened.database, jake, { tagList: ['x', 'y'] });
  const executor = jest.spyOn(opened.database.getExecutor(), 'executeQuery');
  expect((await articles().list({}, everything)).articles).toHaveLength(30);
  expect(executor).toHaveBeenCalledTimes(3);
});

test('the slug follows the title and stays when only the rest changes', async () => {
  const jake = await addUser(opened.database, 'jake');
  const head = (await articles().findHead(await addArticle(opened.database, jake, { title: 'Old' })))!;
  expect(await articles().update(head, { body: 'new' })).toBe('old');
  expect(await articles().update(head, { title: 'OLD!' })).toBe('old');
  expect(await articles().update(head, { title: 'New' })).toBe('new');
  expect(await articles().find('new')).toMatchObject({ title: 'New', body: 'new', description: 'About it' });
  expect(await articles().find('old')).toBeUndefined();
});

test('a new title that another article has gets a slug of its own', async () => {
  const jake = await addUser(opened.database, 'jake');
  await addArticle(opened.database, jake, { title: 'Taken' });
  const head = (await articles().findHead(await addArticle(opened.database, jake, { title: 'Free' })))!;
  expect(await articles().update(head, { title: 'Taken' })).toMatch(/^taken-[0-9a-f]{12}$/);
});

test('an article goes with its tags, favourites and comments', async () => {
  const jake = await addUser(opened.database, 'jake');
  const slug = await addArticle(opened.database, jake, { tagList: ['a'] });
  await new FavoriteRepository(opened.database).add(jake.id, slug);
  const head = (await articles().findHead(slug))!;
  await articles().remove(head.id);
  expect(await articles().find(slug)).toBeUndefined();
  expect(await articles().update(head, { body: 'too late' })).toBeUndefined();
  expect(await opened.database.selectFrom('article_tags').selectAll().execute()).toEqual([]);
  expect(await opened.database.selectFrom('favorites').selectAll().execute()).toEqual([]);
});
