import assert from 'node:assert/strict';
import { type Addresses, ApiClient, expectErrors, expectStatus } from './api-client.js';

/**
 * Walks through the whole API as two people would, and throws where an answer is not what the specification says. It needs a name that nobody
 * has used on that database, and minds nobody else on it: many walks may run at the same time.
 */
export async function walkApi(addresses: Addresses, name: string): Promise<void> {
  const guest = new ApiClient(addresses);
  const jake = await walkAccounts(guest, `${name}-jake`);
  const jane = await walkAccounts(guest, `${name}-jane`);
  await walkProfiles(guest, jake, jane, name);
  const slug = await walkArticles(guest, jake, jane, name);
  await walkFeed(jake, jane, slug, name);
  await walkFavorites(guest, jake, jane, slug, name);
  await walkComments(guest, jake, jane, slug, name);
  await walkRemoval(guest, jake, jane, slug);
}

async function walkAccounts(guest: ApiClient, username: string): Promise<ApiClient> {
  const email = `${username}@example.com`;
  const password = 'correct horse';
  const { user } = await expectStatus(201, guest.post('/api/users', { user: { username, email, password } }));
  assert.deepEqual(user, { username, email, token: user.token, bio: '', image: '' });

  const taken = await expectErrors(422, guest.post('/api/users', { user: { username, email, password } }));
  assert.deepEqual([taken.email, taken.username], [['has already been taken'], ['has already been taken']]);
  const blank = await expectErrors(422, guest.post('/api/users', { user: { username: '', email: 'nonsense' } }));
  assert.deepEqual(Object.keys(blank).sort(), ['body', 'email', 'password', 'username']);

  await expectErrors(401, guest.post('/api/users/login', { user: { email, password: 'wrong' } }));
  await expectErrors(401, guest.post('/api/users/login', { user: { email: `no-${email}`, password } }));
  await expectErrors(422, guest.post('/api/users/login', { user: { email } }));
  const login = await expectStatus(200, guest.post('/api/users/login', { user: { email, password } }));
  const client = guest.as(login.user.token);

  await expectErrors(401, guest.get('/api/user'));
  await expectErrors(401, guest.as('nonsense').get('/api/user'));
  assert.deepEqual(await expectStatus(200, client.get('/api/user')), login);

  await expectErrors(401, guest.put('/api/user', { user: { bio: 'no' } }));
  await expectErrors(422, client.put('/api/user', { user: {} }));
  await expectErrors(422, client.put('/api/user', { user: { email: 'nonsense' } }));
  const changes = { bio: 'I work', image: 'https://example.com/a.png', password: 'battery staple' };
  const changed = await expectStatus(200, client.put('/api/user', { user: changes }));
  assert.deepEqual(changed.user, { ...login.user, bio: changes.bio, image: changes.image });
  await expectErrors(401, guest.post('/api/users/login', { user: { email, password } }));
  await expectStatus(200, guest.post('/api/users/login', { user: { email, password: changes.password } }));
  const cleared = await expectStatus(200, client.put('/api/user', { user: { image: null } }));
  assert.deepEqual([cleared.user.image, cleared.user.bio], ['', 'I work']);
  return client;
}

async function walkProfiles(guest: ApiClient, jake: ApiClient, jane: ApiClient, name: string): Promise<void> {
  const path = `/api/profiles/${name}-jane`;
  const profile = { username: `${name}-jane`, bio: 'I work', image: '', following: false };
  assert.deepEqual(await expectStatus(200, guest.get(path)), { profile });
  await expectErrors(404, guest.get(`/api/profiles/${name}-nobody`));
  await expectErrors(401, guest.post(`${path}/follow`));
  await expectErrors(404, jake.post(`/api/profiles/${name}-nobody/follow`));
  // One after the other: a profile that is asked for while the follow is under way may show either.
  const follow = () => jake.post(`${path}/follow`);
  for (const ask of [follow, follow, () => jake.get(path)]) {
    assert.deepEqual(await expectStatus(200, ask()), { profile: { ...profile, following: true } });
  }
  for (const viewer of [jane, guest]) assert.deepEqual(await expectStatus(200, viewer.get(path)), { profile });
  assert.deepEqual(await expectStatus(200, jake.delete(`${path}/follow`)), { profile });
  await expectStatus(200, jake.post(`${path}/follow`));

  const taken = { user: { username: `${name}-jane`, email: `${name}-JANE@example.com` } };
  assert.deepEqual(Object.keys(await expectErrors(422, jake.put('/api/user', taken))).sort(), [
    'body',
    'email',
    'username',
  ]);
}

