import { z } from 'zod';
import { compareSchemas } from '../../../src/diff/schemas/compare-schemas.js';
import { worstOf } from '../../../src/diff/verdict.js';
import { createRandom, mutate, randomShape, toZod, valueFor } from './random-schemas.js';
import type { Shape } from './random-schemas.js';

const pairs = 4000;
const values = 40;

const write = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input' });

test('a schema compared with itself is never a change, however its parts are written', () => {
  const random = createRandom(1);
  for (let round = 0; round < 1000; round++) {
    const shape = randomShape(random);
    const [written, again] = [write(toZod(shape)), JSON.parse(JSON.stringify(write(toZod(shape)))) as object];
    for (const direction of ['request', 'response'] as const) {
      expect(compareSchemas(written, again, direction)).toEqual([]);
      expect(compareSchemas({ $ref: '#/$defs/it', $defs: { it: written } }, again, direction)).toEqual([]);
    }
  }
});

test('a request is never called safe if the new schema refuses a value that the old one takes', () => {
  const counts = { safe: 0, unknown: 0, breaking: 0, same: 0, refused: 0 };
  const random = createRandom(2);
  for (let round = 0; round < pairs; round++) {
    const before = randomShape(random);
    const after = mutate(random, before);
    const [old, now] = [toZod(before), toZod(after)];
    const changes = compareSchemas(write(old), write(now), 'request');
    const verdict = worstOf(changes) ?? 'same';
    counts[verdict]++;
    const refused = findValue(random, before, (value) => old.safeParse(value).success && !now.safeParse(value).success);
    if (refused) counts.refused++;
    if (refused && (verdict === 'safe' || verdict === 'same'))
      expect({ before, after, refused, changes }).toBe('not safe');
  }
  // So that nobody makes it true by calling everything breaking, or by making no values.
  expect(counts.safe).toBeGreaterThan(pairs / 20);
  expect(counts.refused).toBeGreaterThan(pairs / 10);
  expect(counts.unknown).toBeLessThan(pairs / 5);
});

test('a response is never called safe if the old schema rules out a value that the new one allows', () => {
  const counts = { safe: 0, unknown: 0, breaking: 0, same: 0, unexpected: 0 };
  const random = createRandom(3);
  for (let round = 0; round < pairs; round++) {
    const before = relax(randomShape(random));
    const after = relax(mutate(random, before));
    const [old, now] = [toZod(before), toZod(after)];
    const changes = compareSchemas(write(old), write(now), 'response');
    const verdict = worstOf(changes) ?? 'same';
    counts[verdict]++;
    const unexpected = findValue(
      random,
      after,
      (value) => now.safeParse(value).success && !old.safeParse(value).success,
    );
    if (unexpected) counts.unexpected++;
    if (unexpected && (verdict === 'safe' || verdict === 'same'))
      expect({ before, after, unexpected, changes }).toBe('not safe');
  }
  expect(counts.safe).toBeGreaterThan(pairs / 20);
  expect(counts.unexpected).toBeGreaterThan(pairs / 10);
  expect(counts.unknown).toBeLessThan(pairs / 5);
});

test('what is called breaking for a request of plain types is refused by the new schema', () => {
  const random = createRandom(4);
  let breaking = 0;
  let shown = 0;
  for (let round = 0; round < pairs; round++) {
    const before = randomShape(random, 0);
    const after = mutate(random, before);
    const [old, now] = [toZod(before), toZod(after)];
    if (worstOf(compareSchemas(write(old), write(now), 'request')) !== 'breaking') continue;
    breaking++;
    if (findValue(random, before, (value) => old.safeParse(value).success && !now.safeParse(value).success)) shown++;
  }
  expect(breaking).toBeGreaterThan(pairs / 20);
  // Not all: a value at the new limit is not always among those that were tried.
  expect(shown / breaking).toBeGreaterThan(0.85);
});

function findValue(
  random: () => number,
  shape: Shape,
  is: (value: unknown) => boolean,
): { value: unknown } | undefined {
  for (let tries = 0; tries < values; tries++) {
    const value = valueFor(random, shape);
    if (is(value)) return { value };
  }
  return undefined;
}

/** Readers ignore what they do not know: no reader is strict. */
function relax(shape: Shape): Shape {
  if (shape.kind === 'object')
    return {
      ...shape,
      mode: shape.mode === 'strict' ? 'plain' : shape.mode,
      members: shape.members.map((member) => ({ ...member, shape: relax(member.shape) })),
    };
  if (shape.kind === 'array') return { ...shape, item: relax(shape.item) };
  if (shape.kind === 'tuple')
    return { ...shape, items: shape.items.map(relax), ...(shape.rest && { rest: relax(shape.rest) }) };
  if (shape.kind === 'record') return { ...shape, value: relax(shape.value) };
  if (shape.kind === 'union') return { ...shape, options: shape.options.map(relax) };
  return shape;
}
