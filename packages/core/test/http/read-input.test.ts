import { runInNewContext } from 'node:vm';
import {
  Body,
  Cookie,
  createApp,
  Ctx,
  type Context,
  Get,
  Header,
  type Input,
  Param,
  Post,
  Query,
  Service,
} from '@monojs/core';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { z } from 'zod';
import { type Send, serve } from '../serve.js';

const Page = z.object({ page: z.coerce.number().int().default(1) });
const everything = {
  params: z.object({ id: z.coerce.number().int() }),
  query: Page,
  headers: z.object({ 'x-tenant': z.string().min(2) }),
  cookies: z.object({ session: z.string().optional() }),
  body: z.object({ name: z.string(), tags: z.array(z.string()) }),
};

const unique = z.string().refine(async (name) => name !== 'taken', 'is taken');

/** A schema by hand: what it gives is a promise of another realm, which is no `instanceof Promise` here. */
const ForeignPromise = runInNewContext('Promise') as PromiseConstructor;
const thenable: StandardSchemaV1<unknown, string> = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: (value) =>
      ForeignPromise.resolve(
        value === 'good' ? { value: 'good' } : { issues: [{ message: 'is not good', path: [{ key: 'a' }, 0] }] },
      ),
  },
};

@Service('a')
class Reads {
  @Post('/all/:id', everything) all({ params, query, headers, cookies, body }: Input<typeof everything, '/all/:id'>) {
    return { params, query, tenant: headers['x-tenant'], cookies, body };
  }
  @Get('/raw/:id{/:option}') raw({ params, query, headers, cookies, body }: Input<'/raw/:id{/:option}'>) {
    return { params, query, tenant: headers['x-tenant'] ?? null, cookies, body: body ?? null };
  }
  @Post('/marked/:id') marked(
    @Param('id', z.coerce.number()) id: number,
    @Query(Page) page: { page: number },
    @Query('q') q: string | string[] | undefined,
    @Query('size', z.coerce.number().max(10)) size: number,
    @Header('X-Tenant') tenant: string | undefined,
    @Header('x-number', z.coerce.number()) number: number,
    @Cookie('session') session: string | undefined,
    @Cookie('theme', z.enum(['dark', 'light'])) theme: string,
    @Body(z.object({ name: z.string() })) body: { name: string },
    @Ctx() ctx: Context,
  ) {
    return {
      id,
      page,
      q: q ?? null,
      size,
      tenant: tenant ?? null,
      number,
      session: session ?? null,
      theme,
      body,
      path: ctx.path,
    };
  }
  @Get('/files/*path') files({ params }: Input<'/files/*path'>) {
    return params.path;
  }
  @Get('/marked-files/*path') markedFiles(@Param('path') path: any) {
    return path;
  }
  @Get('/segment/:name') segment({ params }: Input<'/segment/:name'>) {
    return params.name;
  }
  @Get('/properties') properties(
    @Header('constructor') header: string | undefined,
    @Query('constructor') query: string | string[] | undefined,
    @Cookie('constructor') cookie: string | undefined,
    @Query('__proto__') proto: string | string[] | undefined,
  ) {
    return { header: header ?? null, query: query ?? null, cookie: cookie ?? null, proto: proto ?? null };
  }
  @Get('/option{/:constructor}') option(@Param('constructor') option: string) {
    return { option: option ?? null };
  }
  @Get('/unique', { query: z.object({ name: unique }) }) unique() {
    return 'free';
  }
  @Get('/thenable/:a') thenable(@Param('a', thenable) a: string) {
    return a;
  }
  @Get('/throws', { query: z.object({}).transform(() => { throw new Error('a bug in a schema'); }) }) throws() {} // prettier-ignore
}

let send: Send;
let errors: unknown[];
beforeEach(async () => {
  errors = [];
  send = await serve(createApp({ services: [Reads], onError: (error) => errors.push(error) }).callback());
});

const body = { name: 'a', tags: [] };

describe('an Input', () => {
  it('holds what the schemas made of each part', async () => {
    const headers = { 'X-Tenant': 'acme', Cookie: 'session=s%20x; other=1' };
    const answer = await send('POST', '/all/7?page=3&more=1', { body, headers });
    expect(answer.json).toEqual({
      params: { id: 7 },
      query: { page: 3 },
      tenant: 'acme',
      cookies: { session: 's x' },
      body,
    });
  });

  it('holds the parts as they came where there is no schema', async () => {
    const answer = await send('GET', '/raw/a%20b?x=1&x=2&y=', { headers: { Cookie: 'a=1; b=2' } });
    expect(answer.json).toEqual({
      params: { id: 'a b' },
      query: { x: ['1', '2'], y: '' },
      tenant: null,
      cookies: { a: '1', b: '2' },
      body: null,
    });
  });

  it('lists every issue of every part in one answer', async () => {
    const answer = await send('POST', '/all/x?page=a', { body: { tags: ['a', 1] }, headers: { 'X-Tenant': 'a' } });
    expect(answer.status).toBe(400);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.json).toEqual({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: 'the request does not fit its schema',
      errors: [
        { in: 'params', path: ['id'], message: 'Invalid input: expected number, received NaN' },
        { in: 'query', path: ['page'], message: 'Invalid input: expected number, received NaN' },
        { in: 'headers', path: ['x-tenant'], message: 'Too small: expected string to have >=2 characters' },
        { in: 'body', path: ['name'], message: 'Invalid input: expected string, received undefined' },
        { in: 'body', path: ['tags', 1], message: 'Invalid input: expected string, received number' },
      ],
    });
    expect(errors).toEqual([]);
  });
});

