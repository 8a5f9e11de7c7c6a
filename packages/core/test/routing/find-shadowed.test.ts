import { All, Get, Service } from '../../src/index.js';
import { createRouteTable } from '../../src/routing/route-table.js';

/** What is reported of a service whose routes are these, in the order in which they are written. */
function shadowed(...routes: readonly (readonly [verb: typeof Get, path: string])[]): string[] {
  @Service('files')
  class Files {
    [handler: `route${number}`]: () => unknown;
  }
  for (const [index, [verb, path]] of routes.entries()) {
    const handler = () => index;
    Object.defineProperty(Files.prototype, `route${index}`, { value: handler });
    verb(path)(Files.prototype, `route${index}`, { value: handler } as never);
  }
  return createRouteTable('files', [Files])
    .findings.filter(({ code }) => code === 'MONO_ROUTE_SHADOWED')
    .map(({ message }) => message);
}

const get = (...paths: readonly string[]) => shadowed(...paths.map((path) => [Get, path] as const));
const never = (path: string, by: string) => [
  `${path} can never answer in service "files": ${by} is tried first and answers all of its requests.`,
];

it.each([
  ['/:name.json', '/:name.:extension'],
  ['/:id', '{/list}/*rest'],
  ['/*path/:last', '/:first/*rest'],
  ['/a/:name.json', '/a/:name.:extension'],
])('%s is shadowed by %s, in whichever order they are written', (path, by) => {
  expect(get(path, by)).toEqual(never(`GET ${path}`, `GET ${by}`));
  expect(get(by, path)).toEqual(never(`GET ${path}`, `GET ${by}`));
});

it.each([
  [['/me', '/:id']],
  [['/:id', '/*rest']],
  [['/:id{/:tab}', '/:id/settings']],
  [['/:a/:b', '/*rest']],
  [['/:name.json', '/:name']],
  [['/v1-:a', '/v2-:a']],
  [['/*path/end', '/:first/:second']],
])('the order of %j leaves something for each', (paths) => {
  expect(get(...paths)).toEqual([]);
});

it('looks at methods: a route of every method shadows, one of another method does not', () => {
  expect(shadowed([All, '/:name.:extension'], [Get, '/:name.json'])).toEqual(
    never('GET /:name.json', 'ALL /:name.:extension'),
  );
  expect(shadowed([Get, '/:name.:extension'], [All, '/:name.json'])).toEqual([]);
});

it('what is declared twice is that, and not shadowed too', () => {
  expect(get('/a', '/a')).toEqual([]);
});
