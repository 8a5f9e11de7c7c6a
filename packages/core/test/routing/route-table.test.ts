import { All, Ctx, createApp, type Context, Get, Head, Param, Post, printFinding, Query, Service } from '@monojs/core';
import { z } from 'zod';
import { createRouteTable, findOverlaps } from '../../src/routing/route-table.js';
import { codesOf, errorOf } from '../error-of.js';

const textOf = (service: string, ...controllers: Parameters<typeof createRouteTable>[1]): string =>
  createRouteTable(service, controllers).findings.map(printFinding).join('\n');
const listOf = (service: string, ...controllers: Parameters<typeof createRouteTable>[1]): string[] =>
  createRouteTable(service, controllers).routes.map(({ method, pattern }) => `${method} ${pattern.path}`);

describe('the table', () => {
  it('holds prefix and path, the more particular first, and HEAD before the GET that would answer it too', () => {
    @Service('users', { prefix: '/users' })
    class Users {
      @Get('/*rest') rest() {}
      @Get('/:id') byId() {}
      @Head('/:id') exists() {}
      @Get('/me') me() {}
      @Get('/') list() {}
    }
    expect(listOf('users', Users)).toEqual([
      'GET /users/me',
      'HEAD /users/:id',
      'GET /users/:id',
      'GET /users/*rest',
      'GET /users',
    ]);
  });

  it('is the same whichever class comes first', () => {
    @Service('a')
    class One {
      @Get('/:id') byId() {}
    }
    @Service('a')
    class Two {
      @Get('/me') me() {}
    }
    expect(listOf('a', One, Two)).toEqual(listOf('a', Two, One));
  });
});

describe('two handlers of one service that answer the same requests', () => {
  it('are reported with both places', () => {
    @Service('users', { prefix: '/users' })
    class UsersController {
      @Get('/:id') findOne() {}
    }
    @Service('users')
    class ProfileController {
      @Get('/users/:id') show() {}
    }
    expect(textOf('users', UsersController, ProfileController)).toBe(
      [
        'MONO_ROUTE_CONFLICT: GET /users/:id is declared twice in service "users".',
        '  UsersController.findOne',
        '  ProfileController.show',
        '  Fix: give one of them another path, or remove it.',
      ].join('\n'),
    );
  });

  it('are reported whatever the parameters are called, and for ALL', () => {
    @Service('users')
    class Users {
      @Get('/:id') one() {}
      @All('/:name') other() {}
    }
    expect(textOf('users', Users)).toBe(
      [
        'MONO_ROUTE_CONFLICT: GET /:id and ALL /:name answer the same requests in service "users".',
        '  Users.one',
        '  Users.other',
        '  Fix: give one of them another path, or remove it.',
      ].join('\n'),
    );
  });

  it('are reported when only an optional group makes them the same', () => {
    @Service('users')
    class Users {
      @Get('/list{/:page}') paged() {}
      @Get('/list') plain() {}
    }
    expect(textOf('users', Users)).toMatch(
      'MONO_ROUTE_CONFLICT: GET /list{/:page} and GET /list answer the same requests in service "users".',
    );
  });

  it('are fine with two methods', () => {
    @Service('users')
    class Users {
      @Get('/') list() {}
      @Post('/') create() {}
      @Head('/') head() {}
    }
    expect(textOf('users', Users)).toBe('');
  });
});

describe('a path or prefix that cannot be used', () => {
  it('is reported with its handler', () => {
    @Service('users')
    class Users {
      @Get('/:id(\\d+)') one() {}
    }
    expect(textOf('users', Users)).toBe(
      [
        'MONO_PATH_INVALID: the path "/:id(\\\\d+)" cannot be used: patterns in parentheses are not supported; check the parameter with a params schema.',
        '  Users.one',
        '  Fix: write the path as path-to-regexp 8 reads it: /users/:id, /files/*path, /list{/:page}.',
      ].join('\n'),
    );
  });

  it.each([
    ['users', 'it must start with "/"'],
    ['/:tenant', 'it must be literal text without parameters'],
    ['/caf\u00e9', 'it is compared with the path as it is sent, so write it percent-encoded: /caf%C3%A9'],
    ['/a//b', 'it must not hold an empty segment ("//")'],
  ])('is reported for the prefix %s', (prefix, reason) => {
    @Service('users', { prefix })
    class Users {
      @Get('/') list() {}
    }
    expect(textOf('users', Users)).toBe(
      [
        `MONO_PATH_INVALID: the prefix "${prefix}" of Users cannot be used: ${reason}.`,
        '  Users',
        "  Fix: write a prefix as literal text that starts with a slash: { prefix: '/users' }.",
      ].join('\n'),
    );
  });
});

