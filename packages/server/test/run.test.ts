import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CompiledMain } from './compiled-main.js';

let compiled: CompiledMain;
beforeAll(() => {
  compiled = new CompiledMain();
}, 120_000);
afterEach(() => compiled.killAll());
afterAll(() => compiled.remove());

const local = ['--host', '127.0.0.1', '--port', '0'];
const address = /http:\/\/127\.0\.0\.1:\d+/;

describe('run', () => {
  it.each<'commonjs' | 'module'>(['commonjs', 'module'])(
    'starts one service alone, compiled to %s, and stops it at SIGTERM',
    async (format) => {
      const main = compiled.run(['users', ...local], { format });
      const [url] = await main.seen(address);
      const answer = await fetch(`${url}/users`);
      expect([answer.status, answer.headers.get('x-setup'), await answer.json()]).toEqual([200, 'yes', ['ann']]);
      expect((await fetch(`${url}/auth`)).status).toBe(404);
      main.child.kill('SIGTERM');
      const { code, out, err } = await main.exit;
      expect([code, err]).toEqual([0, '']);
      expect(out).toMatch(/^imported users\nusers   http:\/\/127\.0\.0\.1:\d+   3 routes   \d+ ms\nstopped users\n$/);
    },
  );

  it('starts a group with one line per service, and stops in reverse at SIGINT', async () => {
    const main = compiled.run(['edge', ...local]);
    await main.seen(/users .* ms\n/);
    main.child.kill('SIGINT');
    const { code, out } = await main.exit;
    expect(code).toBe(0);
    expect(out).toMatch(
      /auth    http:\S+   1 route    +\d+ ms\nusers   http:\S+   3 routes   +\d+ ms\nstopped users\nstopped auth\n$/,
    );
  });

  it('reads PORT', async () => {
    const main = compiled.run(['users', '--host', '127.0.0.1'], { PORT: '0' });
    const [url] = await main.seen(address);
    expect(url).not.toBe('http://127.0.0.1:3000');
  });

  it('prints help and services without importing any', async () => {
    const help = await compiled.run(['users', '--help']).exit;
    expect([help.code, help.err]).toEqual([0, '']);
    expect(help.out).toMatch(/^Usage: node main\.js \[service or group \.\.\.\] \[--port <number>\]/);
    expect(help.out).not.toContain('imported');
    const list = await compiled.run(['--list']).exit;
    expect(list).toEqual({
      code: 0,
      err: '',
      out: 'Services:\n  auth       port 0\n  broken\n  slow\n  stubborn\n  users\nGroups:\n  edge       auth, users\n',
    });
  });

  it('answers a request that is in flight when the signal comes, then exits with 0', async () => {
    const main = compiled.run(['users', ...local]);
    const [url] = await main.seen(address);
    const answer = fetch(`${url}/users/late`);
    await main.seen(/in flight/);
    main.child.kill('SIGTERM');
    expect((await answer).headers.get('connection')).toBe('close');
    expect(await (await answer).text()).toBe('late');
    const { code, out } = await main.exit;
    expect([code, out.trim().split('\n').at(-1)]).toEqual([0, 'stopped users']);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('exits at once at a second signal: %s gives %i', async (signal, expected) => {
    const main = compiled.run(['users', ...local]);
    const [url] = await main.seen(address);
    const answer = fetch(`${url}/users/never`).catch(() => 'cut');
    await main.seen(/in flight/);
    main.child.kill('SIGTERM');
    await new Promise((done) => setTimeout(done, 100));
    expect(main.child.exitCode).toBeNull();
    main.child.kill(signal);
    expect((await main.exit).code).toBe(expected);
    expect(await answer).toBe('cut');
  });

  it('takes a Ctrl-C that npm forwards at once for the same one', async () => {
    const main = compiled.run(['users', ...local]);
    const [url] = await main.seen(address);
    const answer = fetch(`${url}/users/late`);
    await main.seen(/in flight/);
    main.child.kill('SIGINT');
    await new Promise((done) => setTimeout(done, 10));
    main.child.kill('SIGINT');
    expect(await (await answer).text()).toBe('late');
    expect((await main.exit).code).toBe(0);
  });

  it('stops what is still starting when the signal comes, as soon as it has started', async () => {
    const main = compiled.run(['slow']);
    await main.seen(/starting/);
    main.child.kill('SIGTERM');
    const { code, out } = await main.exit;
    expect(code).toBe(0);
    expect(out).toMatch(/^starting\nstarted\nslow   no port   0 routes   \d+ ms\nstopped slow\n$/);
  });

  it('gives up a stop that takes longer than its limit', async () => {
    const main = compiled.run([], { main: 'hanging.js' });
    await main.seen(/hanging .* ms\n/);
    main.child.kill('SIGTERM');
    const { code, err } = await main.exit;
    expect([code, err]).toEqual([3, 'Stopping took longer than 0.3 s. What had not stopped by then was cut off.\n']);
  });

  it('gives up a start that does not end once it is told to stop, and says that it was the start', async () => {
    const main = compiled.run([], { main: 'stuck.js' });
    await main.seen(/starting/);
    main.child.kill('SIGTERM');
    const { code, err } = await main.exit;
    expect([code, err]).toEqual([3, 'Starting had not ended 0.3 s after it was told to stop, and was cut off.\n']);
  });

  it.each([
    ['rejection', 'Error: left alone'],
    ['exception', 'SyntaxError: '],
    ['nothing', 'Thrown: undefined'],
  ])('prints an error that nobody caught, stops in order and exits with 3: %s', async (what, text) => {
    const { code, out, err } = await compiled.run([what], { main: 'failing.js' }).exit;
    expect([code, out.trim().split('\n').at(-1)]).toEqual([3, 'stopped failing']);
    expect(err).toContain(`Nobody caught this error, so the process stops:\n${text}`);
    expect(err.match(/Nobody caught/g)).toHaveLength(2);
    expect(err).toContain('Error: on the way down');
  });

  it('goes on when nobody reads what it prints, and stops in order', async () => {
    const main = compiled.run([], { main: 'unread.js' });
    await main.seen(/line/);
    main.child.stdout!.destroy();
    await new Promise((done) => setTimeout(done, 200));
    expect(main.child.exitCode).toBeNull();
    main.child.kill('SIGTERM');
    expect(await main.exit).toMatchObject({ code: 0, err: 'stopped unread\n' });
  });

  it('reports what fails on the way down and stops the rest', async () => {
    const main = compiled.run(['users', 'stubborn', ...local]);
    await main.seen(/users .* ms\n/);
    main.child.kill('SIGTERM');
    const { code, out, err } = await main.exit;
    expect(code).toBe(1);
    expect(err).toMatch(/^MONO_STOP_FAILED: .*stubborn.*will not/);
    expect(out).toMatch(/stopped users\n$/);
  });
});

describe('run, given something wrong', () => {
  const cases: [what: string, args: string[], code: number, text: string][] = [
    ['an unknown service', ['user'], 1, 'MONO_SERVICE_UNKNOWN: there is no service or group "user".'],
    [
      'an unknown flag',
      ['--prot', '1'],
      2,
      'MONO_USAGE: --prot is no flag of this command.\n  Fix: did you mean --port?',
    ],
    ['a bad port', ['--port', 'http'], 2, 'MONO_PORT_INVALID: --port is "http", which is no port.'],
    [
      'a service that throws on import',
      ['broken'],
      1,
      'MONO_SERVICE_LOAD_FAILED: service "broken" could not be imported: Error: no such table',
    ],
  ];
  it.each(cases)('says what is wrong with %s, and exits with its code', async (_, args, code, text) => {
    const ended = await compiled.run([...args, ...(args.includes('--port') ? [] : local)]).exit;
    expect(ended).toMatchObject({ code, out: '' });
    expect(ended.err).toContain(text);
    expect(ended.err).not.toMatch(/\n\s+at .*node:internal/);
  });

  it('names PORT', async () => {
    const { code, err } = await compiled.run(['users'], { PORT: '70000' }).exit;
    expect([code, err.split('\n')[0]]).toEqual([2, 'MONO_PORT_INVALID: PORT is "70000", which is no port.']);
  });

  it('says that the port is taken, having stopped what had started', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => other.once('listening', done));
    const { port } = other.address() as AddressInfo;
    const { code, out, err } = await compiled.run(['users', '--host', '127.0.0.1', '--port', String(port)]).exit;
    other.close();
    expect([code, out]).toEqual([1, 'imported users\nstopped users\n']);
    expect(err).toContain(
      `MONO_PORT_IN_USE: 127.0.0.1:${port} is already in use.\n  service "users"\n  Fix: stop the process`,
    );
  });
});
