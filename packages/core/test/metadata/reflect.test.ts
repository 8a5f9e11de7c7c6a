import { Body, Get, inject, injectable, type Middleware, Param, Post, Query, Service, token, Use } from '@monojs/core';
import { z } from 'zod';
import {
  hasOwnInjectionMetadata,
  readConstructorTypes,
  readController,
  readMethodUse,
  readParameters,
  readRoutes,
  readUse,
} from '../../src/metadata/reflect.js';

const named = (name: string): Middleware => Object.defineProperty((() => {}) as Middleware, 'name', { value: name });
const [first, second, third, fourth] = ['first', 'second', 'third', 'fourth'].map(named) as [
  Middleware,
  Middleware,
  Middleware,
  Middleware,
];
const namesOf = (use: readonly Middleware[]): string[] => use.map(({ name }) => name);
const shapesOf = (target: Parameters<typeof readRoutes>[0]): string[] =>
  readRoutes(target).map(({ method, path, handler }) => `${method} ${path} ${String(handler)}`);

class Grandparent {
  @Get('/list') list() {}
  @Get('/old') show() {}
}
class Parent extends Grandparent {
  @Get('/middle') override show() {}
}
class Child extends Parent {
  @Get('/new') override show() {}
  @Post('/') create() {}
}
class Silent extends Parent {
  override show() {}
}

describe('routes', () => {
  it('are inherited, before those of the class itself', () => {
    expect(shapesOf(Parent)).toEqual(['GET /list list', 'GET /middle show']);
  });

  it('are replaced by a handler of the same name, however many generations declare it', () => {
    expect(shapesOf(Child)).toEqual(['GET /list list', 'GET /new show', 'POST / create']);
  });

  it('stay when a subclass writes the method again without a decorator', () => {
    expect(shapesOf(Silent)).toEqual(['GET /list list', 'GET /middle show']);
  });

  it('of a subclass are not those of its parent', () => {
    expect(shapesOf(Grandparent)).toEqual(['GET /list list', 'GET /old show']);
  });

  it('may be several for one handler', () => {
    class Twice {
      @Get('/a') @Get('/b') both() {}
    }
    expect(shapesOf(Twice).sort()).toEqual(['GET /a both', 'GET /b both']);
  });

  it('may have a symbol for their handler', () => {
    const handler = Symbol('handler');
    class Hidden {
      @Get('/') [handler]() {}
    }
    expect(readRoutes(Hidden)[0]!.handler).toBe(handler);
  });
});

describe('middleware', () => {
  it('of a class runs in the order written, a parent before its child', () => {
    @Use(first)
    @Use(second)
    class Base {}
    @Use(third, fourth)
    class Derived extends Base {}
    expect(namesOf(readUse(Derived))).toEqual(['first', 'second', 'third', 'fourth']);
    expect(namesOf(readUse(Base))).toEqual(['first', 'second']);
  });

  it('of a method runs in the order written, whatever stands between', () => {
    class Guarded {
      @Use(first) @Get('/') @Use(second, third) @Use(fourth) show() {}
    }
    expect(namesOf(readMethodUse(Guarded, 'show'))).toEqual(['first', 'second', 'third', 'fourth']);
  });

  it('of an inherited method stays in front when a subclass declares the method again, so that no guard is lost', () => {
    class Base {
      @Use(first) @Use(second) @Get('/') show() {}
    }
    class Derived extends Base {
      @Use(third) @Get('/') override show() {}
    }
    expect(namesOf(readMethodUse(Derived, 'show'))).toEqual(['first', 'second', 'third']);
  });

  it('of one method is not that of another', () => {
    class Two {
      @Use(first) @Get('/a') a() {}
      @Get('/b') b() {}
    }
    expect(namesOf(readMethodUse(Two, 'b'))).toEqual([]);
  });
});

describe('parameters', () => {
  const Page = z.object({ page: z.coerce.number() });
  class Base {
    @Get('/:id') show(@Param('id') id: string, @Query(Page) page: { page: number }) {
      return { id, page };
    }
  }
  const read = (target: Parameters<typeof readParameters>[0]) =>
    readParameters(target, 'show').map(({ index, source, name }) => [index, source, name]);

  it('are those of the class, or of the nearest ancestor that marks any', () => {
    class Same extends Base {}
    class Other extends Base {
      @Get('/:id') override show(@Param('id') id: string) {
        return { id, page: { page: 1 } };
      }
    }
    const inherited = [
      [1, 'query', undefined],
      [0, 'params', 'id'],
    ];
    expect(read(Base)).toEqual(inherited);
    expect(read(Same)).toEqual(inherited);
    expect(read(Other)).toEqual([[0, 'params', 'id']]);
  });

  it('are those of one method', () => {
    class Mixed {
      @Post('/') create(@Body(Page) page: { page: number }) {
        return page;
      }
      @Get('/') list() {}
    }
    expect(readParameters(Mixed, 'list')).toEqual([]);
    expect(readParameters(Mixed, 'create')).toHaveLength(1);
  });
});

describe('@Service', () => {
  it('is not inherited: a subclass says itself where it belongs', () => {
    @Service('users', { prefix: '/users' })
    class Base {}
    class Derived extends Base {}
    expect(readController(Base)).toEqual({ service: 'users', prefix: '/users', use: [] });
    expect(readController(Derived)).toBeUndefined();
  });
});

describe('the types of a constructor', () => {
  class Engine {}
  const WHEELS = token<string[]>('wheels');
  @injectable()
  class Car {
    constructor(
      readonly engine: Engine,
      @inject(WHEELS) readonly wheels: string[],
    ) {}
  }

  it('are what the compiler recorded, and the tokens where there are any', () => {
    expect(readConstructorTypes(Car)).toEqual([Engine, expect.objectContaining({ token: WHEELS.key })]);
  });

  it('are inherited, tokens too, by a class without a constructor of its own', () => {
    abstract class Vehicle {
      constructor(
        readonly engine: Engine,
        @inject(WHEELS) readonly wheels: string[],
      ) {}
    }
    @injectable()
    class Bicycle extends Vehicle {}
    expect(readConstructorTypes(Bicycle)).toEqual([Engine, expect.objectContaining({ token: WHEELS.key })]);
  });

  it('are those of its own constructor, tokens too, for a class that has one', () => {
    @injectable()
    class Truck extends Car {
      constructor(engine: Engine) {
        super(engine, []);
      }
    }
    expect(readConstructorTypes(Truck)).toEqual([Engine]);
  });

  it('are unknown where no decorator was', () => {
    expect(readConstructorTypes(Engine)).toBeUndefined();
    expect(hasOwnInjectionMetadata(Engine)).toBe(false);
    expect(hasOwnInjectionMetadata(Car)).toBe(true);
  });
});
