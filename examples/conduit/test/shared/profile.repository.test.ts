import { ProfileRepository } from '../../src/shared/profile.repository.js';
import { addUser, memoryDatabase } from './memory-database.js';

const opened = memoryDatabase();
const profiles = () => new ProfileRepository(opened.database);

test('following is relative to the viewer', async () => {
  const [jake, jane] = [await addUser(opened.database, 'jake'), await addUser(opened.database, 'jane')];
  await profiles().follow(jake.id, 'jane');
  expect(await profiles().find('jane', jake.id)).toEqual({ username: 'jane', bio: '', image: '', following: true });
  expect(await profiles().find('jake', jane.id)).toMatchObject({ following: false });
  expect(await profiles().find('jane')).toMatchObject({ following: false });
});

test('following twice is following, and unfollowing ends it', async () => {
  const jake = await addUser(opened.database, 'jake');
  await addUser(opened.database, 'jane');
  await profiles().follow(jake.id, 'jane');
  await profiles().follow(jake.id, 'jane');
  expect(await profiles().find('jane', jake.id)).toMatchObject({ following: true });
  await profiles().unfollow(jake.id, 'jane');
  await profiles().unfollow(jake.id, 'jane');
  expect(await profiles().find('jane', jake.id)).toMatchObject({ following: false });
});

test('a name that nobody has is followed by nobody', async () => {
  const jake = await addUser(opened.database, 'jake');
  await profiles().follow(jake.id, 'nobody');
  expect(await profiles().find('nobody', jake.id)).toBeUndefined();
  expect(await opened.database.selectFrom('follows').selectAll().execute()).toEqual([]);
});
