import { createApp, type Context, defineService, defineSetup, Get, type Input, notFound, Service } from '@monojs/core';
import { Router } from '@koa/router';
import Koa from 'koa';
import { serve } from '../serve.js';

@Service('users', { prefix: '/users' })
class Users {
  @Get('/:id') one({ params }: Input<'/:id'>, ctx: Context) {
    if (params.id === '0') notFound('nobody');
    return { id: params.id, tenant: ctx.state.tenant };
  }
}

async function hosted(app = createApp({ services: [Users] })) {
  const host = new Koa();
  host.silent = true;
  host.use(async (ctx, next) => {
    ctx.state.tenant = 'acme';
    await next();
    ctx.set('X-Host', String(ctx.status));
  });
  host.use(app.middleware());
  const router = new Router();
  router.get('/own', (ctx) => void (ctx.body = 'of the host'));
  router.get('/users/:id/own', (ctx) => void (ctx.body = 'of the host'));
  host.use(router.routes());
  return serve(host.callback());
}

describe('an application inside a Koa application', () => {
  it("answers what it owns, and sees the host's ctx", async () => {
    const answer = await (await hosted())('GET', '/users/7');
    expect([answer.json, answer.headers['x-host']]).toEqual([{ id: '7', tenant: 'acme' }, '200']);
  });

  it('lets everything else fall through to the host', async () => {
    const send = await hosted();
    expect((await send('GET', '/own')).text).toBe('of the host');
    expect((await send('GET', '/users/7/own')).text).toBe('of the host');
    const missing = await send('GET', '/nowhere');
    expect([missing.status, missing.text]).toEqual([404, 'Not Found']);
  });

  it('answers its own errors, 404, 405 and OPTIONS as it does without a host', async () => {
    const alone = await serve(createApp({ services: [Users] }).callback());
    const send = await hosted();
    for (const [method, path] of [
      ['GET', '/users/0'],
      ['PUT', '/users/7'],
      ['OPTIONS', '/users/7'],
      ['HEAD', '/users/7'],
    ] as const) {
      const [here, there] = [await send(method, path), await alone(method, path)];
      expect([here.status, here.headers.allow, here.headers['content-type'], here.text]).toEqual([there.status, there.headers.allow, there.headers['content-type'], there.text]); // prettier-ignore
    }
  });

  it('runs its own middleware for what it owns alone', async () => {
    const seen: string[] = [];
    const note = (name: string) => (ctx: Context, next: () => Promise<void>) => (
      seen.push(`${name} ${ctx.path}`),
      next()
    );
    const app = createApp({
      services: [Users, defineService('users', { use: [note('service')] })],
      setup: defineSetup({ use: [note('application')] }),
    });
    const send = await hosted(app);
    await send('GET', '/own');
    await send('GET', '/users/7');
    expect(seen).toEqual(['application /users/7', 'service /users/7']);
  });

  it('says 405 with its own methods when a router of the host has matched before', async () => {
    const host = new Koa();
    const router = new Router();
    router.all('/users/:id', createApp({ services: [Users] }).middleware() as never);
    host.use(router.routes());
    const answer = await (await serve(host.callback()))('PUT', '/users/7');
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });

  it('starts at the first request that it owns', async () => {
    const log: string[] = [];
    const app = createApp({ services: [Users, defineService('users', { onStart: () => void log.push('start') })] });
    const send = await hosted(app);
    await send('GET', '/own');
    expect(log).toEqual([]);
    await Promise.all([send('GET', '/users/1'), send('GET', '/users/2')]);
    expect(log).toEqual(['start']);
    await app.stop();
  });

  it("gives a handler the parameters of its own path, not those of the host's router", async () => {
    @Service('files')
    class Files {
      @Get('/:tenant/files/:name') one({ params }: Input<'/:tenant/files/:name'>) {
        return params;
      }
    }
    const host = new Koa();
    const router = new Router();
    router.all('/:tenant/:kind/:rest', createApp({ services: [Files] }).middleware() as never);
    host.use(router.routes());
    const answer = await (await serve(host.callback()))('GET', '/acme/files/a');
    expect(answer.json).toEqual({ tenant: 'acme', name: 'a' });
  });
});
