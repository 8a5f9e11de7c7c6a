import { defineService, defineSetup, Get, Post, Service, type Context, type Input } from '@monojs/core';
import { testApp } from '../src/test-app.js';

@Service('echo', { prefix: '/echo' })
class EchoController {
  @Get('/text') text() {
    return 'plain';
  }
  @Get('/nothing') nothing() {}
  @Get('/headers') headers(_: Input, ctx: Context) {
    return ctx.headers;
  }
  @Post('/') post({ body, query }: Input) {
    return { body, query };
  }
  @Post('/type') type(_: Input, ctx: Context) {
    return ctx.headers['content-type'];
  }
  @Get('/bug') bug() {
    throw new Error('secret');
  }
}

describe('app.request', () => {
  it('sends an object as JSON and parses a JSON answer', async () => {
    const app = await testApp({ controllers: [EchoController] });
    const answer = await app.request('POST', '/echo?page=2', { body: { name: 'ann' } });
    expect(answer).toMatchObject({ status: 200, body: { body: { name: 'ann' }, query: { page: '2' } } });
    expect(JSON.parse(answer.text)).toEqual(answer.body);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
  });

  it('parses problem+json too', async () => {
    const app = await testApp({ controllers: [EchoController] });
    const answer = await app.request('GET', '/nobody');
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ status: 404 });
  });

  it('gives the text of any other answer, and undefined for none', async () => {
    const app = await testApp({ controllers: [EchoController] });
    expect(await app.request('GET', '/echo/text')).toMatchObject({ status: 200, body: 'plain', text: 'plain' });
    expect(await app.request('GET', '/echo/nothing')).toMatchObject({ status: 204, body: undefined, text: '' });
    expect(await app.request('HEAD', '/echo/text')).toMatchObject({ status: 200, body: undefined });
  });

  it('sends the headers given, and lets them replace its own', async () => {
    const app = await testApp({ controllers: [EchoController] });
    const { body } = await app.request('GET', '/echo/headers', { headers: { Authorization: 'Token x' } });
    expect(body.authorization).toBe('Token x');
    const headers = { 'Content-Type': 'application/vnd.api+json' };
    expect((await app.request('POST', '/echo/type', { body: {}, headers })).body).toBe('application/vnd.api+json');
  });

  it('sends a string as it is, so that a test can send broken JSON', async () => {
    const app = await testApp({ controllers: [EchoController] });
    const headers = { 'content-type': 'application/json' };
    expect((await app.request('POST', '/echo', { body: '{"a":', headers })).status).toBe(400);
    expect((await app.request('POST', '/echo', { body: '{"a":1}', headers })).body.body).toEqual({ a: 1 });
  });

  it('tells onError of a bug, and answers 500 without it', async () => {
    const seen: unknown[] = [];
    const app = await testApp({ controllers: [EchoController], onError: (error) => seen.push(error) });
    const answer = await app.request('GET', '/echo/bug');
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('secret');
    expect(seen).toMatchObject([{ message: 'secret' }]);
  });
});

describe('testApp', () => {
  it('takes service definitions and a setup', async () => {
    const events: string[] = [];
    const echo = defineService('echo', {
      onStart: () => void events.push('start'),
      onStop: () => void events.push('stop'),
    });
    const setup = defineSetup({ use: [(ctx, next) => (ctx.set('x-setup', 'yes'), next())] });
    const app = await testApp({ controllers: [EchoController, echo], setup });
    expect((await app.request('GET', '/echo/text')).headers['x-setup']).toBe('yes');
    await app.close();
    expect(events).toEqual(['start', 'stop']);
  });

  it('closes once, however often it is asked, and tells what failed', async () => {
    const stubborn = defineService('stubborn', {
      onStop() {
        throw new Error('will not');
      },
    });
    const app = await testApp({ controllers: [stubborn] });
    const closing = app.close();
    expect(app.close()).toBe(closing);
    await expect(closing).rejects.toThrow('MONO_STOP_FAILED');
  });

  it('closes at the end of an await using block', async () => {
    const events: string[] = [];
    const service = defineService('worker', { onStop: () => void events.push('stop') });
    {
      await using app = await testApp({ controllers: [service] });
      expect(app.app.services[0]?.state).toBe('running');
    }
    expect(events).toEqual(['stop']);
  });

  it('reports mistakes in the declarations as the start does', async () => {
    @Service('twice')
    class Twice {
      @Get('/a') one() {}
      @Get('/a') two() {}
    }
    await expect(testApp({ controllers: [Twice] })).rejects.toThrow('MONO_ROUTE_CONFLICT');
  });
});
