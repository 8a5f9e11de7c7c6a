import type { TestApp } from '@monojs/testing';
import { conduitApp, signIn } from '../conduit-app.js';

const article = { title: 'How to train', description: 'Ever wonder?', body: 'Carefully', tagList: ['z', 'a', 'z'] };

async function publish(app: TestApp, headers: Record<string, string>, changes = {}): Promise<any> {
  const { body } = await app.request('POST', '/api/articles', {
    headers,
    body: { article: { ...article, ...changes } },
  });
  return body.article;
}

const commentsOf = (slug: string) => `/api/articles/${slug}/comments`;

test('a published article is answered whole, with each tag once and in order', async () => {
  const app = await conduitApp('posts');
  const { headers } = await signIn(app, 'jake');
  const published = await publish(app, headers);
  expect(published).toEqual({
    ...article,
    slug: 'how-to-train',
    tagList: ['z', 'a'],
    createdAt: expect.any(String),
    updatedAt: published.createdAt,
    favorited: false,
    favoritesCount: 0,
    author: { username: 'jake', bio: '', image: '', following: false },
  });
  expect((await app.request('GET', '/api/articles/how-to-train')).body).toEqual({ article: published });
});

test('tags may be left out, and a title of words only has a slug that no route owns', async () => {
  const app = await conduitApp('posts');
  const { headers } = await signIn(app, 'jake');
  const { slug, tagList } = await publish(app, headers, { title: 'Feed', tagList: undefined });
  expect(tagList).toEqual([]);
  expect((await app.request('GET', `/api/articles/${slug}`)).body.article.title).toBe('Feed');
});

test('lists leave the body out, and page by 20 unless asked otherwise', async () => {
  const app = await conduitApp('posts');
  const { headers } = await signIn(app, 'jake');
  for (let n = 0; n < 21; n++) await publish(app, headers, { title: `Number ${n}` });
  const list = async (query: string) => (await app.request('GET', `/api/articles${query}`)).body;
  const first = await list('');
  expect(first.articlesCount).toBe(21);
  expect(first.articles).toHaveLength(20);
  expect(first.articles[0]).toMatchObject({ title: 'Number 20' });
  expect(first.articles[0]).not.toHaveProperty('body');
  expect((await list('?offset=20')).articles).toMatchObject([{ title: 'Number 0' }]);
  expect((await list('?limit=2&offset=1')).articles).toMatchObject([{ title: 'Number 19' }, { title: 'Number 18' }]);
  expect((await list('?limit=1000')).articles).toHaveLength(21);
});

test.each([
  ['limit=0', 'limit must be at least 1'],
  ['limit=x', 'limit must be a number'],
  ['offset=-1', 'offset must be at least 0'],
  ['offset=1.5', 'offset must be a whole number'],
  ['tag=a&tag=b', 'tag must be text'],
])('?%s is a 422: %s', async (query, message) => {
  const app = await conduitApp('posts');
  const { status, body } = await app.request('GET', `/api/articles?${query}`);
  expect([status, body.errors.body]).toEqual([422, [message]]);
});

test('only the author updates or deletes an article', async () => {
  const app = await conduitApp('posts');
  const [jake, jane] = [await signIn(app, 'jake'), await signIn(app, 'jane')];
  const { slug } = await publish(app, jake.headers);
  const body = { article: { body: 'Slowly' } };
  const put = (headers = {}) => app.request('PUT', `/api/articles/${slug}`, { headers, body });
  const remove = (headers = {}) => app.request('DELETE', `/api/articles/${slug}`, { headers });
  expect([(await put()).status, (await put(jane.headers)).status]).toEqual([401, 403]);
  expect([(await remove()).status, (await remove(jane.headers)).status]).toEqual([401, 403]);
  expect((await put(jake.headers)).body.article).toMatchObject({ body: 'Slowly', title: article.title });
  const removed = await remove(jake.headers);
  expect([removed.status, removed.text]).toEqual([204, '']);
  expect((await put(jake.headers)).status).toBe(404);
});

test('concurrent updates of different fields both hold', async () => {
  const app = await conduitApp('posts');
  const { headers } = await signIn(app, 'jake');
  const { slug } = await publish(app, headers);
  const put = (changes: object) => app.request('PUT', `/api/articles/${slug}`, { headers, body: { article: changes } });
  await Promise.all([put({ body: 'new body' }), put({ description: 'new description' })]);
  const { body } = await app.request('GET', `/api/articles/${slug}`);
  expect(body.article).toMatchObject({ body: 'new body', description: 'new description' });
});

test('favourites are counted once per person, even when they come at once', async () => {
  const app = await conduitApp('posts');
  const people = await Promise.all(['jake', 'jane', 'john'].map((name) => signIn(app, name)));
  const { slug } = await publish(app, people[0]!.headers);
  const favor = ({ headers }: { headers: Record<string, string> }) =>
    app.request('POST', `/api/articles/${slug}/favorite`, { headers });
  await Promise.all([...people, ...people].map(favor));
  expect((await app.request('GET', `/api/articles/${slug}`)).body.article).toMatchObject({
    favoritesCount: 3,
    favorited: false,
  });
  const { body } = await app.request('DELETE', `/api/articles/${slug}/favorite`, { headers: people[0]!.headers });
  expect(body.article).toMatchObject({ favoritesCount: 2, favorited: false });
});

test('only its author deletes a comment, and only where it stands', async () => {
  const app = await conduitApp('posts');
  const [jake, jane] = [await signIn(app, 'jake'), await signIn(app, 'jane')];
  const [here, elsewhere] = [await publish(app, jake.headers), await publish(app, jake.headers)];
  const added = await app.request('POST', commentsOf(here.slug), {
    headers: jane.headers,
    body: { comment: { body: 'Hi' } },
  });
  const { id } = added.body.comment;
  expect([added.status, Number.isInteger(id)]).toEqual([200, true]);
  const remove = async (slug: string, headers: Record<string, string>) =>
    (await app.request('DELETE', `${commentsOf(slug)}/${id}`, { headers })).status;
  expect(await remove(here.slug, jake.headers)).toBe(403);
  expect(await remove(elsewhere.slug, jane.headers)).toBe(404);
  expect(await remove(here.slug, jane.headers)).toBe(204);
  expect((await app.request('GET', commentsOf(here.slug))).body).toEqual({ comments: [] });
});

test.each([
  ['GET', '/api/articles/nothing'],
  ['PUT', '/api/articles/nothing'],
  ['DELETE', '/api/articles/nothing'],
  ['POST', '/api/articles/nothing/favorite'],
  ['DELETE', '/api/articles/nothing/favorite'],
  ['GET', '/api/articles/nothing/comments'],
  ['POST', '/api/articles/nothing/comments'],
  ['DELETE', '/api/articles/nothing/comments/1'],
])('%s %s is a 404 in the shape of the specification', async (method, path) => {
  const app = await conduitApp('posts');
  const { headers } = await signIn(app, 'jake');
  const body = { article: { body: 'x' }, comment: { body: 'x' } };
  const answer = await app.request(method, path, { headers, ...(/P/.test(method) && { body }) });
  expect([answer.status, answer.body]).toEqual([404, { errors: { body: ['article not found'] } }]);
});
