// Many people who write at the same time, and a count of what is there afterwards.
import assert from 'node:assert/strict';

/** The walk through the API is TypeScript, shared with the example's own tests. */
export async function loadWalk() {
  await import('@oxc-node/core/register');
  const { walkApi } = await import('../../examples/conduit/test/api-walk.ts');
  const { ApiClient, expectErrors, expectStatus } = await import('../../examples/conduit/test/api-client.ts');
  return { walkApi, ApiClient, expectErrors, expectStatus };
}

/**
 * Every person registers, follows the author, favours and comments on one article, publishes one under a title that all share, and changes
 * their profile, all at once. Whatever is missing in the end was lost.
 */
export async function writeTogether(addresses, people = 12) {
  const { ApiClient, expectStatus } = await loadWalk();
  const guest = new ApiClient(addresses);
  const register = async (username) => {
    const user = { username, email: `${username}@example.com`, password: 'correct horse' };
    return guest.as((await expectStatus(201, guest.post('/api/users', { user }))).user.token);
  };
  const author = await register('author');
  const { slug } = (await expectStatus(201, author.post('/api/articles', article('The one')))).article;

  const names = Array.from({ length: people }, (_, n) => `person-${n}`);
  await Promise.all(
    names.map(async (name) => {
      const person = await register(name);
      await Promise.all([
        expectStatus(200, person.put('/api/user', { user: { bio: `I am ${name}` } })),
        expectStatus(200, person.put('/api/user', { user: { image: `${name}.png` } })),
        expectStatus(200, person.post('/api/profiles/author/follow')),
        expectStatus(200, person.post(`/api/articles/${slug}/favorite`)),
        expectStatus(200, person.post(`/api/articles/${slug}/comments`, { comment: { body: name } })),
        expectStatus(201, person.post('/api/articles', article('Same title'))),
      ]);
      const { profile } = await expectStatus(200, guest.get(`/api/profiles/${name}`));
      assert.deepEqual([profile.bio, profile.image], [`I am ${name}`, `${name}.png`]);
      assert.equal((await expectStatus(200, person.get('/api/articles/feed'))).articlesCount, 1);
    }),
  );

  assert.equal((await expectStatus(200, guest.get(`/api/articles/${slug}`))).article.favoritesCount, people);
  const { comments } = await expectStatus(200, guest.get(`/api/articles/${slug}/comments`));
  assert.deepEqual(comments.map(({ body }) => body).sort(), names.toSorted());
  const { articles, articlesCount } = await expectStatus(200, guest.get('/api/articles?tag=together&limit=100'));
  assert.equal(articlesCount, people + 1);
  assert.equal(new Set(articles.map((one) => one.slug)).size, people + 1);
}

function article(title) {
  return { article: { title, description: 'd', body: 'b', tagList: ['together'] } };
}
