import { Readable } from 'node:stream';
import { All, createApp, type Context, Get, type Input, Post, Service } from '@monojs/core';
import { z } from 'zod';
import { type Send, serve } from '../serve.js';

const body = (value: unknown) => () => value;
const withStatus = { status: 201 };

@Service('a')
class Answers {
  @Get('/object') object() { return { a: 1 }; } // prettier-ignore
  @Get('/array') async array() { return [1, null]; } // prettier-ignore
  @Get('/text') text() { return 'text'; } // prettier-ignore
  @Get('/html') html() { return '<p>'; } // prettier-ignore
  @Get('/empty-text') emptyText() { return ''; } // prettier-ignore
  @Get('/number') number() { return 0; } // prettier-ignore
  @Get('/boolean') boolean() { return false; } // prettier-ignore
  @Get('/buffer') buffer() { return Buffer.from('bytes'); } // prettier-ignore
  @Get('/stream') stream() { return Readable.from(['a', 'b']); } // prettier-ignore
  @Get('/null') null() { return null; } // prettier-ignore
  @Get('/undefined') undefined() {} // prettier-ignore
  @Get('/date') date() { return { at: new Date(0) }; } // prettier-ignore

  @Get('/ctx-body') ctxBody(_: Input, ctx: Context) { ctx.body = { own: true }; } // prettier-ignore
  @Get('/ctx-null') ctxNull(_: Input, ctx: Context) { ctx.body = null; } // prettier-ignore
  @Get('/ctx-status') ctxStatus(_: Input, ctx: Context) { ctx.status = 202; } // prettier-ignore
  @Get('/ctx-404') ctx404(_: Input, ctx: Context) { ctx.status = 404; } // prettier-ignore
  @Get('/ctx-both') ctxBoth(_: Input, ctx: Context) { ctx.status = 203; return { a: 1 }; } // prettier-ignore
  @Get('/ctx-404-body') ctx404Body(_: Input, ctx: Context) { ctx.status = 404; return { missing: true }; } // prettier-ignore
  @Get('/ctx-type') ctxType(_: Input, ctx: Context) { ctx.type = 'csv'; return 'a,b'; } // prettier-ignore
  @Get('/ctx-stream') ctxStream(_: Input, ctx: Context) { ctx.type = 'csv'; ctx.body = Readable.from(['a,', 'b']); } // prettier-ignore
  @Get('/redirect') redirect(_: Input, ctx: Context) { ctx.redirect('/elsewhere'); } // prettier-ignore
  @Get('/taken-over') takenOver(_: Input, ctx: Context) {
    ctx.respond = false;
    ctx.res.writeHead(299, { 'X-Own': '1' }).end('by hand');
  }
  @Post('/status', withStatus) status() { return { id: 1 }; } // prettier-ignore
  @Post('/status-null', withStatus) statusNull() { return null; } // prettier-ignore
  @Post('/status-chosen', withStatus) statusChosen(_: Input, ctx: Context) { ctx.status = 200; return { id: 1 }; } // prettier-ignore
  @Post('/status-body', withStatus) statusBody(_: Input, ctx: Context) { ctx.body = 'x'; } // prettier-ignore
  @Post('/status-205', { status: 205, response: z.undefined() }) reset() {} // prettier-ignore
  @All('/this') usesThis() { return this.name; } // prettier-ignore
  readonly name = body('it is this')();
}

let send: Send;
beforeEach(async () => {
  send = await serve(createApp({ services: [Answers] }).callback());
});

it.each([
  ['object', 200, 'application/json; charset=utf-8', '{"a":1}'],
  ['array', 200, 'application/json; charset=utf-8', '[1,null]'],
  ['text', 200, 'text/plain; charset=utf-8', 'text'],
  ['html', 200, 'text/html; charset=utf-8', '<p>'],
  ['empty-text', 200, 'text/plain; charset=utf-8', ''],
  ['number', 200, 'application/json; charset=utf-8', '0'],
  ['boolean', 200, 'application/json; charset=utf-8', 'false'],
  ['buffer', 200, 'application/octet-stream', 'bytes'],
  ['stream', 200, 'application/octet-stream', 'ab'],
  ['null', 204, undefined, ''],
  ['undefined', 204, undefined, ''],
  ['date', 200, 'application/json; charset=utf-8', '{"at":"1970-01-01T00:00:00.000Z"}'],
  ['ctx-body', 200, 'application/json; charset=utf-8', '{"own":true}'],
  ['ctx-null', 204, undefined, ''],
  ['ctx-status', 202, 'text/plain; charset=utf-8', 'Accepted'],
  ['ctx-404', 404, 'text/plain; charset=utf-8', 'Not Found'],
  ['ctx-both', 203, 'application/json; charset=utf-8', '{"a":1}'],
  ['ctx-404-body', 404, 'application/json; charset=utf-8', '{"missing":true}'],
  ['ctx-type', 200, 'text/csv; charset=utf-8', 'a,b'],
  ['ctx-stream', 200, 'text/csv; charset=utf-8', 'a,b'],
  ['taken-over', 299, undefined, 'by hand'],
])('GET /%s is answered %i, %s, %s', async (path, status, type, text) => {
  const answer = await send('GET', `/${path}`);
  expect([answer.status, answer.headers['content-type'], answer.text]).toEqual([status, type, text]);
});

it.each([
  ['status', 201, '{"id":1}'],
  ['status-null', 201, ''],
  ['status-chosen', 200, '{"id":1}'],
  ['status-body', 201, 'x'],
  ['status-205', 205, ''],
])('POST /%s is answered %i: the declared status, unless the handler chose one', async (path, status, text) => {
  const answer = await send('POST', `/${path}`);
  expect([answer.status, answer.text]).toEqual([status, text]);
});

it('a redirect stays one', async () => {
  const answer = await send('GET', '/redirect');
  expect([answer.status, answer.headers.location]).toEqual([302, '/elsewhere']);
});

it('HEAD has the headers of GET and no body', async () => {
  const [head, get] = [await send('HEAD', '/object'), await send('GET', '/object')];
  expect([head.status, head.headers['content-length'], head.headers['content-type'], head.text]).toEqual([
    200,
    get.headers['content-length'],
    get.headers['content-type'],
    '',
  ]);
});

it('a handler is called on its controller', async () => {
  expect((await send('PUT', '/this')).text).toBe('it is this');
});
