import { slugsFor, toSlug } from '../../src/shared/slug.js';

test.each([
  ['How to train your Dragon?', 'how-to-train-your-dragon'],
  ['  Crème   brûlée! ', 'creme-brulee'],
  ['がっこう の 記事', 'がっこう-の-記事'],
  ['हिन्दी 한국어', 'हिन्दी-한국어'],
  [`${'x'.repeat(99)} y`, 'x'.repeat(99)],
  ['𝔘'.repeat(150), 'u'.repeat(100)],
  ['𠮷'.repeat(150), '𠮷'.repeat(100)],
  ['C++ & C#', 'c-c'],
  ['?!', 'article'],
])('%j becomes %j', (title, slug) => {
  expect(toSlug(title)).toBe(slug);
});

test('the second choice is unique', () => {
  const [first, second] = slugsFor('Twice');
  expect(first).toBe('twice');
  expect(second).toMatch(/^twice-[0-9a-f]{12}$/);
  expect(slugsFor('Twice')[1]).not.toBe(second);
});

test('a word that a route needs is nobody’s slug', () => {
  expect(slugsFor('Feed')).toEqual([expect.stringMatching(/^feed-[0-9a-f]{12}$/)]);
});
