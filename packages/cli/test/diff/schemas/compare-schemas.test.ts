import { z } from 'zod';
import { compareSchemas } from '../../../src/diff/schemas/compare-schemas.js';
import { worstOf } from '../../../src/diff/verdict.js';

type Expected = 'breaking' | 'unknown' | 'safe' | 'same';
type Row = readonly [fact: string, before: unknown, after: unknown, request: Expected, response: Expected];

const text = { type: 'string' };
const number = { type: 'number' };
const integer = { type: 'integer' };
const object = (properties: object, required: readonly string[] = [], more: object = {}) => ({
  type: 'object',
  properties,
  required,
  ...more,
});
const list = (items: unknown, more: object = {}) => ({ type: 'array', items, ...more });
const written = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input' });

const tree = {
  $ref: '#/$defs/node',
  $defs: { node: object({ label: text, children: list({ $ref: '#/$defs/node' }) }, ['label']) },
};
const numberedTree = {
  $ref: '#/$defs/n',
  $defs: { n: object({ label: number, children: list({ $ref: '#/$defs/n' }) }, ['label']) },
};
const renamedTree = {
  $ref: '#/$defs/tree',
  $defs: { tree: object({ label: text, children: list({ $ref: '#/$defs/tree' }) }, ['label']) },
};

