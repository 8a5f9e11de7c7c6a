import { explainPath } from '../../src/routing/explain-path.js';

describe('a path that cannot be used is refused in words that say the spelling that works', () => {
  it.each([
    ['users', 'it must start with "/"'],
    [':id', 'it must start with "/"'],
    ['/:id(\\d+)', 'patterns in parentheses are not supported; check the parameter with a params schema'],
    ['/(a|b)', 'patterns in parentheses are not supported; check the parameter with a params schema'],
    ['/*', 'a wildcard needs a name: /*rest'],
    ['/files/*/x', 'a wildcard needs a name: /*rest'],
    ['/(.*)', 'a wildcard needs a name: /*rest'],
    ['/:id?', 'an optional parameter is written {/:id}'],
    ['/a/:id?/b', 'an optional parameter is written {/:id}'],
    ['/a?b=1', 'it must not hold "?" or "#"; the query is read by a query schema'],
    ['/a#b', 'it must not hold "?" or "#"; the query is read by a query schema'],
    ['/:id+', 'repeated parameters are written as a wildcard: /*id'],
    ['/:id*', 'repeated parameters are written as a wildcard: /*id'],
    ['/:', 'missing parameter name at index 2'],
    ['/a{/b', 'unexpected end at index 5, expected }'],
    ['/a}', 'unexpected } at index 2'],
    ['/:a:b', 'two parameters need text between them'],
    ['/a{/}', 'a slash at its end may be left out anyway, so write it without'],
    ['/a{b/}', 'a slash at its end may be left out anyway, so write it without'],
    [undefined as never, 'it is no text'],
    ['/c++', 'unexpected + at index 2'],
    ['/a//b', 'it must not hold an empty segment ("//")'],
    ['/caf\u00e9', 'it is compared with the path as it is sent, so write it percent-encoded: /caf%C3%A9'],
    ['/a b', 'it is compared with the path as it is sent, so write it percent-encoded: /a%20b'],
    ['/:__proto__', 'a parameter cannot be called __proto__'],
    ['/:id/:id', 'it names the parameter "id" twice'],
  ])('%s', (path, reason) => {
    expect(explainPath(path)).toBe(reason);
  });

  it.each([
    '',
    '/',
    '/users',
    '/:id',
    '/files/*path',
    '{/:lang}/about',
    '/a\\*b',
    '/a\\(b\\)',
    '/:a-:b',
    '/list{/:page}',
  ])('but not %j', (path) => expect(explainPath(path)).toBeUndefined());

  it('says nothing of a library', () => {
    for (const path of ['/:', '/a{', '/a}', '/[', '/a!b', '/\\', '/:"a'])
      expect(explainPath(path)).not.toMatch(/http|github|visit|path-to-regexp|DEBUG/i);
  });
});
