import { checkImportCycles } from '../../src/check/check-import-cycles.js';
import { findCircles } from '../../src/check/find-circles.js';
import { scanApp } from '../../src/scan/scan-app.js';
import { removeApps } from '../write-app.js';
import { checkedApp, controller, core } from './check-app.js';

afterAll(removeApps);

const user = { 'src/users.ts': controller('users', { head: "import './a.js';\n" }) };
const circle = (a: string, b: string) =>
  checkImportCycles(scanApp(checkedApp({ ...user, 'src/a.ts': core + a, 'src/b.ts': core + b }))).map(
    ({ message, where }) => ({
      message,
      where,
    }),
  );
const b = "import { A } from './a.js';\nexport class B { a() { return A; } }\n";
const reported = (need: string) => [
  {
    message: `files import each other in a circle, and ${need} while its file runs, which works only as long as the right one is imported first: src/a.ts -> src/b.ts -> src/a.ts.`,
    where: [{ class: 'A', file: 'src/a.ts', line: expect.any(Number) as number }],
  },
];

test.each([
  ['a constructor parameter of a decorated class', '@singleton()\nexport class A { constructor(readonly b: B) {} }\n'],
  ['the class that a decorated class extends', '@singleton()\nexport class A extends B {}\n'],
  ['an argument of a decorator', "@Service('a', { use: [B] })\nexport class A {}\n"],
  ['a parameter of a decorated method', "export class A {\n  @Get('/') get(b: B) { return b; }\n}\n"],
])('%s, imported from a file that imports this one, can break', (_, text) => {
  expect(circle(`import { B } from './b.js';\n${text}`, b)).toEqual(reported('A needs B'));
});

test.each([
  ['a function that runs later', 'export const A = () => B;\n'],
  ['a class without decorators', 'export class A { constructor(readonly b: B) {} }\n'],
  ['a function in a decorator', "@Service('a', { use: [() => B] as never })\nexport class A {}\n"],
  [
    'delay',
    "import { delay } from '@monojs/core';\n@singleton()\nexport class A { constructor(@inject(delay(() => B)) readonly b: unknown) {} }\n",
  ],
])('%s is harmless', (_, text) => {
  expect(circle(`import { B } from './b.js';\n${text}`, b)).toEqual([]);
});

test('a circle of types is none', () => {
  expect(
    circle("import type { B } from './b.js';\n@singleton()\nexport class A { constructor(readonly b: B) {} }\n", b),
  ).toEqual([]);
});

test('circles are found in a graph of any depth, each once', () => {
  const deep = Array.from({ length: 20_000 }, (_, index) => String(index));
  const chain = new Map(deep.map((file, index) => [file, [deep[index + 1] ?? '0']]));
  expect(findCircles(deep, (file) => chain.get(file)!).map(({ size }) => size)).toEqual([20_000]);
  const graph: Record<string, string[]> = { a: ['b', 'c'], b: ['a'], c: ['d'], d: ['c', 'e'], e: ['e'] };
  const found = findCircles(Object.keys(graph), (file) => graph[file]!);
  expect(found.map((one) => [...one].sort().join('')).sort()).toEqual(['ab', 'cd']);
});