describe('a handler that cannot be served', () => {
  it('marks some parameters and not others', () => {
    class Users {
      show(_id: string, _other: string, _ctx: Context) {}
    }
    Service('users')(Users);
    Get('/:id')(Users.prototype, 'show', Object.getOwnPropertyDescriptor(Users.prototype, 'show')!);
    Param('id')(Users.prototype, 'show', 0);
    expect(textOf('users', Users)).toBe(
      [
        'MONO_HANDLER_INVALID: Users.show marks some parameters and not others (2, 3), so nothing would fill those.',
        '  Users.show',
        '  Fix: mark every parameter, or take one Input and the ctx instead.',
      ].join('\n'),
    );
  });

  it('marks one parameter twice', () => {
    @Service('users')
    class Users {
      @Get('/:id') show(@Param('id') @Query('id') id: any) {
        return id;
      }
    }
    expect(textOf('users', Users)).toBe(
      [
        'MONO_HANDLER_INVALID: Users.show marks parameter 1 more than once, so it is not clear what fills it.',
        '  Users.show',
        '  Fix: leave one of the decorators.',
      ].join('\n'),
    );
  });

  it('reads a path parameter that the path does not have', () => {
    @Service('users')
    class Users {
      @Get('/:id{/:page}/*rest') show(@Param('name') name: string) {
        return name;
      }
      @Get('/') list(@Param('id') id: string) {
        return id;
      }
    }
    expect(textOf('users', Users)).toBe(
      [
        'MONO_ROUTE_PARAMETER: Users.show reads the path parameter "name", which /:id{/:page}/*rest does not have.',
        '  Users.show',
        '  Fix: read one of: id, page, rest.',
        'MONO_ROUTE_PARAMETER: Users.list reads the path parameter "id", which / does not have.',
        '  Users.list',
        '  Fix: add /:id to the path.',
      ].join('\n'),
    );
  });

  it('is fine with every parameter marked', () => {
    @Service('users')
    class Users {
      @Get('/:id') show(@Param('id') id: string, @Query(z.object({})) query: object, @Ctx() ctx: Context) {
        return [id, query, ctx.path];
      }
    }
    expect(textOf('users', Users)).toBe('');
  });
});

describe('services behind one listener', () => {
  @Service('users', { prefix: '/users' })
  class Users {
    @Get('/:id') one() {}
  }
  @Service('posts')
  class Posts {
    @Post('/users/me') mine() {}
  }

  it('may not own overlapping paths, whatever the methods', () => {
    const tables = [createRouteTable('posts', [Posts]), createRouteTable('users', [Users])];
    expect(findOverlaps(tables).map(printFinding).join('\n')).toBe(
      [
        'MONO_ROUTE_OVERLAP: services "posts" and "users" run behind one listener and would both own paths like /users/me and /users/:id.',
        '  Posts.mine',
        '  Users.one',
        '  Fix: give one of the services another prefix, move the route into the other service, or give each its own port.',
      ].join('\n'),
    );
  });

  it('are named once for a path that both write the same way', () => {
    @Service('a')
    class A {
      @Get('/x') get() {}
      @Post('/x') post() {}
    }
    @Service('b')
    class B {
      @Get('/x') get() {}
    }
    const [finding, ...others] = findOverlaps([createRouteTable('a', [A]), createRouteTable('b', [B])]);
    expect(others).toEqual([]);
    expect(finding!.message).toBe('services "a" and "b" run behind one listener and would both own /x.');
  });

  it('may overlap across listeners', () => {
    expect(codesOf(errorOf(() => createApp({ services: [Users, Posts] })))).toEqual(['MONO_ROUTE_OVERLAP']);
    expect(() => createApp({ services: [Users, Posts], listeners: [['users'], ['posts']] })).not.toThrow();
  });
});

it('a route on a property instead of a method is a mistake', () => {
  class Arrow {
    byId = () => 'x';
  }
  (Get('/x') as unknown as (target: object, key: string) => void)(Arrow.prototype, 'byId');
  Service('arrow')(Arrow);
  const { findings } = createRouteTable('arrow', [Arrow]);
  expect(findings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
    'MONO_HANDLER_INVALID: Arrow.byId is not a method of the class, so it cannot answer a route.',
  ]);
});