const handWritten: readonly Row[] = [
  // Properties
  ['a required property is added', object({ a: text }), object({ a: text, b: text }, ['b']), 'breaking', 'safe'],
  ['an optional property is added', object({ a: text }), object({ a: text, b: text }), 'safe', 'safe'],
  ['a required property is removed', object({ a: text, b: text }, ['b']), object({ a: text }), 'unknown', 'breaking'],
  ['an optional property is removed', object({ a: text, b: text }), object({ a: text }), 'unknown', 'breaking'],
  [
    'a property is removed from a closed object',
    object({ a: text }, [], { additionalProperties: false }),
    object({}, [], { additionalProperties: false }),
    'breaking',
    'breaking',
  ],
  ['a property becomes required', object({ a: text }), object({ a: text }, ['a']), 'breaking', 'safe'],
  ['a property becomes optional', object({ a: text }, ['a']), object({ a: text }), 'safe', 'breaking'],
  [
    'the order of required names differs',
    object({ a: text, b: text }, ['a', 'b']),
    object({ b: text, a: text }, ['b', 'a']),
    'same',
    'same',
  ],
  [
    'a deep property changes its type',
    object({ a: object({ b: text }) }),
    object({ a: object({ b: number }) }),
    'breaking',
    'breaking',
  ],
  ['one property is renamed', object({ a: text }, ['a']), object({ b: text }, ['b']), 'breaking', 'breaking'],
  [
    'other properties are refused',
    object({ a: text }),
    object({ a: text }, [], { additionalProperties: false }),
    'breaking',
    'same',
  ],
  [
    'other properties are taken',
    object({ a: text }, [], { additionalProperties: false }),
    object({ a: text }),
    'safe',
    'same',
  ],
  [
    'to allow other properties is what silence says',
    object({ a: text }),
    object({ a: text }, [], { additionalProperties: true }),
    'same',
    'same',
  ],
  [
    'an optional property is added to an expressly open object',
    object({}, [], { additionalProperties: true }),
    object({ a: text }, [], { additionalProperties: true }),
    'unknown',
    'safe',
  ],
  [
    'the values of a map are widened',
    { type: 'object', additionalProperties: integer },
    { type: 'object', additionalProperties: number },
    'safe',
    'breaking',
  ],
  [
    'the values of a map change',
    { type: 'object', additionalProperties: text },
    { type: 'object', additionalProperties: number },
    'breaking',
    'breaking',
  ],
  [
    'a map becomes an object of fixed names',
    { type: 'object', additionalProperties: text },
    object({ a: text }, [], { additionalProperties: false }),
    'breaking',
    'breaking',
  ],
  ['a map demands an entry', { type: 'object' }, { type: 'object', minProperties: 1 }, 'breaking', 'safe'],
  [
    'a map takes fewer entries',
    { type: 'object', maxProperties: 9 },
    { type: 'object', maxProperties: 5 },
    'breaking',
    'safe',
  ],
  [
    'names must fit a pattern',
    { type: 'object' },
    { type: 'object', propertyNames: { pattern: '^x' } },
    'breaking',
    'safe',
  ],
  [
    'properties by pattern are added',
    { type: 'object' },
    { type: 'object', patternProperties: { '^x': text } },
    'unknown',
    'unknown',
  ],
  [
    'properties by pattern change',
    { type: 'object', patternProperties: { '^x': integer } },
    { type: 'object', patternProperties: { '^x': number } },
    'safe',
    'breaking',
  ],
  [
    'properties depend on each other',
    object({ a: text }),
    object({ a: text }, [], { dependentRequired: { a: ['b'] } }),
    'unknown',
    'unknown',
  ],

  // Types
  ['string becomes number', text, number, 'breaking', 'breaking'],
  ['integer becomes number', integer, number, 'safe', 'breaking'],
  ['number becomes integer', number, integer, 'breaking', 'safe'],
  ['null is added to a list of types', text, { type: ['string', 'null'] }, 'safe', 'breaking'],
  ['null is taken away', { type: ['string', 'null'] }, text, 'breaking', 'safe'],
  ['null written as anyOf', { type: ['string', 'null'] }, { anyOf: [text, { type: 'null' }] }, 'same', 'same'],
  ['null as OpenAPI 3.0 wrote it', { type: 'string', nullable: true }, { type: ['null', 'string'] }, 'same', 'same'],
  ['anything becomes text', {}, text, 'breaking', 'safe'],
  ['text becomes anything', text, true, 'safe', 'breaking'],
  ['nothing is allowed any more', text, false, 'breaking', 'breaking'],
  ['a type is written as a list of one', text, { type: ['string'] }, 'same', 'same'],
  [
    'only words for people change',
    { type: 'string', title: 'A', description: 'x', examples: ['a'] },
    { type: 'string', deprecated: true },
    'same',
    'same',
  ],
  ['the default changes', { type: 'integer', default: 20 }, { type: 'integer', default: 50 }, 'unknown', 'same'],

  // Values
  ['a value is added to an enum', { enum: ['a', 'b'] }, { enum: ['a', 'b', 'c'] }, 'safe', 'breaking'],
  ['a value is removed from an enum', { enum: ['a', 'b'] }, { enum: ['a'] }, 'breaking', 'safe'],
  ['a value takes the place of another', { enum: ['a', 'b'] }, { enum: ['a', 'c'] }, 'breaking', 'breaking'],
  ['the order of values differs', { enum: ['a', 'b'] }, { enum: ['b', 'a'] }, 'same', 'same'],
  ['a text becomes an enum', text, { type: 'string', enum: ['a'] }, 'breaking', 'safe'],
  ['an enum becomes a text', { type: 'string', enum: ['a'] }, text, 'safe', 'breaking'],
  [
    'an enum becomes a text that all of its values fit',
    { enum: ['ab', 'cd'] },
    { type: 'string', minLength: 2 },
    'safe',
    'breaking',
  ],
  [
    'an enum becomes a text that one of its values does not fit',
    { enum: ['ab', 'c'] },
    { type: 'string', minLength: 2 },
    'breaking',
    'breaking',
  ],
  ['an enum becomes a format', { enum: ['ab'] }, { type: 'string', format: 'email' }, 'unknown', 'breaking'],
  ['a constant changes', { const: 1 }, { const: 2 }, 'breaking', 'breaking'],
  ['a constant is an enum of one', { const: 'a' }, { enum: ['a'] }, 'same', 'same'],
  ['constants by anyOf are an enum', { anyOf: [{ const: 'a' }, { const: 'b' }] }, { enum: ['b', 'a'] }, 'same', 'same'],

  // Limits
  ['minLength appears', text, { type: 'string', minLength: 1 }, 'breaking', 'safe'],
  ['minLength falls', { type: 'string', minLength: 3 }, { type: 'string', minLength: 1 }, 'safe', 'breaking'],
  ['maxLength falls', { type: 'string', maxLength: 9 }, { type: 'string', maxLength: 5 }, 'breaking', 'safe'],
  ['maxLength goes', { type: 'string', maxLength: 9 }, text, 'safe', 'breaking'],
  ['minimum rises', { type: 'number', minimum: 1 }, { type: 'number', minimum: 2 }, 'breaking', 'safe'],
  ['maximum rises', { type: 'number', maximum: 1 }, { type: 'number', maximum: 2 }, 'safe', 'breaking'],
  [
    'maximum becomes exclusive',
    { type: 'number', maximum: 5 },
    { type: 'number', exclusiveMaximum: 5 },
    'breaking',
    'safe',
  ],
  [
    'over 0 is from 1 on for whole numbers',
    { type: 'integer', exclusiveMinimum: 0 },
    { type: 'integer', minimum: 1 },
    'same',
    'same',
  ],
  [
    'over 0 is not from 1 on for others',
    { type: 'number', exclusiveMinimum: 0 },
    { type: 'number', minimum: 1 },
    'breaking',
    'safe',
  ],
  ['multipleOf gets finer', { type: 'number', multipleOf: 10 }, { type: 'number', multipleOf: 5 }, 'safe', 'breaking'],
  ['multipleOf changes', { type: 'number', multipleOf: 2 }, { type: 'number', multipleOf: 3 }, 'breaking', 'breaking'],
  ['a pattern appears', text, { type: 'string', pattern: '^a' }, 'breaking', 'safe'],
  ['a pattern goes', { type: 'string', pattern: '^a' }, text, 'safe', 'breaking'],
  ['a pattern changes', { type: 'string', pattern: '^a' }, { type: 'string', pattern: '^b' }, 'unknown', 'unknown'],
  ['a format appears', text, { type: 'string', format: 'date' }, 'breaking', 'safe'],
  [
    'a format changes to one that shares nothing with it',
    { type: 'string', format: 'date' },
    { type: 'string', format: 'uuid' },
    'breaking',
    'breaking',
  ],
  [
    'a format changes to one that holds it',
    { type: 'string', format: 'uri' },
    { type: 'string', format: 'uri-reference' },
    'safe',
    'breaking',
  ],
  [
    'a format changes to one that nobody knows',
    { type: 'string', format: 'uri' },
    { type: 'string', format: 'slug' },
    'unknown',
    'unknown',
  ],
  ['an encoding changes', { type: 'string' }, { type: 'string', contentEncoding: 'base64' }, 'unknown', 'unknown'],

  // Arrays
  ['items change their type', list(text), list(number), 'breaking', 'breaking'],
  ['items are widened', list(integer), list(number), 'safe', 'breaking'],
  ['an item gets an optional property', list(object({ a: text })), list(object({ a: text, b: text })), 'safe', 'safe'],
  ['minItems appears', list(text), list(text, { minItems: 1 }), 'breaking', 'safe'],
  ['maxItems rises', list(text, { maxItems: 1 }), list(text, { maxItems: 2 }), 'safe', 'breaking'],
  ['items must differ', list(text), list(text, { uniqueItems: true }), 'breaking', 'safe'],
  ['items become something', { type: 'array' }, list(text), 'breaking', 'safe'],
  [
    'a place of a tuple changes',
    { type: 'array', prefixItems: [text, text] },
    { type: 'array', prefixItems: [text, number] },
    'breaking',
    'breaking',
  ],
  [
    'a tuple gets a place where anything was allowed',
    { type: 'array', prefixItems: [text] },
    { type: 'array', prefixItems: [text, text] },
    'breaking',
    'safe',
  ],
  ['a list must contain something', list(text), list(text, { contains: { const: 'a' } }), 'unknown', 'unknown'],

  // Choices
  [
    'an alternative is added',
    { anyOf: [text, number] },
    { anyOf: [text, number, { type: 'boolean' }] },
    'safe',
    'breaking',
  ],
  ['an alternative is removed', { anyOf: [text, number] }, { anyOf: [text] }, 'breaking', 'safe'],
  ['the order of alternatives differs', { anyOf: [text, number] }, { anyOf: [number, text] }, 'same', 'same'],
  [
    'one of two similar alternatives changes',
    { anyOf: [object({ a: text }, ['a']), object({ b: text }, ['b'])] },
    { anyOf: [object({ a: text }, ['a']), object({ b: number }, ['b'])] },
    'unknown',
    'unknown',
  ],
  [
    'alternatives of oneOf overlap',
    { oneOf: [text, { type: 'string', minLength: 2 }] },
    { oneOf: [text, { type: 'string', minLength: 3 }] },
    'unknown',
    'unknown',
  ],
  [
    'a choice is demanded beside other keywords',
    object({ a: text, b: text }),
    object({ a: text, b: text }, [], { anyOf: [{ required: ['a'] }, { required: ['b'] }] }),
    'unknown',
    'safe',
  ],
  [
    'a part is added to allOf',
    { allOf: [object({ a: text })] },
    { allOf: [object({ a: text }), object({ b: text }, ['b'])] },
    'unknown',
    'safe',
  ],
  [
    'a part of allOf changes',
    { allOf: [object({ a: text }), object({ b: text })] },
    { allOf: [object({ a: text }), object({ b: number })] },
    'breaking',
    'breaking',
  ],
  [
    'a part of allOf declares what another may hold',
    { allOf: [object({ a: text }), object({ b: text })] },
    { allOf: [object({ a: text, b: number }), object({ b: text })] },
    'unknown',
    'safe',
  ],
  ['not changes', { not: text }, { not: number }, 'unknown', 'unknown'],
  [
    'if changes',
    JSON.parse('{ "if": { "type": "string" }, "then": { "minLength": 1 } }'),
    JSON.parse('{ "if": { "type": "string" }, "then": { "minLength": 2 } }'),
    'unknown',
    'unknown',
  ],
  [
    'a keyword that nobody knows changes',
    { type: 'string', magic: 1 },
    { type: 'string', magic: 2 },
    'unknown',
    'unknown',
  ],

  // References
  ['a definition is called otherwise', tree, renamedTree, 'same', 'same'],
  ['a schema that refers to itself changes', tree, numberedTree, 'breaking', 'breaking'],
  ['a reference is written out', { $ref: '#/$defs/a', $defs: { a: text } }, text, 'same', 'same'],
  [
    'what a reference leads to changes',
    { $ref: '#/$defs/a', $defs: { a: text } },
    { $ref: '#/$defs/a', $defs: { a: number } },
    'breaking',
    'breaking',
  ],
  [
    'what not refers to changes',
    { not: { $ref: '#/$defs/a' }, $defs: { a: text } },
    { not: { $ref: '#/$defs/a' }, $defs: { a: number } },
    'unknown',
    'unknown',
  ],
  [
    'keywords beside a reference count',
    { $ref: '#/$defs/a', $defs: { a: text } },
    { $ref: '#/$defs/a', minLength: 1, $defs: { a: text } },
    'breaking',
    'safe',
  ],
  [
    'a reference leads nowhere',
    { $ref: 'https://example.org/a' },
    { $ref: 'https://example.org/b' },
    'unknown',
    'unknown',
  ],
  ['a reference leads to itself', { $ref: '#' }, text, 'unknown', 'unknown'],
];

