import { z } from 'zod';

/** A schema as data, so that it can be changed a little and values for it can be made. */
export type Shape =
  | {
      readonly kind: 'string';
      readonly min?: number;
      readonly max?: number;
      readonly format?: 'email' | 'uuid' | 'date';
    }
  | {
      readonly kind: 'number';
      readonly whole?: boolean;
      readonly min?: number;
      readonly max?: number;
      readonly over?: number;
    }
  | { readonly kind: 'boolean' | 'null' | 'any' }
  | { readonly kind: 'values'; readonly values: readonly string[] }
  | { readonly kind: 'array'; readonly item: Shape; readonly min?: number; readonly max?: number }
  | { readonly kind: 'tuple'; readonly items: readonly Shape[]; readonly rest?: Shape }
  | { readonly kind: 'record'; readonly value: Shape }
  | { readonly kind: 'union'; readonly options: readonly Shape[] }
  | { readonly kind: 'object'; readonly mode: 'plain' | 'strict' | 'loose'; readonly members: readonly Member[] };

interface Member {
  readonly name: string;
  readonly shape: Shape;
  readonly optional: boolean;
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export type Random = () => number;
const below = (random: Random, count: number) => Math.floor(random() * count);
const pick = <T>(random: Random, list: readonly T[]): T => list[below(random, list.length)]!;
const maybe = (random: Random, chance = 0.5) => random() < chance;

const names = ['a', 'b', 'c', 'd'];
const words = ['red', 'green', 'blue', 'grey'];

export function randomShape(random: Random, depth = 3): Shape {
  const flat = ['string', 'string', 'number', 'number', 'boolean', 'null', 'any', 'values'] as const;
  const deep = ['array', 'tuple', 'record', 'union', 'object', 'object', 'object'] as const;
  const kind = depth > 0 && maybe(random, 0.6) ? pick(random, deep) : pick(random, flat);
  const inner = () => randomShape(random, depth - 1);
  const limit = (top: number) => (maybe(random, 0.3) ? below(random, top) : undefined);
  if (kind === 'string')
    return {
      kind,
      min: limit(3),
      max: maybe(random, 0.3) ? 3 + below(random, 3) : undefined,
      ...(maybe(random, 0.2) && { format: pick(random, ['email', 'uuid', 'date'] as const) }),
    };
  if (kind === 'number')
    return {
      kind,
      whole: maybe(random),
      min: limit(4),
      max: maybe(random, 0.3) ? 4 + below(random, 4) : undefined,
      over: limit(3),
    };
  if (kind === 'values') return { kind, values: words.filter(() => maybe(random, 0.6)).concat('black') };
  if (kind === 'array')
    return { kind, item: inner(), min: limit(2), max: maybe(random, 0.3) ? 2 + below(random, 2) : undefined };
  if (kind === 'tuple')
    return {
      kind,
      items: Array.from({ length: 1 + below(random, 2) }, inner),
      ...(maybe(random, 0.3) && { rest: inner() }),
    };
  if (kind === 'record') return { kind, value: inner() };
  if (kind === 'union') return { kind, options: Array.from({ length: 2 + below(random, 2) }, inner) };
  if (kind === 'object') {
    const members = names
      .filter(() => maybe(random))
      .map((name): Member => ({ name, shape: inner(), optional: maybe(random) }));
    return { kind, mode: pick(random, ['plain', 'plain', 'strict', 'loose'] as const), members };
  }
  return { kind };
}

/** A small change somewhere, or none. */
export function mutate(random: Random, shape: Shape): Shape {
  if (maybe(random, 0.08)) return randomShape(random, 1);
  if (maybe(random, 0.08)) return { kind: 'union', options: [shape, randomShape(random, 1)] };
  const other = (value: number | undefined, from: number) =>
    maybe(random, 0.3) ? (maybe(random) ? undefined : from + below(random, 4)) : value;
  if (shape.kind === 'string')
    return {
      ...shape,
      min: other(shape.min, 0),
      max: other(shape.max, 4),
      ...(maybe(random, 0.2) && { format: undefined }),
    };
  if (shape.kind === 'number')
    return {
      ...shape,
      min: other(shape.min, 0),
      max: other(shape.max, 4),
      over: other(shape.over, 0),
      ...(maybe(random, 0.2) && { whole: !shape.whole }),
    };
  if (shape.kind === 'values') return { ...shape, values: words.filter(() => maybe(random, 0.7)).concat('black') };
  if (shape.kind === 'array')
    return { ...shape, item: mutate(random, shape.item), min: other(shape.min, 0), max: other(shape.max, 4) };
  if (shape.kind === 'tuple')
    return {
      ...shape,
      items: maybe(random, 0.2) ? shape.items.slice(1) : shape.items.map((item) => mutate(random, item)),
      ...(maybe(random, 0.2) && { rest: randomShape(random, 0) }),
    };
  if (shape.kind === 'record') return { ...shape, value: mutate(random, shape.value) };
  if (shape.kind === 'union')
    return {
      ...shape,
      options:
        shape.options.length > 2 && maybe(random, 0.3)
          ? shape.options.slice(1)
          : shape.options.map((option) => (maybe(random) ? option : mutate(random, option))),
    };
  if (shape.kind !== 'object') return shape;
  const kept = shape.members.filter(() => maybe(random, 0.9));
  const changed = kept.map((member): Member =>
    maybe(random, 0.4)
      ? {
          ...member,
          shape: mutate(random, member.shape),
          optional: maybe(random, 0.2) ? !member.optional : member.optional,
        }
      : member,
  );
  const free = names.find((name) => !shape.members.some((member) => member.name === name));
  const added: Member[] =
    free !== undefined && maybe(random, 0.3)
      ? [{ name: free, shape: randomShape(random, 1), optional: maybe(random) }]
      : [];
  return {
    ...shape,
    mode: maybe(random, 0.15) ? pick(random, ['plain', 'strict', 'loose'] as const) : shape.mode,
    members: [...changed, ...added],
  };
}

export function toZod(shape: Shape): z.ZodType {
  if (shape.kind === 'string') {
    const text =
      shape.format === 'email'
        ? z.email()
        : shape.format === 'uuid'
          ? z.uuid()
          : shape.format === 'date'
            ? z.iso.date()
            : z.string();
    return shape.format ? text : limited(text as z.ZodString, shape.min, shape.max);
  }
  if (shape.kind === 'number') {
    const number = limited(shape.whole ? z.int() : z.number(), shape.min, shape.max);
    return shape.over === undefined ? number : number.gt(shape.over);
  }
  if (shape.kind === 'values') return z.enum(shape.values as [string, ...string[]]);
  if (shape.kind === 'array') return limited(z.array(toZod(shape.item)), shape.min, shape.max);
  if (shape.kind === 'tuple') {
    const items = shape.items.map(toZod) as [z.ZodType, ...z.ZodType[]];
    return shape.rest ? z.tuple(items, toZod(shape.rest)) : z.tuple(items);
  }
  if (shape.kind === 'record') return z.record(z.string(), toZod(shape.value));
  if (shape.kind === 'union') return z.union(shape.options.map(toZod));
  if (shape.kind === 'object') {
    const members = Object.fromEntries(
      shape.members.map(({ name, shape: inner, optional }) => [
        name,
        optional ? toZod(inner).optional() : toZod(inner),
      ]),
    );
    return shape.mode === 'strict'
      ? z.strictObject(members)
      : shape.mode === 'loose'
        ? z.looseObject(members)
        : z.object(members);
  }
  return shape.kind === 'boolean' ? z.boolean() : shape.kind === 'null' ? z.null() : z.unknown();
}

function limited<T extends { min(limit: number): T; max(limit: number): T }>(schema: T, min?: number, max?: number): T {
  const lower = min === undefined ? schema : schema.min(min);
  return max === undefined ? lower : lower.max(max);
}

/** A value that was meant to fit, and that holds only what the shape declares. */
export function valueFor(random: Random, shape: Shape): unknown {
  if (shape.kind === 'string') {
    if (shape.format)
      return { email: 'a@b.example', uuid: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff', date: '2024-02-29' }[shape.format];
    return 'xyzxyzxyz'.slice(0, pick(random, [shape.min ?? 0, shape.max ?? 9, below(random, 9)]));
  }
  if (shape.kind === 'number')
    return pick(random, [
      shape.min ?? -5,
      shape.max ?? 99,
      (shape.over ?? 0) + 1,
      below(random, 9),
      shape.whole ? 3 : 2.5,
    ]);
  if (shape.kind === 'values') return pick(random, shape.values);
  const list = (length: number, item: Shape) => Array.from({ length }, () => valueFor(random, item));
  if (shape.kind === 'array') return list(pick(random, [shape.min ?? 0, shape.max ?? 3, below(random, 4)]), shape.item);
  if (shape.kind === 'tuple')
    return [
      ...shape.items.map((item) => valueFor(random, item)),
      ...(shape.rest ? list(below(random, 3), shape.rest) : []),
    ];
  if (shape.kind === 'record')
    return Object.fromEntries(names.filter(() => maybe(random)).map((name) => [name, valueFor(random, shape.value)]));
  if (shape.kind === 'union') return valueFor(random, pick(random, shape.options));
  if (shape.kind === 'object') {
    const declared = shape.members
      .filter(({ optional }) => !optional || maybe(random))
      .map(({ name, shape: inner }) => [name, valueFor(random, inner)]);
    const others =
      shape.mode === 'loose'
        ? names.filter((name) => maybe(random) && !shape.members.some((member) => member.name === name))
        : [];
    return Object.fromEntries([...declared, ...others.map((name) => [name, randomValue(random)])]);
  }
  return shape.kind === 'boolean' ? maybe(random) : shape.kind === 'null' ? null : randomValue(random);
}

function randomValue(random: Random): unknown {
  return pick(random, ['red', '', 'long enough', 0, 1.5, 7, true, null, [], ['x', 1], {}, { a: 1 }]);
}
