import { createApp, defineService, defineSetup, Get, loadServices, MonoError, Service } from '@monojs/core';
import { codesOf, rejectionOf } from '../error-of.js';

@Service('users')
class Users {
  @Get('/') list() {}
}
@Service('users')
class Profiles {}
@Service('posts')
class Posts {}
class Derived extends Users {}
const users = defineService('users');
const setup = defineSetup();

const description = (services: Parameters<typeof loadServices>[0]['services']) => ({ services });

describe('a service is', () => {
  it('every exported controller and definition of its name, each once', async () => {
    const module = {
      Users,
      Alias: Users,
      Profiles,
      Posts,
      Derived,
      default: users,
      helper: () => {},
      number: 1,
      nothing: null,
    };
    const { services } = await loadServices(description({ users: async () => module }), ['users']);
    expect(services).toEqual([Users, Profiles, users]);
  });

  it('found beside exports that throw when they are looked at', async () => {
    const hostile = new Proxy({}, { get() { throw new Error('do not look'); }, has() { throw new Error('do not look'); } }); // prettier-ignore
    const module = Object.defineProperty({ Users, hostile, default: hostile }, 'lazy', { enumerable: true, get() { throw new Error('too early'); } }); // prettier-ignore
    const loaded = await loadServices(description({ users: async () => module }), ['users']);
    expect(loaded.services).toEqual([Users]);
  });

  it('what several modules export', async () => {
    const load = async () => [{ Users }, { default: users }];
    expect((await loadServices(description({ users: { load, port: 1 } }), ['users'])).services).toEqual([Users, users]);
  });

  it('what a CommonJS module exports under the default of an import()', async () => {
    const module = { default: Object.defineProperty({ Users, default: users }, '__esModule', { value: true }) };
    expect((await loadServices(description({ users: async () => module }), ['users'])).services).toEqual([
      Users,
      users,
    ]);
  });

  it('loaded alone: nobody else is', async () => {
    const loaded: string[] = [];
    const load = (name: string, value: object) => async () => (loaded.push(name), value);
    const services = { users: load('users', { Users }), posts: load('posts', { Posts }) };
    await loadServices({ services }, ['posts']);
    expect(loaded).toEqual(['posts']);
  });
});

describe('the setup is', () => {
  it.each([
    ['a value', setup],
    ['a module with a default', async () => ({ default: setup })],
    [
      'a CommonJS module',
      async () => ({ default: Object.defineProperty({ default: setup }, '__esModule', { value: true }) }),
    ],
  ])('%s', async (_, given) => {
    const loaded = await loadServices({ services: { users: async () => ({ Users }) }, setup: given }, ['users']);
    expect(loaded.setup).toBe(setup);
    expect(() => createApp(loaded)).not.toThrow();
  });

  it('not there when there is none', async () => {
    expect(await loadServices(description({ users: async () => ({ Users }) }), ['users'])).toEqual({
      services: [Users],
    });
  });
});

describe('what goes wrong', () => {
  it('is told together, with the first line of each error and where it was thrown', async () => {
    const thrown = new TypeError('users is not a function');
    thrown.stack = 'TypeError: users is not a function\n    at node:internal/x:1:1\n    at load (src/users.ts:3:7)';
    const finding = { code: 'MONO_INJECT_TYPE', message: 'wrong.', where: [], fix: 'mend it.' } as const;
    const services = {
      users: () => Promise.reject(thrown),
      posts: async () => ({ Users }),
      auth: () => Promise.reject(new MonoError(finding)),
      text: () => Promise.reject('no error at all'),
    };
    const load = loadServices({ services, setup: async () => ({ default: {} }) }, ['auth', 'posts', 'text', 'users']);
    const error = await rejectionOf(load);
    expect(error.message).toBe(
      [
        'MONO_INJECT_TYPE: wrong.',
        '  Fix: mend it.',
        '',
        `MONO_SERVICE_EMPTY: service "posts" has no exported class marked @Service('posts') and no exported defineService('posts').`,
        '  service "posts"',
        '  Fix: export them from the file that is imported for this service.',
        '',
        'MONO_SERVICE_LOAD_FAILED: service "text" could not be imported: no error at all',
        '  service "text"',
        '  Fix: mend the file that the message names; importing a file should only declare things.',
        '',
        'MONO_SERVICE_LOAD_FAILED: service "users" could not be imported: TypeError: users is not a function',
        '  at load (src/users.ts:3:7)',
        '  service "users"',
        '  Fix: mend the file that the message names; importing a file should only declare things.',
        '',
        'MONO_SETUP_INVALID: the setup file has no default export made by defineSetup.',
        '  Fix: write: export default defineSetup({ … }).',
      ].join('\n'),
    );
    expect(error.cause).toBeInstanceOf(MonoError);
  });

  it.each([
    ['an object without a prototype', Object.create(null), 'something that cannot be printed'],
    ['a stack that is no text', Object.assign(new Error('odd'), { stack: 7 }), 'Error: odd'],
  ])('is told for %s', async (_, thrown, text) => {
    const error = await rejectionOf(loadServices(description({ users: () => Promise.reject(thrown) }), ['users']));
    expect(error.message).toContain(`could not be imported: ${text}\n  service "users"`);
  });

  it('is told for a loader that throws at once', async () => {
    const load = () => {
      throw new Error('at once');
    };
    expect(codesOf(await rejectionOf(loadServices(description({ users: load }), ['users'])))).toEqual([
      'MONO_SERVICE_LOAD_FAILED',
    ]);
  });

  it('is told for the setup', async () => {
    const failing = () => Promise.reject(Object.assign(new Error('no'), { stack: 'Error: no' }));
    const error = await rejectionOf(loadServices({ services: {}, setup: failing }, []));
    expect(error.message).toBe(
      [
        'MONO_SERVICE_LOAD_FAILED: the setup file could not be imported: Error: no',
        '  setup',
        '  Fix: mend the file that the message names; importing a file should only declare things.',
      ].join('\n'),
    );
  });

  it('is told for a name that the description does not have', async () => {
    const error = await rejectionOf(loadServices(description({ users: async () => ({ Users }) }), ['user']));
    expect(error.findings[0]!.message).toBe('there is no service "user". Services: users.');
  });
});
