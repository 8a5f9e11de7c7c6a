import { Get, Service } from '@monojs/core';
import { pathToRegexp } from 'path-to-regexp';
import { createFindOwner } from '../../src/http/dispatch.js';
import { createRouteTable } from '../../src/routing/route-table.js';

function serviceWith(name: string, ...paths: string[]) {
  class Controller {}
  for (const [index, path] of paths.entries()) {
    Object.defineProperty(Controller.prototype, `handler${index}`, { value: () => {} });
    Get(path)(Controller.prototype, `handler${index}`, {} as never);
  }
  Service(name)(Controller);
  return { name, paths, routes: createRouteTable(name, [Controller]).routes };
}

const services = [
  serviceWith('root', '/'),
  serviceWith('users', '/users', '/users/me', '/users/:id', '/users/:id/posts', '/Mixed/Case'),
  serviceWith('files', '/files/*path', '/list{/:page}', '/a-:id', '/escaped\\:name', '/caf%C3%A9'),
];
const findOwner = createFindOwner(services);

it.each([
  ['/', 'root'],
  ['/users', 'users'],
  ['/users/', 'users'],
  ['/USERS', 'users'],
  ['/USERS/', 'users'],
  ['/mixed/CASE', 'users'],
  ['/users/7/posts', 'users'],
  ['/users/7/posts/8', undefined],
  ['/files', undefined],
  ['/files/a/b', 'files'],
  ['/list', 'files'],
  ['/list/2', 'files'],
  ['/A-7', 'files'],
  ['/escaped:name', 'files'],
  ['/caf%C3%A9', 'files'],
  ['/caf%c3%a9', 'files'],
  ['', undefined],
  ['*', undefined],
  ['/__proto__', undefined],
  ['/constructor', undefined],
])('%j is owned by %s', (path, owner) => {
  expect(findOwner(path)).toBe(owner);
});

it('the owner is the service whose own router would match, for every path', () => {
  const pieces = ['', 'users', 'me', 'MIXED', 'case', 'files', 'list', 'a-1', 'posts', '7'];
  const paths = pieces.flatMap((a) =>
    pieces.flatMap((b) => pieces.map((c) => `/${[a, b, c].join('/')}`.replace(/\/+$/, '/'))),
  );
  for (const path of paths) {
    const owner = services.find((one) => one.paths.some((pattern) => pathToRegexp(pattern).regexp.test(path)));
    expect([path, findOwner(path)]).toEqual([path, owner?.name]);
  }
});
