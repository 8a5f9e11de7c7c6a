import { UserRepository } from '../../src/shared/user.repository.js';
import { addUser, memoryDatabase } from './memory-database.js';

const opened = memoryDatabase();
const users = () => new UserRepository(opened.database);

test('a user that was added is found by id, without the password hash', async () => {
  const { id } = await addUser(opened.database, 'jake');
  expect(await users().find(id)).toEqual({ id, username: 'jake', email: 'jake@example.com', bio: '', image: '' });
});

test('credentials are found by email, whatever its case', async () => {
  const user = await addUser(opened.database, 'jake');
  expect(await users().findCredentials('JAKE@Example.com')).toEqual({ user, passwordHash: 'not a hash' });
  expect(await users().findCredentials('jane@example.com')).toBeUndefined();
});

test('an email or a username that is taken adds nobody', async () => {
  await addUser(opened.database, 'jake');
  const other = { username: 'jane', email: 'jane@example.com', passwordHash: 'x' };
  expect(await users().add({ ...other, username: 'jake' })).toBeUndefined();
  expect(await users().add({ ...other, email: 'JAKE@example.com' })).toBeUndefined();
  expect(await users().add(other)).toMatchObject({ username: 'jane' });
});

test('taken tells which fields another user has', async () => {
  const jake = await addUser(opened.database, 'jake');
  await addUser(opened.database, 'jane');
  const wanted = { email: 'JAKE@example.com', username: 'jane' };
  expect(await users().taken(wanted)).toEqual(['email', 'username']);
  expect(await users().taken(wanted, jake.id)).toEqual(['username']);
  expect(await users().taken({ username: 'nobody' })).toEqual([]);
});

test('an update changes what it names and leaves the rest', async () => {
  const { id } = await addUser(opened.database, 'jake');
  await Promise.all([users().update(id, { bio: 'I work' }), users().update(id, { image: 'a.png' })]);
  expect(await users().find(id)).toMatchObject({ username: 'jake', bio: 'I work', image: 'a.png' });
  await users().update(id, { passwordHash: 'another' });
  expect(await users().findCredentials('jake@example.com')).toMatchObject({ passwordHash: 'another' });
});

test('an update to a taken name changes nothing', async () => {
  const { id } = await addUser(opened.database, 'jake');
  await addUser(opened.database, 'jane');
  expect(await users().update(id, { username: 'jane', bio: 'new' })).toBeUndefined();
  expect(await users().find(id)).toMatchObject({ username: 'jake', bio: '' });
});
