import { findContracts } from '../../src/manifest/find-contracts.js';

const paths = [
  'src/shared/migrations.ts',
  'src/shared/schemas/a.ts',
  'src/shared/schemas/deep/b.ts',
  'src/users/schemas.ts',
  'src/usersXschemas.ts',
];
const services = [
  { files: paths.map((path) => ({ path, hash: path })) },
  { files: [{ path: paths[0]!, hash: paths[0]! }] },
];

test.each([
  [['src/shared/migrations.ts'], [0]],
  [['./src/shared/migrations.ts'], [0]],
  [['src/shared/*.ts'], [0]],
  [['src/shared/schemas/**'], [1, 2]],
  [['src/shared/schemas/*'], [1]],
  [['src/**/*.ts'], [0, 1, 2, 3, 4]],
  [['**/schemas.ts'], [3]],
  [['src/users.schemas.ts'], []],
  [['src/shared'], []],
  [
    ['src/users/schemas.ts', 'src/shared/migrations.ts'],
    [0, 3],
  ],
  [undefined, []],
  [[], []],
] as const)('%j finds, sorted and each once, what it should', (patterns, found) => {
  expect(findContracts(patterns, services).map(({ path }) => path)).toEqual(found.map((index) => paths[index]));
});
