import { createManifest } from '../../src/manifest/create-manifest.js';
import { reflectApp } from '../../src/reflect/reflect-app.js';
import { scanApp } from '../../src/scan/scan-app.js';
import { checkedApp, controller, core } from '../check/check-app.js';
import { writeExampleApp } from '../example-app.js';
import { removeApps } from '../write-app.js';

// The process that reflects runs what is built, also here.
jest.setTimeout(60_000);
afterAll(removeApps);

test('the manifest says what each service answers and injects, with files and lines', async () => {
  const { services } = await createManifest(writeExampleApp());
  const described = services.map(({ name, routes, injection }) => ({
    name,
    routes: routes.map(
      ({ method, path, class: owner, handler, file, line }) => `${method} ${path} ${owner}.${handler} ${file}:${line}`,
    ),
    injection: injection.map(({ kind, name: own, needs, file }) => `${kind} ${own} <- ${needs.join()} ${file}`),
  }));
  expect(described).toEqual([
    { name: 'mails', routes: [], injection: [] },
    {
      name: 'posts',
      routes: ['GET /posts PostsController.all src/posts/posts.controller.ts:10'],
      injection: [
        'singleton ItemRepository <- database src/shared/item.repository.ts',
        'controller PostsController <- ItemRepository src/posts/posts.controller.ts',
        'token database <-  src/shared/database.ts',
      ],
    },
    {
      name: 'users',
      routes: [
        'GET /users UsersController.all src/users/users.controller.ts:10',
        'GET /users/:id UsersController.byId src/users/users.controller.ts:15',
      ],
      injection: [
        'singleton ItemRepository <- database src/shared/item.repository.ts',
        'controller UsersController <- ItemRepository src/users/users.controller.ts',
        'token database <-  src/shared/database.ts',
      ],
    },
  ]);
});

test('two folders and two runs give the same bytes', async () => {
  const [one, other] = [await createManifest(writeExampleApp()), await createManifest(writeExampleApp())];
  expect(JSON.stringify(one)).toBe(JSON.stringify(other));
});

test('a manifest with mistakes in its declarations is not made', async () => {
  const app = checkedApp({ 'src/users.ts': controller('users', { body: "  @Get('/') twice() {}\n" }) });
  await expect(createManifest(app)).rejects.toMatchObject({ code: 'MONO_ROUTE_CONFLICT' });
});

test('schemas become JSON Schema: of specs, of marked parameters, of settings; what cannot be said is null', async () => {
  const app = checkedApp(
    {
      'src/users.ts': `import { defineService, Get, Header, Param, Post, Query, Service } from '@monojs/core';
import { z } from 'zod';
const create = { body: z.object({ age: z.coerce.number() }), response: z.object({ at: z.date() }), status: 201 };
@Service('users', { prefix: '/users' })
export class Users {
  @Post('/', create) create() { return { at: new Date() }; }
  @Get('/:id') one(@Param('id') id: string, @Query(z.object({ page: z.number().optional() })) query: unknown, @Header('X-Tenant') tenant: string | undefined) {
    return [id, query, tenant];
  }
}
const plain = { '~standard': { version: 1, vendor: 'plain', validate: (value: unknown) => ({ value }) } } as const;
@Service('other', { prefix: '/other' })
export class Other { @Get('/', { query: plain }) all() { return []; } }
export default defineService('users', { config: z.object({ url: z.string(), size: z.number().default(3) }) });
`,
    },
    ['zod'],
  );
  const { services, findings, notes } = await reflectApp(scanApp(app));
  expect(
    services.map(({ name, routes, config }) => ({
      name,
      config,
      routes: routes.map(({ schemas, status }) => ({ schemas, status })),
    })),
  ).toEqual([
    { name: 'other', config: undefined, routes: [{ schemas: { query: null }, status: undefined }] },
    {
      name: 'users',
      config: {
        type: 'object',
        properties: { url: { type: 'string' }, size: { type: 'number', default: 3 } },
        required: ['url'],
      },
      routes: [
        {
          schemas: {
            body: { type: 'object', properties: { age: { type: 'number' } }, required: expect.anything() },
            response: null,
          },
          status: 201,
        },
        {
          schemas: {
            params: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
            query: { type: 'object', properties: { page: { type: 'number' } } },
            headers: { type: 'object', properties: { 'x-tenant': { type: 'string' } } },
          },
          status: undefined,
        },
      ],
    },
  ]);
  expect(findings).toEqual([
    {
      code: 'MONO_SCHEMA_INEXPRESSIBLE',
      message:
        'the response schema of POST /users cannot be written as JSON Schema: Date cannot be represented in JSON Schema.',
      where: [{ service: 'users', class: 'Users', method: 'create', note: 'response', file: 'src/users.ts', line: 6 }],
      fix: expect.any(String) as string,
    },
  ]);
  expect(notes).toEqual([expect.stringContaining('schemas of plain say nothing of JSON Schema')]);
});

test('an import that never ends is ended, and is a finding', async () => {
  const head = "import { setTimeout as wait } from 'node:timers/promises';\nawait wait(600_000);\n";
  const app = checkedApp({
    'package.json': '{ "name": "app", "type": "module" }',
    'src/users.ts': controller('users', { head }),
  });
  const { services, findings } = await reflectApp(scanApp(app), { timeLimit: 2000 });
  expect(services).toEqual([]);
  expect(findings).toMatchObject([
    {
      code: 'MONO_REFLECT_FAILED',
      message:
        'the application could not be described: while src/users.ts was imported, the import did not finish within 2 s.',
      where: [{ service: 'users', file: 'src/users.ts' }],
    },
  ]);
});

test('services of different ports may own the same paths, services of one port may not', async () => {
  const files = { 'src/a.ts': controller('a', { prefix: '/same' }), 'src/b.ts': controller('b', { prefix: '/same' }) };
  const overlaps = async (config: string) => {
    const { findings } = await reflectApp(
      scanApp(checkedApp({ ...files, 'mono.config.ts': `export default ${config};\n` })),
    );
    return findings.map(({ code }) => code);
  };
  expect(await overlaps('{ services: { a: { port: 4001 } } }')).toEqual([]);
  expect(await overlaps('{ services: { a: { port: 3000 } } }')).toEqual(['MONO_ROUTE_OVERLAP']);
  expect(await overlaps('{ services: { a: { port: 4001 }, b: { port: 4001 } } }')).toEqual(['MONO_ROUTE_OVERLAP']);
  expect(await overlaps('{}')).toEqual(['MONO_ROUTE_OVERLAP']);
});

test('classes that only read the same are not copies of one', async () => {
  const same = 'import { singleton } from "@monojs/core";\n@singleton()\nexport class Clock {}\n';
  const using = (service: string) =>
    `${core}import { Clock } from './${service}-clock.js';\n@Service('${service}', { prefix: '/${service}' })\nexport class Of${service} {\n  constructor(readonly clock: Clock) {}\n}\n`;
  const app = checkedApp({
    'src/a.ts': using('a'),
    'src/a-clock.ts': same,
    'src/b.ts': using('b'),
    'src/b-clock.ts': same,
  });
  expect((await reflectApp(scanApp(app))).findings).toEqual([]);
});