const user = z.object({
  id: z.uuid(),
  email: z.email(),
  role: z.enum(['admin', 'user']),
  tags: z.array(z.string()).max(5),
});
const shape = (of: 'circle' | 'square' | 'line', more = {}) => z.object({ of: z.literal(of), ...more });

const zodWritten: readonly Row[] = (
  [
    ['zod: the same schema twice', user, user.extend({}), 'same', 'same'],
    [
      'zod: a field with a default is optional',
      user,
      user.extend({ active: z.boolean().default(true) }),
      'safe',
      'safe',
    ],
    [
      'zod: an optional field gets a default',
      user.extend({ n: z.int().optional() }),
      user.extend({ n: z.int().default(1) }),
      'same',
      'same',
    ],
    ['zod: a field becomes nullable', user, user.extend({ email: z.email().nullable() }), 'safe', 'breaking'],
    ['zod: a format goes', user, user.extend({ email: z.string() }), 'safe', 'breaking'],
    ['zod: z.int becomes z.number', z.int(), z.number(), 'safe', 'breaking'],
    ['zod: z.number becomes z.int', z.number(), z.int(), 'breaking', 'safe'],
    ['zod: positive becomes min(1)', z.int().positive(), z.int().min(1), 'same', 'same'],
    [
      'zod: an object becomes strict',
      z.object({ a: z.string() }),
      z.strictObject({ a: z.string() }),
      'breaking',
      'same',
    ],
    ['zod: an object becomes loose', z.object({ a: z.string() }), z.looseObject({ a: z.string() }), 'same', 'same'],
    [
      'zod: a variant is added',
      z.discriminatedUnion('of', [shape('circle'), shape('square')]),
      z.discriminatedUnion('of', [shape('circle'), shape('square'), shape('line')]),
      'safe',
      'breaking',
    ],
    [
      'zod: a variant gets a required field',
      z.discriminatedUnion('of', [shape('circle'), shape('square')]),
      z.discriminatedUnion('of', [shape('circle', { r: z.number() }), shape('square')]),
      'breaking',
      'safe',
    ],
    ['zod: a tuple gets longer', z.tuple([z.string()]), z.tuple([z.string(), z.string()]), 'breaking', 'breaking'],
    ['zod: a tuple may go on', z.tuple([z.string()]), z.tuple([z.string()], z.number()), 'safe', 'breaking'],
    [
      'zod: a record by enum gets a key',
      z.record(z.enum(['a', 'b']), z.number()),
      z.record(z.enum(['a', 'b', 'c']), z.number()),
      'breaking',
      'breaking',
    ],
    ['zod: literals become an enum', z.union([z.literal('a'), z.literal('b')]), z.enum(['a', 'b']), 'same', 'same'],
    [
      'zod: a union gets a type',
      z.union([z.string(), z.number()]),
      z.union([z.string(), z.number(), z.boolean()]),
      'safe',
      'breaking',
    ],
    [
      'zod: an intersection gets an optional field',
      z.intersection(z.object({ a: z.string() }), z.object({ b: z.string() })),
      z.intersection(z.object({ a: z.string() }), z.object({ b: z.string(), c: z.string().optional() })),
      'safe',
      'safe',
    ],
  ] as const
).map(([fact, before, after, request, response]): Row => [fact, written(before), written(after), request, response]);

