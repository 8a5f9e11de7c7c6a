import {
  All,
  createApp,
  Delete,
  defineService,
  defineSetup,
  Get,
  Head,
  type Input,
  type Middleware,
  Options,
  Post,
  Put,
  Service,
} from '@monojs/core';
import { type Answer, type Send, serve } from '../serve.js';

@Service('users', { prefix: '/users' })
class Users {
  @Get('/:id') one({ params }: Input<'/:id'>) { return `one ${params.id}`; } // prettier-ignore
  @Get('/me') me() { return 'me'; } // prettier-ignore
  @Get('/') list() { return 'list'; } // prettier-ignore
  @Post('/') create() { return 'created'; } // prettier-ignore
  @Delete('/:id') remove() {}
  @Get('/files/*path') file({ params }: Input<'/files/*path'>) { return params.path; } // prettier-ignore
  @Get('/files/index') index() { return 'index'; } // prettier-ignore
  @Head('/headed') head() { return 'from head'; } // prettier-ignore
  @Get('/headed') headed() { return 'from get, longer'; } // prettier-ignore
  @Options('/own-options') ownOptions() { return 'own'; } // prettier-ignore
  @Put('/own-options') put() {}
  @All('/all') all() { return 'all'; } // prettier-ignore
}
@Service('posts', { prefix: '/posts' })
class Posts {
  @Get('/') list() { return 'posts'; } // prettier-ignore
  @Get('/:id') one() { return 'post'; } // prettier-ignore
}
const stamp = (name: string): Middleware => (ctx, next) => (ctx.set('X-Service', name), next()); // prettier-ignore
const parts = {
  users: [Users, defineService('users', { use: [stamp('users')] })],
  posts: [Posts, defineService('posts', { use: [stamp('posts')] })],
};
const setup = defineSetup({ use: [(ctx, next) => (ctx.set('X-App', '1'), next())] });

let send: Send;
beforeEach(async () => {
  send = await serve(createApp({ services: [...parts.users, ...parts.posts], setup }).callback());
});
const problemOf = ({ status, json, headers }: Answer) => [status, headers['content-type'], json.detail];

describe('the route that answers', () => {
  it.each([
    ['/users/me', 'me'],
    ['/users/7', 'one 7'],
    ['/users', 'list'],
    ['/users/', 'list'],
    ['/users/7/', 'one 7'],
    ['/USERS/me', 'me'],
    ['/users/ME', 'me'],
    ['/users/files/index', 'index'],
    ['/users/files/index/x', '["index","x"]'],
    ['/users?x=1', 'list'],
    ['/users?/posts', 'list'],
    ['/posts', 'posts'],
  ])('GET %s is %s', async (path, text) => {
    expect((await send('GET', path)).text).toBe(text);
  });

  it('for HEAD is its own before the one for GET', async () => {
    expect((await send('HEAD', '/users/headed')).headers['content-length']).toBe(String('from head'.length));
    expect((await send('HEAD', '/users/me')).status).toBe(200);
  });

  it('for ALL answers every method', async () => {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'])
      expect([method, (await send(method, '/users/all')).text]).toEqual([method, 'all']);
  });
});

describe('a method that a path does not answer', () => {
  it('is 405 with what it does answer', async () => {
    const answer = await send('PATCH', '/users/7');
    expect(problemOf(answer)).toEqual([405, 'application/problem+json', '/users/7 does not answer PATCH']);
    expect(answer.headers.allow).toBe('DELETE, GET, HEAD, OPTIONS');
    expect((await send('PUT', '/users')).headers.allow).toBe('GET, HEAD, OPTIONS, POST');
    expect((await send('PROPFIND', '/posts')).headers.allow).toBe('GET, HEAD, OPTIONS');
  });

  it('is 204 with Allow for OPTIONS, unless a handler answers it', async () => {
    const answer = await send('OPTIONS', '/users/7');
    expect([answer.status, answer.headers.allow, answer.text]).toEqual([204, 'DELETE, GET, HEAD, OPTIONS', '']);
    expect((await send('OPTIONS', '/users/own-options')).text).toBe('own');
  });

  it('passes the middleware of its service, so that CORS answers it', async () => {
    for (const method of ['PATCH', 'OPTIONS']) {
      const { headers } = await send(method, '/users/7');
      expect([headers['x-service'], headers['x-app']]).toEqual(['users', '1']);
    }
  });
});

describe('a path that nobody owns', () => {
  it.each(['/nowhere', '/userss', '/users/7/8', '/', '//', '/posts//', '/%zz', '/*', '/users%2F7'])(
    '%s is 404 for every method, after the middleware of the application alone',
    async (path) => {
      for (const method of ['GET', 'POST', 'OPTIONS']) {
        const answer = await send(method, path);
        expect(problemOf(answer)).toEqual([404, 'application/problem+json', `nothing answers ${path}`]);
        expect([answer.headers['x-app'], answer.headers['x-service']]).toEqual(['1', undefined]);
      }
    },
  );

  it('is 404 for OPTIONS *', async () => {
    expect((await send('OPTIONS', '*')).status).toBe(404);
  });

  it('may be written in absolute form like any other', async () => {
    expect((await send('GET', 'http://example.com/users/me?x=1')).text).toBe('me');
    expect((await send('GET', 'http://example.com')).status).toBe(404);
  });
});

// docs/architecture.md, invariant 3: a service behaves the same alone and beside others.
describe('every request has the same answer when the service runs alone and beside others', () => {
  const requests = ['GET', 'POST', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'].flatMap(
    (method) =>
    ['/users', '/users/', '/users/7', '/users/me', '/Users/ME', '/users/files/a/b', '/users/files', '/users/7/8', '/users/%zz',
      '/users/own-options', '/users/all', '/nowhere', '/'].map((path) => [method, path] as const), // prettier-ignore
  );
  const essence = ({ status, headers, text }: Answer) => ({ status, headers: { ...headers, date: '' }, text });

  it.each(requests)('%s %s', async (method, path) => {
    const alone = await serve(createApp({ services: parts.users, setup }).callback());
    const chosen = await serve(createApp({ services: [...parts.users, ...parts.posts], setup }).callback(['users']));
    const [here, there, beside] = [await alone(method, path), await chosen(method, path), await send(method, path)];
    expect(essence(here)).toEqual(essence(beside));
    expect(essence(there)).toEqual(essence(beside));
  });
});
