import { nearestNames } from '@monojs/core';

const known = ['auth', 'orders', 'posts', 'user', 'users'];

it.each([
  ['a letter too few', 'user-s', ['users', 'user']],
  ['two letters swapped', 'uesrs', ['users', 'user']],
  ['another case', 'Auth', ['auth']],
  ['the name itself', 'posts', ['posts']],
])('finds a name in spite of %s', (_, typed, nearest) => {
  expect(nearestNames(typed, known)).toEqual(nearest);
});

it('finds nothing when nothing is near', () => {
  expect(nearestNames('billing', known)).toEqual([]);
  expect(nearestNames('', known)).toEqual([]);
});

it('gives at most three, the nearest first, then by the alphabet', () => {
  expect(nearestNames('a1', ['a5', 'a4', 'a3', 'a2', 'a1'])).toEqual(['a1', 'a2', 'a3']);
});

it('is not confused by names that every object has', () => {
  expect(nearestNames('constructor', ['users'])).toEqual([]);
});
