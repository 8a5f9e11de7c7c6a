import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runMono } from '../run-mono.js';
import { removeApps } from '../write-app.js';
import { copyConduit, edit, writeManifest, writeShop } from './diff-app.js';

jest.setTimeout(60_000);
afterAll(removeApps);

const controller = 'src/orders/orders.controller.ts';

function changeShop(root: string): void {
  edit(
    root,
    controller,
    'count: z.int().min(1), note: z.string().optional()',
    'count: z.int().min(0), note: z.string()',
  );
  edit(root, controller, "['open', 'paid']", "['open', 'paid', 'sent']");
  edit(root, controller, "@Get('/:id') byId(_: Input<'/:id'>)", "@Get('/:name') byName(_: Input<'/:name'>)");
  edit(root, controller, 'status: 201', 'status: 200');
  edit(root, 'src/stock/stock.controller.ts', "@Get('/')", "@Get('/all')");
  edit(root, 'src/mails/mails.service.ts', 'SENDER: z.string()', 'SENDER: z.string(), KEY: z.string()');
  edit(root, 'src/shared/prices.ts', 'version = version;', 'version = version; constructor(readonly rates: Rates) {}');
  edit(root, 'src/shared/prices.ts', '@singleton()\n', '@singleton() export class Rates {}\n@singleton()\n');
}

describe('a shop of which much has changed', () => {
  let root: string;
  beforeAll(() => {
    root = writeShop();
    writeManifest(root);
    changeShop(root);
  });

  test('is shown per service, breaking changes first', async () => {
    const { code, stdout, stderr } = await runMono(['diff', 'old.json'], { cwd: root });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(`mails   changed, 1 file
  breaking   environment   KEY   is new and required

orders   changed, 2 files
  breaking   GET /orders         response [].state   may be "sent" now
  breaking   POST /orders        status              201 -> 200
  breaking   POST /orders        body note           is required now
  breaking   POST /orders        response state      may be "sent" now
  safe       POST /orders        body count          minimum 1 -> 0
  safe       GET /orders/:name   path                /orders/:id -> /orders/:name
             injection           Prices -> Rates     added

stock   changed, 1 file
  breaking   GET /stock       removed
  safe       GET /stock/all   added

6 breaking, 3 safe.
`);
  });

  test('is a table per service as Markdown', async () => {
    const { stdout } = await runMono(['diff', 'old.json', '--markdown'], { cwd: root });
    expect(stdout).toContain(`### orders: 4 breaking, 2 safe

|  | what | where | change |
| --- | --- | --- | --- |
| **breaking** | \`GET /orders\` | response \`[].state\` | may be "sent" now |
`);
    expect(stdout).toContain('|  | injection | `Prices -> Rates` | added |\n');
  });

  test('is data under --json, the same at every run', async () => {
    const first = await runMono(['diff', 'old.json', '--json'], { cwd: root });
    expect((await runMono(['diff', 'old.json', '.', '--json'], { cwd: join(root, 'src') })).stdout).toContain(
      'old.json does not exist',
    );
    expect((await runMono(['diff', '../old.json', '--json'], { cwd: join(root, 'src') })).stdout).toBe(first.stdout);
    const { version, services } = JSON.parse(first.stdout) as { version: number; services: object[] };
    expect(version).toBe(1);
    expect(services[2]).toEqual({
      name: 'stock',
      change: 'changed',
      verdict: 'breaking',
      routes: [
        { method: 'GET', path: '/stock', change: 'removed', verdict: 'breaking', changes: [] },
        { method: 'GET', path: '/stock/all', change: 'added', verdict: 'safe', changes: [] },
      ],
      config: [],
      injection: [],
      packages: [],
      settings: [],
      files: [{ name: 'src/stock/stock.controller.ts', change: 'changed' }],
    });
  });

  test('fails a build only where that was asked for', async () => {
    expect((await runMono(['diff', 'old.json', '--fail-on', 'breaking'], { cwd: root })).code).toBe(1);
    expect((await runMono(['diff', 'old.json', '--fail-on', 'unknown'], { cwd: root })).code).toBe(1);
    expect((await runMono(['diff', 'old.json'], { cwd: root })).code).toBe(0);
  });

  test('the folder of an artifact stands for its manifest, on either side', async () => {
    writeManifest(root, 'dist/mono.json');
    const { stdout } = await runMono(['diff', 'old.json', 'dist'], { cwd: root });
    expect(stdout).toContain('6 breaking, 3 safe.');
    expect((await runMono(['diff', 'dist', 'dist/mono.json', '--fail-on', 'unknown'], { cwd: root })).stdout).toBe(
      'Nothing has changed.\n',
    );
  });
});

