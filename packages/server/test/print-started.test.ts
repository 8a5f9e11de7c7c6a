import { printStarted } from '../src/print-started.js';

const route = { service: 'users', method: 'GET', path: '/', class: 'A', handler: 'a' };
const service = (name: string, routes: number, startedIn: number) => ({
  name,
  state: 'running' as const,
  routes: Array.from({ length: routes }, () => route),
  startedIn,
});

describe('printStarted', () => {
  it('prints one line for one service', () => {
    const lines = printStarted({ services: [service('users', 4, 12.3)] }, [
      { url: 'http://localhost:3000', services: ['users'] },
    ]);
    expect(lines).toEqual(['users   http://localhost:3000   4 routes   13 ms']);
  });

  it('aligns the columns of several services', () => {
    const services = [service('auth', 1, 4), service('mailer', 0, 0.4), service('users', 12, 118)];
    const listeners = [
      { url: 'http://localhost:3000', services: ['users'] },
      { url: 'http://[::1]:80', services: ['auth'] },
    ];
    expect(printStarted({ services }, listeners).join('\n')).toBe(
      [
        'auth     http://[::1]:80          1 route      4 ms',
        'mailer   no port                  0 routes     1 ms',
        'users    http://localhost:3000   12 routes   118 ms',
      ].join('\n'),
    );
  });

  it('prints nothing for nothing', () => {
    expect(printStarted({ services: [] }, [])).toEqual([]);
  });
});
