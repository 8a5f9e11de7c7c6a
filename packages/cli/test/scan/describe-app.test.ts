import { join } from 'node:path';
import { describeApp } from '../../src/scan/describe-app.js';
import { scanApp } from '../../src/scan/scan-app.js';
import { removeApps, writeApp } from '../write-app.js';

afterAll(removeApps);

const controller = (service: string) =>
  `import { Service } from '@monojs/core';\n@Service('${service}')\nexport class C {}\n`;

test('a description loads the entries of one service, in order, through the given import', async () => {
  const root = writeApp({
    'mono.config.ts':
      "export default { services: { a: { port: 3001 } }, topology: { edge: ['a', 'b'] }, setup: 'src/setup.ts' };",
    'src/a2.ts': controller('a'),
    'src/a1.ts': controller('a'),
    'src/b.ts': controller('b'),
    'src/setup.ts': '',
  });
  const imported: string[] = [];
  const description = describeApp(scanApp(root), async (file) => imported.push(file));
  expect(imported).toEqual([]);
  expect(description.groups).toEqual({ edge: ['a', 'b'] });
  expect(description.services).toEqual({
    a: { port: 3001, load: expect.any(Function) },
    b: { port: undefined, load: expect.any(Function) },
  });

  const { a } = description.services;
  expect(await (typeof a === 'object' ? a.load() : undefined)).toEqual([1, 2]);
  await (description.setup as () => Promise<unknown>)();
  expect(imported).toEqual([join(root, 'src/a1.ts'), join(root, 'src/a2.ts'), join(root, 'src/setup.ts')]);
});

test('an application without setup has none', () => {
  expect(describeApp(scanApp(writeApp({ 'src/a.ts': controller('a') })), async () => undefined)).not.toHaveProperty(
    'setup',
  );
});