test.each([...handWritten, ...zodWritten])('%s', (_, before, after, request, response) => {
  const verdict = (direction: 'request' | 'response') => worstOf(compareSchemas(before, after, direction)) ?? 'same';
  expect({ request: verdict('request'), response: verdict('response') }).toEqual({ request, response });
  for (const schema of [before, after]) expect(compareSchemas(schema, structuredClone(schema), 'request')).toEqual([]);
});

test('a change names the place and what it was', () => {
  const before = object({
    user: object({ email: text, tags: list(text, { maxItems: 3 }) }, ['email']),
    page: { type: 'integer', minimum: 1 },
  });
  const after = object({
    user: object({ email: { type: 'string', maxLength: 9 }, tags: list(number) }, ['email']),
    page: { type: 'integer', minimum: 0 },
  });
  expect(compareSchemas(before, after, 'request')).toEqual([
    { at: 'page', verdict: 'safe', message: 'minimum 1 -> 0' },
    { at: 'user.email', verdict: 'breaking', message: 'maxLength none -> 9' },
    { at: 'user.tags[]', verdict: 'breaking', message: 'type string -> number' },
    { at: 'user.tags', verdict: 'safe', message: 'maxItems 3 -> none' },
  ]);
});

test.each([
  ['a number becomes any text', number, text, 'safe'],
  ['a yes or no becomes any text', { type: 'boolean' }, text, 'safe'],
  ['a number becomes a text of a pattern', number, { type: 'string', pattern: '^x' }, 'unknown'],
  ['a text becomes a number', text, number, 'breaking'],
  ['one of some numbers becomes one of some texts', { enum: [1, 2] }, { enum: ['1', '2'] }, 'safe'],
])('in a query %s, for it is written as text', (_, before, after, verdict) => {
  expect(worstOf(compareSchemas(object({ q: before }), object({ q: after }), 'request', true))).toBe(verdict);
  expect(worstOf(compareSchemas(object({ q: before }), object({ q: after }), 'request'))).toBe('breaking');
});

test('schemas that refer to each other in every direction are given up, not compared for ever', () => {
  const names = Array.from({ length: 14 }, (_, index) => `s${index}`);
  const tangle = (leaf: object) => ({
    $ref: '#/$defs/s0',
    $defs: Object.fromEntries(
      names.map((name) => [
        name,
        object({ leaf, ...Object.fromEntries(names.map((other) => [other, { $ref: `#/$defs/${other}` }])) }),
      ]),
    ),
  });
  expect(compareSchemas(tangle(text), tangle(number), 'request')).toEqual([
    { at: '', verdict: 'unknown', message: 'is too large to be compared' },
  ]);
  expect(compareSchemas(tangle(text), tangle(text), 'request')).toEqual([]);
});
