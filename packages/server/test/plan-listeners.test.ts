import { planListeners } from '../src/plan-listeners.js';

const load = async () => ({});
const services = { auth: { load, port: 3001 }, users: load, posts: load, media: { load, port: 3001 } };
const all = ['users', 'posts', 'media', 'auth'];

describe('planListeners', () => {
  it('gives services without a port one listener on 3000', () => {
    expect(planListeners(services, ['users', 'posts'], {})).toEqual([
      { port: 3000, host: undefined, services: ['posts', 'users'], asked: false },
    ]);
  });

  it('makes one listener per distinct configured port, sorted by port', () => {
    expect(planListeners(services, all, { host: '127.0.0.1' })).toEqual([
      { port: 3000, host: '127.0.0.1', services: ['posts', 'users'], asked: false },
      { port: 3001, host: '127.0.0.1', services: ['auth', 'media'], asked: true },
    ]);
  });

  it('puts everything on PORT', () => {
    expect(planListeners(services, all, { environment: { PORT: '8080' } })).toEqual([
      { port: 8080, host: undefined, services: ['auth', 'media', 'posts', 'users'], asked: true },
    ]);
  });

  it('puts everything on --port, even when PORT says otherwise', () => {
    const plan = planListeners(services, all, { port: 0, environment: { PORT: '8080' } });
    expect(plan.map((planned) => [planned.port, planned.services.length])).toEqual([[0, 4]]);
  });

  it('takes an empty PORT for none', () => {
    expect(planListeners(services, ['users'], { environment: { PORT: '' } })[0]?.port).toBe(3000);
  });

  it('notices when a service asks for 3000 itself', () => {
    const explicit = { users: { load, port: 3000 }, posts: load };
    expect(planListeners(explicit, ['posts', 'users'], {})).toMatchObject([
      { port: 3000, services: ['posts', 'users'], asked: true },
    ]);
  });

  it('names PORT when PORT is wrong', () => {
    expect(() => planListeners(services, all, { environment: { PORT: 'http' } })).toThrow(
      'MONO_PORT_INVALID: PORT is "http", which is no port.\n' +
        '  Fix: give a whole number from 0 to 65535, for example PORT=3000 (0 picks any free port).',
    );
  });

  it('does not read PORT when --port is given', () => {
    expect(planListeners(services, all, { port: 1, environment: { PORT: 'http' } })[0]?.port).toBe(1);
  });

  it('names every service whose own port is wrong', () => {
    const wrong = { users: { load, port: 70000 }, posts: { load, port: 1.5 }, auth: load };
    expect(() => planListeners(wrong, ['auth', 'posts', 'users'], {})).toThrow(
      'MONO_PORT_INVALID: the port of service "posts" is 1.5, which is no port.\n' +
        '  service "posts"\n' +
        '  Fix: give a whole number from 0 to 65535, for example 3000 (0 picks any free port).\n\n' +
        'MONO_PORT_INVALID: the port of service "users" is 70000, which is no port.\n',
    );
  });
});
