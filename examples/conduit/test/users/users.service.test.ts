import { conduitApp, signIn } from '../conduit-app.js';

test('following and unfollowing change what the follower sees, and only that', async () => {
  const app = await conduitApp('users');
  const [jake, jane] = [await signIn(app, 'jake'), await signIn(app, 'jane')];
  const profile = { username: 'jane', bio: '', image: '', following: false };
  const request = async (method: string, path: string, headers = {}) =>
    (await app.request(method, path, { headers })).body;
  expect(await request('GET', '/api/profiles/jane', jake.headers)).toEqual({ profile });
  const followed = { profile: { ...profile, following: true } };
  expect(await request('POST', '/api/profiles/jane/follow', jake.headers)).toEqual(followed);
  expect(await request('GET', '/api/profiles/jane', jake.headers)).toEqual(followed);
  expect(await request('GET', '/api/profiles/jane', jane.headers)).toEqual({ profile });
  expect(await request('GET', '/api/profiles/jane')).toEqual({ profile });
  expect(await request('DELETE', '/api/profiles/jane/follow', jake.headers)).toEqual({ profile });
});

test('nobody follows without a token, and a bad token is refused even where none is needed', async () => {
  const app = await conduitApp('users');
  await signIn(app, 'jane');
  expect((await app.request('POST', '/api/profiles/jane/follow')).status).toBe(401);
  expect((await app.request('GET', '/api/profiles/jane', { headers: { Authorization: 'Token x' } })).status).toBe(401);
});

test.each(['GET /api/profiles/nobody', 'POST /api/profiles/nobody/follow', 'DELETE /api/profiles/nobody/follow'])(
  '%s is a 404 in the shape of the specification',
  async (route) => {
    const app = await conduitApp('users');
    const { headers } = await signIn(app, 'jake');
    const [method, path] = route.split(' ') as [string, string];
    const { status, body } = await app.request(method, path, { headers });
    expect([status, body]).toEqual([404, { errors: { body: ['profile not found'] } }]);
  },
);

test('the paths of other services, and unknown ones, are a 404 in the same shape', async () => {
  const app = await conduitApp('users');
  for (const path of ['/api/articles', '/api/user', '/api/nothing']) {
    const { status, body } = await app.request('GET', path);
    expect([status, body]).toEqual([404, { errors: { body: [expect.any(String)] } }]);
  }
});
