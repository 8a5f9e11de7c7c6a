// What each package exports, held to packages/core/test/public-api.txt. After a deliberate change:
//   UPDATE_PUBLIC_API=1 npx jest packages/core/test/public-api.test.ts
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { root } from './source-files.js';

const entries: readonly (readonly [name: string, file: string])[] = [
  ['@monojs/core', 'core/src/index.ts'],
  ['@monojs/core/inspect', 'core/src/inspect.ts'],
  ['@monojs/server', 'server/src/index.ts'],
  ['@monojs/cli', 'cli/src/index.ts'],
  ['@monojs/cli/scan', 'cli/src/scan.ts'],
  ['@monojs/testing', 'testing/src/index.ts'],
];
const list = path.join(__dirname, 'public-api.txt');
const printed = entries
  .filter(([, file]) => existsSync(path.join(root, 'packages', file)))
  .map(([name, file]) =>
    [name, ...readExports(path.join(root, 'packages', file)).map((line) => `  ${line}`)].join('\n'),
  )
  .join('\n\n');

if (process.env.UPDATE_PUBLIC_API) writeFileSync(list, `${printed}\n`);

it('the public API is the one that was committed', () => {
  expect(`${printed}\n`).toBe(readFileSync(list, 'utf8'));
});

it('core exports no more than 41 values', () => {
  const values = readExports(path.join(root, 'packages/core/src/index.ts')).filter((line) => line.startsWith('value'));
  expect(values.length).toBeGreaterThan(25);
  expect(values.length).toBeLessThanOrEqual(41);
});

it('what the index exports is there at run time', async () => {
  const lines = readExports(path.join(root, 'packages/core/src/index.ts'));
  const values = lines.filter((line) => line.startsWith('value ')).map((line) => line.split(' ')[1]!);
  expect(Object.keys(await import('@monojs/core')).sort()).toEqual(values.sort());
});

/** An index names what it exports and nothing else, so its syntax is enough. */
function readExports(file: string): string[] {
  const tree = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022);
  return tree.statements
    .flatMap((statement) => {
      if (!ts.isExportDeclaration(statement) || !statement.exportClause || !ts.isNamedExports(statement.exportClause))
        throw new Error(`${file}: an index holds nothing but exports by name`);
      return statement.exportClause.elements.map((one) => {
        const kind = statement.isTypeOnly || one.isTypeOnly ? 'type ' : 'value';
        return `${kind} ${one.name.text}`;
      });
    })
    .sort((a, b) => (a.slice(6) < b.slice(6) ? -1 : 1));
}
