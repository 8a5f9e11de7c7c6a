import { removeApps } from '../write-app.js';
import { check, checkedApp, controller } from './check-app.js';

jest.setTimeout(60_000);
afterAll(removeApps);

test('what cannot be followed is a note, required settings are listed, and neither is a mistake', async () => {
  const app = checkedApp(
    {
      'src/users.ts': controller('users', {
        head: 'export const load = (name: string) => import(`./locales/${name}.js`);\n',
      }),
      'src/auth.ts': `import { defineService } from '@monojs/core';
import { z } from 'zod';
export default defineService('auth', { config: z.object({ url: z.string(), key: z.string(), size: z.number().optional() }) });
`,
    },
    ['zod'],
  );
  expect(await check(app, '--no-types')).toEqual({
    code: 0,
    text: `Notes
  src/users.ts:2: import(\`./locales/\${name}.js\`) is computed when the program runs, so every file below ./locales/ counts as reached

Required settings
  auth: key, url

2 services, 1 route, 2 files, without types: no mistakes. … ms
`,
  });
});

test('what the application prints while it is imported stays out of the report', async () => {
  const app = checkedApp({ 'src/users.ts': controller('users', { head: "console.log('hello');\n" }) });
  const { text } = await check(app, '--no-types', '--json');
  expect(JSON.parse(text)).toEqual({ version: 1, findings: [], notes: [] });
});

test('a face that does not exist is a mistake of the configuration', async () => {
  const config = "export default {\n  services: { users: { face: './src/gone.ts' } },\n};\n";
  const { text } = await check(
    checkedApp({ 'src/users.ts': controller('users'), 'mono.config.ts': config }),
    '--no-types',
  );
  expect(text).toBe(`MONO_CONFIG_INVALID: face must be the path of a file that exists.
  services.users.face   mono.config.ts:2
  Fix: write the file that others import from, relative to the application's root, such as './src/users/index.ts'.

1 service, 1 route, 1 file, without types: 1 mistake. … ms
`);
});

test('every service is checked although one cannot be imported', async () => {
  const twice = { body: "  @Get('/') twice() {}\n" };
  const files = {
    'src/a.ts': controller('a', twice),
    'src/b.ts': controller('b', { head: 'if (Date) process.exit(1);\n' }),
    'src/c.ts': controller('c', { head: "if (Date) throw new Error('no');\n" }),
    'src/d.ts': controller('d', twice),
  };
  const { text } = await check(checkedApp(files), '--no-types');
  expect(text.match(/^MONO_\w+/gm)).toEqual([
    'MONO_ROUTE_CONFLICT',
    'MONO_REFLECT_FAILED',
    'MONO_SERVICE_LOAD_FAILED',
    'MONO_ROUTE_CONFLICT',
  ]);
});