test('a handler that moves, and code that answers the same, are no change for callers', async () => {
  const root = writeShop();
  writeManifest(root);
  edit(root, controller, 'byId(', 'oneById(');
  edit(root, controller, 'OrdersController', 'ShopController');
  const { code, stdout } = await runMono(['diff', 'old.json', '--fail-on', 'unknown'], { cwd: root });
  expect(stdout).toBe(`orders   changed, 1 file; callers see no difference
  injection   OrdersController -> Prices   removed
  injection   ShopController -> Prices     added

Nothing that callers see has changed.
`);
  expect(code).toBe(0);
});

test('services that come, go and are renamed are told', async () => {
  const root = writeShop();
  writeManifest(root);
  edit(
    root,
    'src/stock/stock.controller.ts',
    "@Service('stock', { prefix: '/stock' })",
    "@Service('store', { prefix: '/stock' })",
  );
  writeFileSync(
    join(root, 'src/hello.ts'),
    "import { Get, Service } from '@monojs/core';\n@Service('hello') export class Hello { @Get('/hello') all() { return 1; } }\n",
  );
  writeFileSync(join(root, 'src/mails/mails.service.ts'), '');
  const { stdout } = await runMono(['diff', 'old.json'], { cwd: root });
  expect(stdout).toBe(`hello   added
  safe   GET /hello   added

mails   removed
  unknown   service   removed; who starts it by its name has to know

store   renamed from stock, 1 file
  unknown   service   renamed; who starts it by its name has to know

2 unknown, 1 safe.
`);
});

test('in conduit a shorter user name breaks the two routes that take one, and a new version of a package nobody', async () => {
  const root = copyConduit();
  writeManifest(root);
  expect((await runMono(['diff', 'old.json', '--fail-on', 'unknown'], { cwd: root })).stdout).toBe(
    'Nothing has changed.\n',
  );
  edit(root, 'src/auth/schemas.ts', 'const username = line(50)', 'const username = line(40)');
  const { stdout } = await runMono(['diff', 'old.json'], { cwd: root });
  expect(stdout).toBe(`auth   changed, 1 file
  breaking   PUT /api/user     body user.username   maxLength 50 -> 40
  breaking   POST /api/users   body user.username   maxLength 50 -> 40

2 breaking.
`);
});

describe('a manifest that cannot be used', () => {
  let root: string;
  beforeAll(() => {
    root = writeShop();
    writeManifest(root, 'good.json');
  });
  const good = () =>
    JSON.parse(readFileSync(join(root, 'good.json'), 'utf8')) as {
      version: number;
      services: Record<string, unknown>[];
    };
  const cases: readonly (readonly [string, string, (manifest: ReturnType<typeof good>) => string])[] = [
    ['is no JSON', 'MONO_MANIFEST_INVALID: bad.json is not JSON.', () => '{ "version": 1, '],
    ['is empty', 'MONO_MANIFEST_INVALID: bad.json is not JSON.', () => ''],
    [
      'is of a newer version',
      'MONO_MANIFEST_NEWER: bad.json is a manifest of version 2',
      (manifest) => JSON.stringify({ ...manifest, version: 2 }),
    ],
    [
      'was changed by hand',
      'MONO_MANIFEST_INVALID: bad.json does not fit together',
      (manifest) => JSON.stringify(manifest).replace(/"hash":"../, '"hash":"zz'),
    ],
  ];

  test.each(cases)('that %s is refused by diff and by plan', async (_, message, write) => {
    writeFileSync(join(root, 'bad.json'), write(good()));
    for (const args of [
      ['diff', 'bad.json'],
      ['diff', 'good.json', 'bad.json'],
      ['plan', '--running', 'bad.json'],
      ['plan', '--running', 'good.json', '--new', 'bad.json'],
    ]) {
      const { code, stdout, stderr } = await runMono(args, { cwd: root });
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain(message);
    }
  });

  test('because it lacks routes is refused by diff', async () => {
    const manifest = good();
    writeFileSync(
      join(root, 'bad.json'),
      JSON.stringify({ ...manifest, services: manifest.services.map(({ routes: _routes, ...rest }) => rest) }),
    );
    const { code, stdout } = await runMono(['diff', 'bad.json', '--json'], { cwd: root });
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      findings: [{ code: 'MONO_MANIFEST_INVALID', message: 'bad.json does not say which routes its services have.' }],
    });
  });
});

test.each([
  [[], 'mono diff takes what it was, and what it is: one or two manifests.'],
  [['a', 'b', 'c'], 'mono diff takes what it was, and what it is: one or two manifests.'],
  [['a', '--json', '--markdown'], '--json and --markdown exclude each other.'],
  [['a', '--fail-on', 'safe'], '--fail-on takes breaking or unknown.'],
  [['a', '--fail'], '--fail is no flag of mono diff, or takes no value.'],
])('mono diff %j is not understood', async (args, message) => {
  const { code, stdout, stderr } = await runMono(['diff', ...args], { cwd: __dirname });
  expect(code).toBe(2);
  expect(stdout + stderr).toContain(message);
});
