import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeExampleApp } from '../example-app.js';
import { startMono } from '../run-mono.js';
import { removeApps } from '../write-app.js';

jest.setTimeout(60_000);
afterAll(removeApps);

/** Starts, asks for the paths, stops by SIGINT. */
async function serve(args: readonly string[], options: Parameters<typeof startMono>[1], paths: readonly string[]) {
  const mono = startMono(['start', ...args], options);
  const [, port] = await mono.untilPrinted(/http:\/\/localhost:(\d+).* ms\n/);
  const statuses: Record<string, number> = {};
  for (const path of paths) statuses[path] = (await fetch(`http://127.0.0.1:${port}${path}`)).status;
  mono.stop();
  const { code, stdout, stderr } = await mono.ended;
  const lines = stdout.replaceAll(/:\d{4,5}\b/g, ':PORT').replaceAll(/ +\d+ ms/g, ' N ms');
  return { code, lines, stderr, statuses };
}

describe.each(['module', 'commonjs'])('an application of type %s', (type) => {
  const files = { 'package.json': JSON.stringify({ type }) };

  test('starts one service, which alone answers, and stops cleanly at Ctrl-C', async () => {
    expect(await serve(['users', '--port', '0'], { cwd: writeExampleApp(files) }, ['/users', '/posts'])).toEqual({
      code: 0,
      lines: 'Running the sources.\nusers   http://localhost:PORT   2 routes N ms\n',
      stderr: '',
      statuses: { '/users': 200, '/posts': 404 },
    });
  });

  test('starts all services when none is named, and says so', async () => {
    expect(await serve(['--port', '0'], { cwd: writeExampleApp(files) }, ['/users', '/posts'])).toEqual({
      code: 0,
      lines: `Running the sources.
No service was named, so all of them start: mails, posts, users.
mails: started
mails   http://localhost:PORT   0 routes N ms
posts   http://localhost:PORT   1 route N ms
users   http://localhost:PORT   2 routes N ms
mails: stopped
`,
      stderr: '',
      statuses: { '/users': 200, '/posts': 200 },
    });
  });
});

test('PORT of the environment is the port of everything', async () => {
  const { lines, statuses } = await serve(['users', 'posts'], { cwd: writeExampleApp(), env: { PORT: '0' } }, [
    '/users',
    '/posts',
  ]);
  expect(statuses).toEqual({ '/users': 200, '/posts': 200 });
  expect(lines).toBe(
    'Running the sources.\nposts   http://localhost:PORT   1 route N ms\nusers   http://localhost:PORT   2 routes N ms\n',
  );
});

test('a configured port is used where nothing else is said', async () => {
  const mono = startMono(['start', 'posts'], { cwd: writeExampleApp() });
  const [line] = await mono.untilPrinted(/posts.*\n/);
  mono.stop();
  expect(line).toMatch(/^posts {3}http:\/\/localhost:3055 {3}1 route {3}/);
  expect((await mono.ended).code).toBe(0);
});

test('a group starts its services', async () => {
  const { lines, statuses } = await serve(['content', '--port', '0'], { cwd: writeExampleApp() }, ['/posts', '/users']);
  expect(lines).toMatch(/^Running the sources\.\nmails: started\nmails .*\nposts .*\nmails: stopped\n$/);
  expect(statuses).toEqual({ '/posts': 200, '/users': 404 });
});

test('an application without tsconfig.json, started from a folder below it', async () => {
  const root = writeExampleApp();
  rmSync(join(root, 'tsconfig.json'));
  expect(await serve(['users', '--port', '0'], { cwd: join(root, 'src/users') }, ['/users'])).toMatchObject({
    code: 0,
    statuses: { '/users': 200 },
  });
});

test('an application of compiled CommonJS', async () => {
  const root = writeExampleApp({
    'mono.config.json': '{ "sources": ["dist"] }',
    'dist/billing.js': `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Billing = void 0;
const core_1 = require("@monojs/core");
let Billing = class Billing {
    all() { return []; }
};
exports.Billing = Billing;
(0, core_1.Get)('/billing')(Billing.prototype, 'all', Object.getOwnPropertyDescriptor(Billing.prototype, 'all'));
exports.Billing = Billing = (() => { (0, core_1.Service)('billing')(Billing); return Billing; })();
`,
  });
  rmSync(join(root, 'mono.config.ts'));
  expect(await serve(['billing', '--port', '0'], { cwd: root }, ['/billing'])).toMatchObject({
    code: 0,
    statuses: { '/billing': 200 },
  });
});
