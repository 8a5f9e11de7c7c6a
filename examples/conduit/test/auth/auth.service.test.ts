import { conduitApp, signIn } from '../conduit-app.js';

const jake = { username: 'jake', email: 'jake@example.com', password: 'correct horse' };

test('who registers gets a token that says who they are', async () => {
  const app = await conduitApp('auth');
  const registered = await app.request('POST', '/api/users', { body: { user: jake } });
  expect(registered.status).toBe(201);
  const { user } = registered.body;
  expect(user).toEqual({ username: 'jake', email: 'jake@example.com', token: expect.any(String), bio: '', image: '' });
  const current = await app.request('GET', '/api/user', { headers: { Authorization: `Token ${user.token}` } });
  expect(current.body).toEqual({ user });
});

test('an email or a username that is taken is a 422 that names it', async () => {
  const app = await conduitApp('auth');
  await signIn(app, 'jake');
  const { status, body } = await app.request('POST', '/api/users', { body: { user: { ...jake, username: 'jane' } } });
  expect([status, body]).toEqual([
    422,
    { errors: { email: ['has already been taken'], body: ['email has already been taken'] } },
  ]);
});

test('two people who register one name at once: one of them gets it', async () => {
  const app = await conduitApp('auth');
  const answers = await Promise.all([1, 2, 3].map(() => app.request('POST', '/api/users', { body: { user: jake } })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422]);
});

test('every missing or mistaken field is reported at once', async () => {
  const app = await conduitApp('auth');
  const user = { username: '  ', email: 'nonsense', password: 42 };
  const { status, body } = await app.request('POST', '/api/users', { body: { user } });
  expect(status).toBe(422);
  expect({ ...body.errors, body: body.errors.body.toSorted() }).toEqual({
    username: ["can't be blank"],
    email: ['is not an email address'],
    password: ['must be text'],
    body: ['email is not an email address', 'password must be text', "username can't be blank"],
  });
});

test.each([
  [{}, 'user must be an object'],
  [{ user: null }, 'user must be an object'],
  [[], 'body must be an object'],
])('a body like %j is a 422: %s', async (body, message) => {
  const app = await conduitApp('auth');
  const answer = await app.request('POST', '/api/users', { body });
  expect([answer.status, answer.body.errors.body]).toEqual([422, [message]]);
});

test('a log-in says neither whether the email exists nor why it failed', async () => {
  const app = await conduitApp('auth');
  await app.request('POST', '/api/users', { body: { user: jake } });
  const logIn = (email: string, password: string) =>
    app.request('POST', '/api/users/login', { body: { user: { email, password } } });
  expect((await logIn('JAKE@example.com', jake.password)).status).toBe(200);
  const [wrong, unknown] = [await logIn(jake.email, 'wrong'), await logIn('nobody@example.com', jake.password)];
  expect(wrong.status).toBe(401);
  expect(wrong.headers['www-authenticate']).toBe('Token');
  expect(wrong.body).toEqual({ errors: { body: ['email or password is not right'] } });
  expect(unknown.body).toEqual(wrong.body);
});

test.each([
  [undefined, 'the Authorization header is missing'],
  ['Bearer abc', 'the Authorization header must be "Token <jwt>"'],
  ['Token abc', 'the token is not valid'],
])('with the Authorization %j it is a 401', async (authorization, message) => {
  const app = await conduitApp('auth');
  const headers: Record<string, string> = authorization ? { Authorization: authorization } : {};
  const { status, body } = await app.request('GET', '/api/user', { headers });
  expect([status, body]).toEqual([401, { errors: { body: [message] } }]);
});

test('a valid token of somebody who is gone is a 401', async () => {
  const [app, another] = [await conduitApp('auth'), await conduitApp('auth')];
  const { headers } = await signIn(another, 'jake');
  expect((await app.request('GET', '/api/user', { headers })).status).toBe(401);
});

test('an update changes what it names, and null clears', async () => {
  const app = await conduitApp('auth');
  const { headers } = await signIn(app, 'jake');
  const update = async (user: object) => (await app.request('PUT', '/api/user', { headers, body: { user } })).body.user;
  expect(await update({ bio: 'I work', image: 'a.png' })).toMatchObject({
    username: 'jake',
    bio: 'I work',
    image: 'a.png',
  });
  expect(await update({ image: null, username: 'jacob' })).toMatchObject({
    username: 'jacob',
    bio: 'I work',
    image: '',
  });
});

test('an update of nothing is a 422', async () => {
  const app = await conduitApp('auth');
  const { headers } = await signIn(app, 'jake');
  const { status, body } = await app.request('PUT', '/api/user', { headers, body: { user: { unknown: 1 } } });
  expect([status, body.errors.body]).toEqual([422, ['user must change at least one field']]);
});

test('a new password replaces the old one', async () => {
  const app = await conduitApp('auth');
  const { body } = await app.request('POST', '/api/users', { body: { user: jake } });
  const headers = { Authorization: `Token ${body.user.token}` };
  await app.request('PUT', '/api/user', { headers, body: { user: { password: 'battery staple' } } });
  const logIn = async (password: string) =>
    (await app.request('POST', '/api/users/login', { body: { user: { email: jake.email, password } } })).status;
  expect([await logIn(jake.password), await logIn('battery staple')]).toEqual([401, 200]);
});
