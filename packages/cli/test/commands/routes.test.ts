import { writeExampleApp } from '../example-app.js';
import { runMono } from '../run-mono.js';
import { removeApps } from '../write-app.js';

jest.setTimeout(30_000);
afterAll(removeApps);

test('mono routes prints service, method, path, handler and place', async () => {
  expect(await runMono(['routes'], { cwd: writeExampleApp() })).toEqual({
    code: 0,
    stderr: '',
    stdout: `posts   GET   /posts       PostsController.all    src/posts/posts.controller.ts:10
users   GET   /users       UsersController.all    src/users/users.controller.ts:10
users   GET   /users/:id   UsersController.byId   src/users/users.controller.ts:15
`,
  });
});

test('mono routes of some services imports only these, and starts nothing', async () => {
  const root = writeExampleApp({
    'src/posts/post.ts': "throw new Error('posts was imported');\nexport const createPost = () => 1;",
  });
  expect(await runMono(['routes', 'users', 'mails'], { cwd: root })).toMatchObject({
    code: 0,
    stdout: expect.not.stringContaining('started'),
  });
  expect(await runMono(['routes', 'content'], { cwd: root })).toEqual({
    code: 1,
    stdout: '',
    stderr: `MONO_SERVICE_LOAD_FAILED: src/posts/post.ts could not be imported: Error: posts was imported
  service "posts"   src/posts/post.ts:1
  Fix: mend the file that the message names; importing a file should only declare things.
`,
  });
});

test('mono routes --json is sorted data with relative paths', async () => {
  const { code, stdout } = await runMono(['routes', 'users', '--json'], { cwd: writeExampleApp() });
  const place = { service: 'users', method: 'GET', class: 'UsersController', file: 'src/users/users.controller.ts' };
  expect({ code, value: JSON.parse(stdout) }).toEqual({
    code: 0,
    value: {
      version: 1,
      routes: [
        { ...place, path: '/users', handler: 'all', line: 10 },
        { ...place, path: '/users/:id', handler: 'byId', line: 15 },
      ],
    },
  });
});

test('a service without routes is no mistake', async () => {
  expect(await runMono(['routes', 'mails'], { cwd: writeExampleApp() })).toEqual({
    code: 0,
    stdout: 'no routes\n',
    stderr: '',
  });
});

test('a file that never finishes importing is no success', async () => {
  const root = writeExampleApp({
    'src/posts/post.ts': 'await new Promise(() => {});\nexport const createPost = () => 1;',
  });
  expect(await runMono(['routes', 'posts'], { cwd: root })).toMatchObject({ code: 3, stdout: '' });
});

test('a file that keeps the process busy does not keep mono routes', async () => {
  const root = writeExampleApp({
    'src/posts/post.ts': 'setInterval(() => {}, 1000);\nexport const createPost = () => 1;',
  });
  expect(await runMono(['routes', 'posts'], { cwd: root })).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('/posts'),
  });
});
