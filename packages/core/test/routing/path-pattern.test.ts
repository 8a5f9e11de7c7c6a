import { match, pathToRegexp } from 'path-to-regexp';
import { explainPath } from '../../src/routing/explain-path.js';
import {
  comparePatterns,
  isRival,
  joinPath,
  overlaps,
  type PathPattern,
  readPathPattern,
} from '../../src/routing/path-pattern.js';

it.each([
  ['', '/', '/'],
  ['', '', '/'],
  ['/users', '/', '/users'],
  ['/users', '', '/users'],
  ['/users', '/:id', '/users/:id'],
  ['/users/', '/:id', '/users/:id'],
  ['/', '/:id', '/:id'],
  ['/users', '/all/', '/users/all'],
  ['/users', '{/:id}', '/users{/:id}'],
])('the prefix %j and the path %j are %s', (prefix, path, joined) => {
  expect(joinPath(prefix, path)).toBe(joined);
});

it('knows the names of parameters and wildcards, in optional groups too', () => {
  const pattern = readPathPattern('/:a{/:b{/:c}}/x-:d/*rest');
  expect(pattern.parameters).toEqual(['a', 'b', 'c', 'd']);
  expect(pattern.wildcards).toEqual(['rest']);
});

const same = (a: string, b: string): boolean => isRival(readPathPattern(a), readPathPattern(b));
const overlap = (a: string, b: string): boolean => overlaps(readPathPattern(a), readPathPattern(b));

it.each([
  ['/:id', '/:name', true],
  ['/Users', '/users', true],
  ['/*rest', '/*path', true],
  ['/:a-:b', '/:from-:to', true],
  ['/list{/:page}', '/list', true],
  ['/list{/:page}', '/list/:id', true],
  ['{/:lang}/about', '/about', true],
  ['/:id', '/me', false],
  ['/a/:id', '/b/:id', false],
  ['/:id', '/*rest', false],
])('%s and %s answer some path with equal right: %s', (a, b, expected) => {
  expect([same(a, b), same(b, a)]).toEqual([expected, expected]);
});

it.each([
  ['/users/:id', '/users/me', true],
  ['/users/:id', '/posts/:id', false],
  ['/users/:id', '/users', false],
  ['/users/*rest', '/users/a/b/c', true],
  ['/users/*rest', '/users', false],
  ['/*rest/end', '/a/b/end', true],
  ['/*rest/end', '/a/b/start', false],
  ['/a-:id', '/a-1', true],
  ['/a-:id', '/b-1', false],
  ['/list{/:page}', '/list', true],
  ['/USERS', '/users', true],
])('%s and %s overlap: %s', (a, b, expected) => {
  expect([overlap(a, b), overlap(b, a)]).toEqual([expected, expected]);
});

describe('order', () => {
  it('is literal, mixed, parameter, wildcard, decided by the first segment that differs', () => {
    const paths = ['/*rest', '/:id', '/a-:id', '/me', '/:id/posts', '/me/*rest', '/me/:id', '/me/posts', '/'];
    const sorted = paths.map(readPathPattern).sort(comparePatterns);
    expect(sorted.map(({ path }) => path)).toEqual([
      '/me/posts',
      '/me/:id',
      '/me/*rest',
      '/me',
      '/a-:id',
      '/:id/posts',
      '/:id',
      '/*rest',
      '/',
    ]);
  });

  it('does not depend on the order of declaration', () => {
    const random = createRandom(7);
    const paths = ['/*rest', '/:id', '/b-:id', '/a-:id', '/me', '/you', '/:id/posts', '/me/*rest', '/list{/:page}/x'];
    const expected = paths
      .map(readPathPattern)
      .sort(comparePatterns)
      .map(({ path }) => path);
    for (let round = 0; round < 50; round++) {
      const shuffled = paths.map((path) => ({ path, key: random() })).sort((a, b) => a.key - b.key);
      const sorted = shuffled.map(({ path }) => readPathPattern(path)).sort(comparePatterns);
      expect(sorted.map(({ path }) => path)).toEqual(expected);
    }
  });
});

describe('for 4,000 pairs of random patterns', () => {
  const random = createRandom(20261122);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const words = ['a', 'b', 'A', 'ab', 'a-b', '1'];

  const segment = (names: string[]): string => {
    const name = `p${names.push('')}`;
    const roll = random();
    if (roll < 0.45) return pick(words);
    if (roll < 0.7) return `:${name}`;
    if (roll < 0.8) return `${pick(words)}-:${name}`;
    if (roll < 0.9) return `:${name}.${pick(words)}`;
    return `*${name}`;
  };
  const randomPattern = (): PathPattern => {
    for (;;) {
      const names: string[] = [];
      const parts = Array.from({ length: Math.floor(random() * 4) }, () => {
        const text = `/${segment(names)}`;
        return random() < 0.2 ? `{${text}${random() < 0.3 ? `{/${segment(names)}}` : ''}}` : text;
      });
      const path = parts.join('') || '/';
      if (explainPath(path) === undefined) return readPathPattern(path);
    }
  };
  const randomPath = (): string => {
    const piece = (): string => pick([...words, 'a.b', 'x-a.1', 'ab-1', 'q']);
    return `/${Array.from({ length: Math.floor(random() * 5) }, piece).join('/')}`;
  };

  const pairs = Array.from({ length: 4_000 }, () => [randomPattern(), randomPattern()] as const);
  const paths = Array.from({ length: 60 }, randomPath);

  it('overlaps says no only where no path is matched by both, as path-to-regexp sees it', () => {
    let both = 0;
    for (const [a, b] of pairs) {
      const [one, other] = [pathToRegexp(a.path).regexp, pathToRegexp(b.path).regexp];
      const witness = paths.find((path) => one.test(path) && other.test(path));
      if (witness === undefined) continue;
      both++;
      expect({ a: a.path, b: b.path, witness, overlaps: overlaps(a, b) }).toMatchObject({ overlaps: true });
    }
    expect(both).toBeGreaterThan(500);
  });

  it('overlaps does not depend on which is asked first', () => {
    for (const [a, b] of pairs) expect(overlaps(a, b)).toBe(overlaps(b, a));
  });

  it('patterns that are the same overlap', () => {
    for (const [a, b] of pairs) if (isRival(a, b)) expect(overlaps(a, b)).toBe(true);
  });

  it('of two literal ways the one that is tried first is never the less particular', () => {
    for (const [a, b] of pairs) {
      for (const path of paths) {
        const literal = a.path.toLowerCase() === path.toLowerCase();
        if (!literal || b.variants.length > 1 || isRival(a, b) || !match(b.path)(path)) continue;
        expect({ a: a.path, b: b.path, order: comparePatterns(a, b) < 0 }).toMatchObject({ order: true });
      }
    }
  });
});

/** mulberry32: the same numbers in every run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
