import { testApp } from '@monojs/testing';
import { Authentication } from '../../src/shared/authentication.js';
import { ProfileRepository } from '../../src/shared/profile.repository.js';
import { ProfilesController } from '../../src/users/profiles.controller.js';

const jake = { id: 7, username: 'jake', email: 'jake@example.com', bio: '', image: '', token: 'x' };
const authentication = { viewerOf: async () => jake };

/** Jake follows everybody. */
const profiles = {
  find: async (username: string, viewerId?: number) => ({ username, bio: '', image: '', following: viewerId === 7 }),
  follow: async () => {},
  unfollow: async () => {},
};

// One controller with fakes: no database, no token, no other service.
test('a profile is shown as the viewer sees it', async () => {
  const app = await testApp({
    controllers: [ProfilesController],
    override: [
      [ProfileRepository, profiles],
      [Authentication, authentication],
    ],
  });
  expect((await app.request('GET', '/api/profiles/jane')).body.profile).toMatchObject({ following: true });
});