/** Gives the slug of an article by jane with the tags z, a and one that only this walk has. */
async function walkArticles(guest: ApiClient, jake: ApiClient, jane: ApiClient, name: string): Promise<string> {
  const article = {
    title: `${name} How to train`,
    description: 'Ever wonder?',
    body: 'Carefully',
    tagList: ['z', `${name}-tag`, 'a'],
  };
  await expectErrors(401, guest.post('/api/articles', { article }));
  const blank = await expectErrors(422, jane.post('/api/articles', { article: { title: ' ', tagList: 'x' } }));
  assert.deepEqual(Object.keys(blank).sort(), ['body', 'description', 'tagList', 'title']);

  const created = (await expectStatus(201, jane.post('/api/articles', { article }))).article;
  const author = { username: `${name}-jane`, bio: 'I work', image: '', following: false };
  const { slug, createdAt, updatedAt } = created;
  assert.deepEqual(created, { ...article, slug, createdAt, updatedAt, favorited: false, favoritesCount: 0, author });
  assert.equal(new Date(createdAt).toISOString(), createdAt);
  const twin = (await expectStatus(201, jane.post('/api/articles', { article: { ...article, tagList: [] } }))).article;
  assert.notEqual(twin.slug, slug);

  assert.deepEqual((await expectStatus(200, guest.get(`/api/articles/${slug}`))).article, created);
  const followed = { ...created, author: { ...author, following: true } };
  assert.deepEqual((await expectStatus(200, jake.get(`/api/articles/${slug}`))).article, followed);
  await expectErrors(404, guest.get(`/api/articles/${name}-nothing`));

  const { body: _body, ...summary } = created;
  const tagged = await expectStatus(200, guest.get(`/api/articles?tag=${name}-tag`));
  assert.deepEqual(tagged, { articles: [summary], articlesCount: 1 });
  const page = await expectStatus(200, guest.get(`/api/articles?author=${name}-jane&limit=1`));
  assert.deepEqual([page.articles.length, page.articles[0].slug, page.articlesCount], [1, twin.slug, 2]);
  const next = await expectStatus(200, guest.get(`/api/articles?author=${name}-jane&limit=1&offset=1`));
  assert.deepEqual(next, { articles: [summary], articlesCount: 2 });
  await expectErrors(422, guest.get('/api/articles?limit=0'));
  await expectErrors(422, guest.get('/api/articles?offset=-1'));

  await expectErrors(401, guest.put(`/api/articles/${slug}`, { article: { body: 'x' } }));
  await expectErrors(403, jake.put(`/api/articles/${slug}`, { article: { body: 'x' } }));
  await expectErrors(404, jane.put(`/api/articles/${name}-nothing`, { article: { body: 'x' } }));
  const changed = (await expectStatus(200, jane.put(`/api/articles/${slug}`, { article: { body: 'Slowly' } }))).article;
  assert.deepEqual({ ...changed, updatedAt }, { ...created, body: 'Slowly' });
  const renamed = (
    await expectStatus(200, jane.put(`/api/articles/${slug}`, { article: { title: `${name} Renamed` } }))
  ).article;
  assert.notEqual(renamed.slug, slug);
  await expectErrors(404, guest.get(`/api/articles/${slug}`));

  const { tags } = await expectStatus(200, guest.get('/api/tags'));
  assert.ok(tags.includes(`${name}-tag`) && new Set(tags).size === tags.length, 'every tag once');
  return renamed.slug;
}

