import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tsconfig } from '../example-app.js';
import { linkPackages, writeApp } from '../write-app.js';

const repository = join(__dirname, '../../../..');

/** A shop of two services, and a worker. */
export const shopFiles: Readonly<Record<string, string>> = {
  'tsconfig.json': tsconfig,
  'src/orders/orders.controller.ts': `import { Get, Post, Service, type Input } from '@monojs/core';
import { z } from 'zod';
import { Prices } from '../shared/prices.js';

const NewOrder = z.object({ item: z.string(), count: z.int().min(1), note: z.string().optional() });
const Order = z.object({ id: z.string(), item: z.string(), state: z.enum(['open', 'paid']) });
const create = { body: NewOrder, response: Order, status: 201 };
const list = { query: z.object({ page: z.coerce.number().default(1) }), response: z.array(Order) };

@Service('orders', { prefix: '/orders' })
export class OrdersController {
  constructor(private readonly prices: Prices) {}
  @Get('/', list) all(_: Input<typeof list>) { return [{ id: '1', item: 'pen', state: 'open' as const }]; }
  @Post('/', create) create({ body }: Input<typeof create>) { return { id: '1', item: body.item, state: 'open' as const }; }
  @Get('/:id') byId(_: Input<'/:id'>): object { return {}; }
}
`,
  'src/stock/stock.controller.ts': `import { Get, Service } from '@monojs/core';
import { version } from '../shared/migrations.js';
@Service('stock', { prefix: '/stock' })
export class StockController { @Get('/') all() { return { version }; } }
`,
  'src/mails/mails.service.ts': `import { defineService } from '@monojs/core';
import { z } from 'zod';
export default defineService('mails', { config: z.object({ SENDER: z.string() }) });
`,
  'src/shared/prices.ts': `import { singleton } from '@monojs/core';
import { version } from './migrations.js';
@singleton()
export class Prices { version = version; }
`,
  'src/shared/migrations.ts': 'export const version = 1;\n',
};

export function writeShop(files: Readonly<Record<string, string>> = {}): string {
  const root = linkPackages(writeApp({ ...shopFiles, ...files }));
  symlinkSync(join(repository, 'node_modules/zod'), join(root, 'node_modules/zod'), 'junction');
  return root;
}

/** The flagship example in a folder of its own, so that it can be changed. */
export function copyConduit(): string {
  const top = writeApp({});
  const root = join(top, 'examples/conduit');
  mkdirSync(root, { recursive: true });
  cpSync(join(repository, 'tsconfig.base.json'), join(top, 'tsconfig.base.json'));
  for (const part of ['src', 'mono.config.ts', 'package.json', 'tsconfig.json'])
    cpSync(join(repository, 'examples/conduit', part), join(root, part), { recursive: true });
  symlinkSync(join(repository, 'node_modules'), join(top, 'node_modules'), 'junction');
  return root;
}

/** Changes a file of an application: what is looked for has to be there. */
export function edit(root: string, file: string, from: string, to: string): void {
  const text = readFileSync(join(root, file), 'utf8');
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
  writeFileSync(join(root, file), text.replaceAll(from, to));
}

/** Writes the manifest of the application as it stands, as a build would. */
export function writeManifest(root: string, file = 'old.json'): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), execFileSync(process.execPath, [join(__dirname, 'print-manifest.cjs'), root]));
}
