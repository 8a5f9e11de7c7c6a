import { createApp, Get, Post, Service, singleton, token, inject, type Input, defineService, notFound } from '@monojs/core';
import { z } from 'zod';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

interface Db { list: string[] }
const DB = token<Db>('db', { create: async () => ({ list: ['a'] }) });
@singleton() class Repo { constructor(@inject(DB) readonly db: Db) {} onStart() { log.push('repo up'); } onStop() { log.push('repo down'); } }
const log: string[] = [];
const create = { body: z.object({ name: z.string() }), status: 201 };
@Service('users', { prefix: '/users' })
class Users {
  constructor(readonly repo: Repo) {}
  @Get('/:id') byId({ params }: Input<'/:id'>) { return this.repo.db.list.includes(params.id) ? { id: params.id } : notFound('nope'); }
  @Get('/me') me() { return 'me'; }
  @Post('/', create) create({ body }: Input<typeof create>) { this.repo.db.list.push(body.name); return body; }
  @Get('/files/*path') files({ params }: Input<'/files/*path'>) { return params.path; }
  @Get('/bug') bug() { throw new Error('secret'); }
  onStart() { log.push('users up'); }
}
it('works', async () => {
  const errors: unknown[] = [];
  const app = createApp({ services: [Users, defineService('users', { onStop: () => void log.push('service down') })], onError: (e) => errors.push(e) });
  const server = http.createServer(app.callback()).listen(0);
  const base = `http://localhost:${(server.address() as AddressInfo).port}`;
  const get = async (p: string, i?: RequestInit) => { const r = await fetch(base + p, i); return [r.status, r.headers.get('content-type'), r.headers.get('allow'), await r.text()]; };
  console.log([await get('/users/a'), await get('/users/b'), await get('/users/me'), await get('/x'), await get('/users/a', { method: 'DELETE' }), await get('/users/a', { method: 'OPTIONS' }), await get('/users/a', { method: 'HEAD' }),
    await get('/users', { method: 'POST', body: '{"name":"zed"}', headers: { 'content-type': 'application/json' } }),
    await get('/users/', { method: 'POST', body: '{"name":3}', headers: { 'content-type': 'application/json' } }),
    await get('/users/', { method: 'POST', body: '{"name":', headers: { 'content-type': 'application/json' } }),
    await get('/users/', { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' } }),
    await get('/users/', { method: 'POST', body: JSON.stringify({ name: 'x'.repeat(2e6) }), headers: { 'content-type': 'application/json' } }),
    await get('/users/%zz'), await get('/users/files/a/b%2Fc'), await get('/users/bug')].map(String).join('\n'));
  server.closeAllConnections(); server.close();
  await app.stop();
  expect(log).toEqual(['repo up', 'users up', 'service down', 'repo down']);
  expect(errors).toHaveLength(1);
});