async function walkFeed(jake: ApiClient, jane: ApiClient, slug: string, name: string): Promise<void> {
  const feed = await expectStatus(200, jake.get('/api/articles/feed'));
  assert.equal(feed.articlesCount, 2);
  assert.equal(feed.articles[1].slug, slug);
  assert.deepEqual(feed.articles[1].author, { username: `${name}-jane`, bio: 'I work', image: '', following: true });
  assert.ok(!('body' in feed.articles[0]));
  assert.equal((await expectStatus(200, jake.get('/api/articles/feed?limit=1&offset=1'))).articles[0].slug, slug);
  assert.deepEqual(await expectStatus(200, jane.get('/api/articles/feed')), { articles: [], articlesCount: 0 });
  await expectErrors(401, jake.as('nonsense').get('/api/articles/feed'));
}

async function walkFavorites(
  guest: ApiClient,
  jake: ApiClient,
  jane: ApiClient,
  slug: string,
  name: string,
): Promise<void> {
  const path = `/api/articles/${slug}/favorite`;
  const favor = async (client: ApiClient) => (await expectStatus(200, client.post(path))).article;
  await expectErrors(401, guest.post(path));
  await expectErrors(404, jake.post(`/api/articles/${name}-nothing/favorite`));
  assert.deepEqual(pick(await favor(jake)), [true, 1]);
  assert.deepEqual(pick(await favor(jake)), [true, 1]);
  assert.deepEqual(pick(await favor(jane)), [true, 2]);
  assert.deepEqual(pick((await expectStatus(200, guest.get(`/api/articles/${slug}`))).article), [false, 2]);
  const favorites = await expectStatus(200, guest.get(`/api/articles?favorited=${name}-jake`));
  assert.deepEqual([favorites.articlesCount, favorites.articles[0].slug], [1, slug]);
  assert.deepEqual(pick((await expectStatus(200, jake.delete(path))).article), [false, 1]);
}

function pick(article: { favorited: boolean; favoritesCount: number }): unknown[] {
  return [article.favorited, article.favoritesCount];
}

async function walkComments(
  guest: ApiClient,
  jake: ApiClient,
  jane: ApiClient,
  slug: string,
  name: string,
): Promise<void> {
  const path = `/api/articles/${slug}/comments`;
  await expectErrors(401, guest.post(path, { comment: { body: 'Hi' } }));
  await expectErrors(404, jake.post(`/api/articles/${name}-nothing/comments`, { comment: { body: 'Hi' } }));
  assert.deepEqual((await expectErrors(422, jake.post(path, { comment: {} }))).body, ["body can't be blank"]);
  const { comment } = await expectStatus(200, jake.post(path, { comment: { body: 'Thank you' } }));
  const author = { username: `${name}-jake`, bio: 'I work', image: '', following: false };
  assert.deepEqual(comment, {
    id: comment.id,
    createdAt: comment.createdAt,
    updatedAt: comment.createdAt,
    body: 'Thank you',
    author,
  });
  assert.ok(Number.isInteger(comment.id));
  assert.deepEqual(await expectStatus(200, guest.get(path)), { comments: [comment] });
  await expectErrors(404, guest.get(`/api/articles/${name}-nothing/comments`));
  await expectErrors(403, jane.delete(`${path}/${comment.id}`));
  await expectErrors(422, jake.delete(`${path}/nonsense`));
  await expectErrors(404, jake.delete(`${path}/2147483647`));
  assert.equal(await expectStatus(204, jake.delete(`${path}/${comment.id}`)), undefined);
  assert.deepEqual(await expectStatus(200, guest.get(path)), { comments: [] });
}

async function walkRemoval(guest: ApiClient, jake: ApiClient, jane: ApiClient, slug: string): Promise<void> {
  await expectErrors(401, guest.delete(`/api/articles/${slug}`));
  await expectErrors(403, jake.delete(`/api/articles/${slug}`));
  assert.equal(await expectStatus(204, jane.delete(`/api/articles/${slug}`)), undefined);
  await expectErrors(404, guest.get(`/api/articles/${slug}`));
  await expectErrors(404, jane.delete(`/api/articles/${slug}`));
}
