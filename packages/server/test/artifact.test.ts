import { narrowArtifact, printArtifact } from '../src/artifact.js';

const artifact = {
  name: 'shop',
  fingerprint: '0123456789abcdef0123',
  services: { posts: 'aaaaaaaaaaaaaaaa', users: 'bbbbbbbbbbbbbbbb' },
};

test('a process knows the fingerprints of the services it started, and of no others', () => {
  expect(narrowArtifact(artifact, ['users'])).toEqual({ ...artifact, services: { users: 'bbbbbbbbbbbbbbbb' } });
});

test('one line says which artifact runs, with fingerprints as short as git writes them', () => {
  expect(printArtifact(artifact)).toBe('shop 0123456789ab: posts aaaaaaaaaaaa, users bbbbbbbbbbbb');
});
