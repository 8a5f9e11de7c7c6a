import {
  createApp,
  type Context,
  defineMiddleware,
  defineService,
  defineSetup,
  Get,
  inject,
  type Middleware,
  Service,
  singleton,
  token,
  Use,
} from '@monojs/core';
import { codesOf, errorOf } from '../error-of.js';
import { serve } from '../serve.js';

let log: string[];
beforeEach(() => {
  log = [];
});
const note =
  (name: string): Middleware =>
  async (_, next) => {
    log.push(name);
    await next();
    log.push(`${name} back`);
  };

@Service('a', { use: [note('class option')] })
@Use(note('class 1'), note('class 2'))
@Use(note('class 3'))
class Ordered {
  @Use(note('method 1'))
  @Get('/')
  @Use(note('method 2'))
  show() {
    log.push('handler');
    return 'shown';
  }
  @Get('/other') other() {
    log.push('other');
  }
}

it('runs application, service, class options, class @Use, method @Use, and back', async () => {
  const app = createApp({
    services: [Ordered, defineService('a', { use: [note('service 1'), note('service 2')] })],
    setup: defineSetup({ use: [note('application')] }),
  });
  const send = await serve(app.callback());
  const way = [
    'application',
    'service 1',
    'service 2',
    'class option',
    'class 1',
    'class 2',
    'class 3',
    'method 1',
    'method 2',
  ];
  expect((await send('GET', '/')).text).toBe('shown');
  expect(log).toEqual([...way, 'handler', ...way.toReversed().map((name) => `${name} back`)]);
  log = [];
  await send('GET', '/other');
  expect(log).not.toContain('method 1');
});

it('of one service does not run for another', async () => {
  @Service('b', { prefix: '/b' })
  class Other {
    @Get('/') show() {}
  }
  const app = createApp({ services: [Ordered, Other, defineService('a', { use: [note('service a')] })] });
  await (
    await serve(app.callback())
  )('GET', '/b');
  expect(log).toEqual([]);
});

it('that answers without next keeps the handler from running', async () => {
  const answers: Middleware = (ctx) => {
    ctx.body = 'from middleware';
  };
  const send = await serve(createApp({ services: [Ordered, defineService('a', { use: [answers] })] }).callback());
  expect((await send('GET', '/')).text).toBe('from middleware');
  expect(log).toEqual([]);
});

it('that neither answers nor calls next leaves a 404, as in Koa', async () => {
  const send = await serve(createApp({ services: [Ordered, defineService('a', { use: [() => {}] })] }).callback());
  expect((await send('GET', '/')).status).toBe(404);
});

it('of a route sees the route, its parameters and the finished body', async () => {
  const seen: unknown[] = [];
  const watch: Middleware = async (ctx, next) => {
    await next();
    seen.push([
      (ctx as { _matchedRoute?: string })._matchedRoute,
      (ctx as Context & { params: object }).params,
      ctx.body,
    ]);
  };
  @Service('a')
  class Watched {
    @Use(watch) @Get('/users/:id') show() {
      return { shown: true };
    }
  }
  await (
    await serve(createApp({ services: [Watched] }).callback())
  )('GET', '/users/7');
  expect(seen).toEqual([['/users/:id', { id: '7' }, { shown: true }]]);
});

describe('defineMiddleware', () => {
  const SECRET = token<string>('secret', { create: () => 'real' });
  @singleton()
  class Counter {
    count = 0;
  }
  const counting = defineMiddleware([Counter, SECRET], (counter, secret) => (ctx, next) => {
    counter.count++;
    ctx.set('X-Secret', secret);
    return next();
  });

  it.each([
    ['the setup', [], defineSetup({ use: [counting] })],
    ['a service', [defineService('a', { use: [counting] })], undefined],
  ])('stands in %s, and is made from what the application injects', async (_, parts, setup) => {
    const app = createApp({ services: [Ordered, ...parts], ...(setup && { setup }), override: [[SECRET, 'fake']] });
    const send = await serve(app.callback());
    expect((await send('GET', '/')).headers['x-secret']).toBe('fake');
    await send('GET', '/other');
    expect(app.resolve(Counter).count).toBe(2);
    await app.stop();
  });

  it('stands in @Use, and shares the singletons of the handlers', async () => {
    @Service('a')
    class Guarded {
      constructor(readonly counter: Counter) {}
      @Use(counting) @Get('/') show() {
        return this.counter.count;
      }
    }
    const apps = [createApp({ services: [Guarded] }), createApp({ services: [Guarded] })];
    for (const app of apps) {
      const send = await serve(app.callback());
      expect((await send('GET', '/')).text).toBe('1');
    }
  });

  it('is part of what is checked before anything starts', () => {
    const MISSING = token<string>('missing');
    const needs = defineMiddleware([MISSING], () => (_, next) => next());
    @Service('a')
    class Guarded {
      @Use(needs) @Get('/') show() {}
    }
    expect(codesOf(errorOf(() => createApp({ services: [Guarded] })))).toEqual(['MONO_PROVIDER_MISSING']);
    expect(codesOf(errorOf(() => createApp({ services: [Ordered], setup: defineSetup({ use: [needs] }) })))).toEqual([
      'MONO_PROVIDER_MISSING',
    ]);
  });

  it('sees what its service provides', async () => {
    const NAME = token<string>('name');
    const named = defineMiddleware([NAME], (name) => (ctx, next) => (ctx.set('X-Name', name), next()));
    @Service('b', { prefix: '/b' })
    class Other {
      constructor(@inject(NAME) readonly name: string) {}
      @Use(named) @Get('/') show() {}
    }
    const parts = [
      defineService('a', { use: [named], provide: [[NAME, 'for a']] }),
      defineService('b', { provide: [[NAME, 'for b']] }),
    ];
    const send = await serve(createApp({ services: [Ordered, Other, ...parts] }).callback());
    expect((await send('GET', '/')).headers['x-name']).toBe('for a');
    expect((await send('GET', '/b')).headers['x-name']).toBe('for b');
  });

  it('says where it belongs when it is used elsewhere', () => {
    expect(() => counting({} as Context, async () => {})).toThrow(
      'middleware made by defineMiddleware works in a Mono application only: name it in `use` or @Use',
    );
  });
});
