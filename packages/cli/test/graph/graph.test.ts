import { join } from 'node:path';
import { createAppGraph } from '../../src/graph/app-graph.js';
import type { AppGraph } from '../../src/graph/app-graph.js';
import { arrangeLayers, heightOf } from '../../src/graph/arrange-layers.js';
import { layerNodes } from '../../src/graph/layer-nodes.js';
import { toMermaid } from '../../src/graph/to-mermaid.js';
import { toSvg } from '../../src/graph/to-svg.js';
import type { InjectionNode } from '../../src/manifest/manifest.js';
import { scanApp } from '../../src/scan/scan-app.js';
import { writeExampleApp } from '../example-app.js';
import { runMono } from '../run-mono.js';
import { removeApps } from '../write-app.js';

jest.setTimeout(60_000);
afterAll(removeApps);
const conduit = join(__dirname, '../../../../examples/conduit');

test('mono graph is Mermaid: services, controllers, shared singletons, tokens; around one service the others show what they share', async () => {
  const cwd = writeExampleApp();
  const lines = (text: string) => text.split('\n').filter((line) => !line.includes('classDef'));
  const { code, stdout } = await runMono(['graph', 'users'], { cwd });
  expect(code).toBe(0);
  expect(lines(stdout)).toEqual([
    'flowchart LR',
    '  controller_UsersController["UsersController"]:::controller',
    '  service_posts(["posts"]):::service',
    '  service_users(["users"]):::service',
    '  singleton_ItemRepository("ItemRepository"):::shared',
    '  token_database{{"database"}}:::shared',
    '  controller_UsersController --> singleton_ItemRepository',
    '  service_posts -.-> singleton_ItemRepository',
    '  service_users --> controller_UsersController',
    '  singleton_ItemRepository --> token_database',
    '',
  ]);
  expect(lines((await runMono(['graph'], { cwd })).stdout)).toContain('  service_mails(["mails"]):::service');
});

test('mono graph --json is sorted nodes and edges', async () => {
  const { stdout } = await runMono(['graph', 'posts', '--json'], { cwd: conduit });
  const { version, nodes, edges } = JSON.parse(stdout) as AppGraph & { version: number };
  expect(version).toBe(1);
  expect(nodes).toContainEqual({
    id: 'singleton TagRepository src/shared/tag.repository.ts',
    kind: 'singleton',
    name: 'TagRepository',
    file: 'src/shared/tag.repository.ts',
    services: ['posts'],
  });
  expect(nodes.map(({ id }) => id)).toEqual(nodes.map(({ id }) => id).sort());
  for (const { from, to } of edges) expect(nodes.map(({ id }) => id)).toEqual(expect.arrayContaining([from, to]));
});

test.each([
  [['graph', '--format', 'png'], '--format is "png", and graphs are drawn as mermaid, svg, json.'],
  [['graph', '--size', '3'], '--size is no flag of mono graph, or takes no value.'],
])('%s is a usage error', async (args, message) => {
  const { code, stderr } = await runMono(args, { cwd: conduit });
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: `MONO_USAGE: ${message}\n  Fix: mono graph --help explains its flags, --format and --json.\n`,
  });
});

test('an SVG shows every node once, says everything in text, and is the same each time', async () => {
  const one = await runMono(['graph', '--format', 'svg'], { cwd: conduit });
  const { stdout } = await runMono(['graph', '--format', 'svg'], { cwd: conduit });
  expect(stdout).toBe(one.stdout);
  for (const name of ['users', 'TagRepository', 'signing key', 'kysely'])
    expect(stdout.match(new RegExp(`>${name}</text>`, 'g'))).toHaveLength(1);
  expect(stdout).not.toMatch(/NaN|undefined|<script/);
});

test('nothing of a drawing overlaps, and edges go from left to right, circles too', () => {
  const graph = generatedGraph();
  const { layers, routes } = layerNodes(graph);
  const middles = arrangeLayers(layers);
  for (const layer of layers) {
    for (const [index, slot] of layer.entries()) {
      const next = layer[index + 1];
      if (!next) continue;
      const distance = middles.get(next)! - middles.get(slot)!;
      expect(distance).toBeGreaterThan((heightOf(slot) + heightOf(next)) / 2);
    }
  }
  for (const { slots } of routes) {
    for (const [index, slot] of slots.slice(1).entries()) expect(slot.layer).toBe(slots[index]!.layer + 1);
  }
  expect(routes).toHaveLength(graph.edges.length);
  expect(toSvg(graph).match(/<path d="M[^"]*" marker/g)).toHaveLength(graph.edges.length);
});

test('things of one name in two files are two, and names are written safely', () => {
  const scan = scanApp(writeExampleApp());
  const node = (name: string, file: string): InjectionNode => ({ name, kind: 'singleton', needs: [], file });
  const graph = createAppGraph(
    scan,
    [
      { name: 'posts', routes: [], injection: [node('A<"B">', 'src/a.ts')] },
      { name: 'users', routes: [], injection: [node('A<"B">', 'src/b.ts')] },
    ],
    ['posts', 'users'],
  );
  expect(toMermaid(graph)).toContain('  singleton_A_B_("A#lt;#quot;B#quot;#gt;"):::singleton\n  singleton_A_B___2(');
  expect(toSvg(graph)).toContain('A&lt;&quot;B&quot;&gt;</text>');
});

/** 12 services with 8 things each, in chains, with shared ones, packages and a circle. */
function generatedGraph(): AppGraph {
  const nodes = new Map<string, AppGraph['nodes'][number]>();
  const edges: AppGraph['edges'][number][] = [];
  const add = (kind: AppGraph['nodes'][number]['kind'], name: string): string => {
    const id = `${kind} ${name}`;
    nodes.set(id, { id, kind, name, services: [] });
    return id;
  };
  for (let index = 0; index < 12; index++) {
    const service = add('service', `service-${index}`);
    edges.push({ from: service, to: add('package', `package-${index % 5}`) });
    let before = service;
    for (let depth = 0; depth < 8; depth++) {
      const own = add(depth === 0 ? 'controller' : 'singleton', `Thing${index}OfDepth${depth}`);
      edges.push({ from: before, to: own });
      edges.push({ from: own, to: add('token', `token ${(index * 7 + depth) % 10}`) });
      before = own;
    }
    edges.push({ from: before, to: `singleton Thing${index}OfDepth3` });
  }
  return { nodes: [...nodes.values()], edges };
}
