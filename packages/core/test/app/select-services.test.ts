import { selectServices } from '@monojs/core';
import { codesOf, errorOf } from '../error-of.js';

const load = async () => ({});
const description = {
  services: { users: load, auth: load, posts: { load, port: 1 } },
  groups: { edge: ['users', 'auth'], content: ['posts'], broken: ['posts', 'authh'] },
};

it.each([
  [[], ['auth', 'posts', 'users']],
  [['all'], ['auth', 'posts', 'users']],
  [
    ['posts', 'all'],
    ['auth', 'posts', 'users'],
  ],
  [['users'], ['users']],
  [
    ['users', 'auth'],
    ['auth', 'users'],
  ],
  [['edge'], ['auth', 'users']],
  [
    ['edge', 'users', 'content'],
    ['auth', 'posts', 'users'],
  ],
])('%j selects %j', (targets, selected) => {
  expect(selectServices(description, targets)).toEqual(selected);
});

it('names what it does not know, the nearest names, and everything there is', () => {
  expect(errorOf(() => selectServices(description, ['user', 'edge', 'billing'])).message).toBe(
    [
      'MONO_SERVICE_UNKNOWN: there is no service or group "user". Services: auth, posts, users. Groups: broken, content, edge.',
      '  Fix: did you mean users?',
      '',
      'MONO_SERVICE_UNKNOWN: there is no service or group "billing". Services: auth, posts, users. Groups: broken, content, edge.',
      '  Fix: name one of them, or none to start all.',
    ].join('\n'),
  );
});

it('finds a mistyped name beside "all" too', () => {
  expect(codesOf(errorOf(() => selectServices(description, ['all', 'user'])))).toEqual(['MONO_SERVICE_UNKNOWN']);
});

it('knows no name that every object has', () => {
  for (const name of ['constructor', '__proto__', 'toString'])
    expect(codesOf(errorOf(() => selectServices(description, [name])))).toEqual(['MONO_SERVICE_UNKNOWN']);
});

it('says that there are no services', () => {
  expect(errorOf(() => selectServices({ services: {} }, ['users'])).message).toBe(
    'MONO_SERVICE_UNKNOWN: there is no service or group "users". Services: none.\n  Fix: name one of them, or none to start all.',
  );
});

it('names the service that a group has and the application has not', () => {
  expect(errorOf(() => selectServices(description, ['broken'])).message).toBe(
    [
      'MONO_GROUP_INVALID: group "broken" names the service "authh", which does not exist. Services: auth, posts, users.',
      '  Fix: did you mean auth?',
    ].join('\n'),
  );
});