describe('marked parameters', () => {
  it('are filled one by one', async () => {
    const headers = { 'x-tenant': 'acme', 'X-Number': '5', Cookie: 'session=s; theme=dark' };
    const answer = await send('POST', '/marked/7?q=a&q=b&size=2', { body: { name: 'n' }, headers });
    expect(answer.json).toEqual({
      id: 7,
      page: { page: 1 },
      q: ['a', 'b'],
      size: 2,
      tenant: 'acme',
      number: 5,
      session: 's',
      theme: 'dark',
      body: { name: 'n' },
      path: '/marked/7',
    });
  });

  it('list every issue, each with the name it was asked for', async () => {
    const answer = await send('POST', '/marked/x?size=20', { body: {}, headers: { 'x-number': 'x' } });
    expect(answer.json.errors.map(({ in: part, path }: { in: string; path: string[] }) => [part, ...path])).toEqual([
      ['params', 'id'],
      ['query', 'size'],
      ['headers', 'x-number'],
      ['cookies', 'theme'],
      ['body', 'name'],
    ]);
  });
});

describe('schemas', () => {
  it('may be asynchronous', async () => {
    expect((await send('GET', '/unique?name=free')).text).toBe('free');
    expect((await send('GET', '/unique?name=taken')).json.errors).toEqual([
      { in: 'query', path: ['name'], message: 'is taken' },
    ]);
  });

  it('may give any promise: it is never taken for a result that passed', async () => {
    expect((await send('GET', '/thenable/good')).text).toBe('good');
    const answer = await send('GET', '/thenable/bad');
    expect([answer.status, answer.json.errors]).toEqual([
      400,
      [{ in: 'params', path: ['a', 'a', 0], message: 'is not good' }],
    ]);
  });

  it('that throw are a fault of the application', async () => {
    expect((await send('GET', '/throws')).status).toBe(500);
    expect(errors).toEqual([new Error('a bug in a schema')]);
  });
});

describe('paths', () => {
  it('are decoded by segment: an encoded slash stays inside its parameter', async () => {
    expect((await send('GET', '/segment/a%2Fb')).text).toBe('a/b');
    expect((await send('GET', '/files/a/b%2Fc/d%20e')).json).toEqual(['a', 'b/c', 'd e']);
    expect((await send('GET', '/marked-files/a/b%2Fc')).json).toEqual(['a', 'b/c']);
    expect((await send('GET', '/segment/caf%C3%A9')).text).toBe('café');
  });

  it.each(['/segment/%zz', '/segment/%', '/segment/a%00b', '/files/a/%zz', '/files/%00', '/segment/%C3'])(
    '%s is answered 400',
    async (path) => {
      const answer = await send('GET', path);
      expect([answer.status, answer.json]).toEqual([
        400,
        { type: 'about:blank', title: 'Bad Request', status: 400, detail: 'the path is not valid' },
      ]);
      expect(errors).toEqual([]);
    },
  );

  it('optional parameters may be missing', async () => {
    expect((await send('GET', '/raw/1')).json.params).toEqual({ id: '1' });
    expect((await send('GET', '/raw/1/2')).json.params).toEqual({ id: '1', option: '2' });
  });
});

describe('names that every object has', () => {
  it('are missing unless they were sent', async () => {
    expect((await send('GET', '/properties')).json).toEqual({ header: null, query: null, cookie: null, proto: null });
    expect((await send('GET', '/option')).json).toEqual({ option: null });
  });

  it('are values like others when they were sent, and pollute nothing', async () => {
    const headers = { constructor: 'h', Cookie: 'constructor=c; __proto__=x' };
    const answer = await send('GET', '/properties?constructor=q&__proto__=p&__proto__[polluted]=1', { headers });
    expect(answer.json).toEqual({ header: 'h', query: 'q', cookie: 'c', proto: 'p' });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect((await send('GET', '/raw/1?__proto__=1', { headers })).status).toBe(200);
  });
});

it('a handler that a decorator has wrapped gets its input: how many parameters it seems to take says nothing', async () => {
  const Wrapped: MethodDecorator = (_target, _key, descriptor) => {
    const original = descriptor.value as unknown as (...input: unknown[]) => unknown;
    descriptor.value = function (this: unknown, ...input: unknown[]) {
      return original.apply(this, input);
    } as never;
  };
  @Service('wrapped')
  class WrappedController {
    @Wrapped
    @Get('/wrapped/:id')
    byId({ params }: Input<'/wrapped/:id'>) {
      return params.id;
    }
  }
  const ask = await serve(createApp({ services: [WrappedController] }).callback());
  expect((await ask('GET', '/wrapped/7')).text).toBe('7');
});
