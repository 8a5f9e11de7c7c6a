import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { createApp, type Input, Post, Service, Use } from '@monojs/core';
import { z } from 'zod';
import { isTooDeep } from '../../src/http/json-depth.js';
import { lastPort, type Send, serve } from '../serve.js';

const list = { body: z.array(z.string()) };
const names = { body: z.record(z.string(), z.array(z.string())) };
const any = { body: z.unknown() };
let finished: string[];

@Service('a')
class Limits {
  @Post('/list', list) list({ body }: Input<typeof list>) { return body; } // prettier-ignore
  @Post('/names', names) names({ body }: Input<typeof names>) { return body; } // prettier-ignore
  @Post('/any', any) any() { return 'read'; } // prettier-ignore
  @Use(async (ctx, next) => {
    await new Promise((resolve) => ctx.req.once('close', resolve)); // by then nothing tells any more that the client has gone
    await next().finally(() => finished.push(ctx.path));
  })
  @Post('/late', any)
  late() {}
  @Use((ctx, next) => next().finally(() => finished.push(ctx.path)))
  @Post('/soon', any)
  soon() {}
}

let send: Send;
let reported: unknown[];
beforeEach(async () => {
  [finished, reported] = [[], []];
  send = await serve(createApp({ services: [Limits], onError: (error) => void reported.push(error) }).callback());
});
afterEach(() => expect(reported).toEqual([]));

const ones = (length: number) => JSON.stringify(Array.from({ length }, () => 1));
const json = (body: string) => ({ body, headers: { 'Content-Type': 'application/json' } });

describe('the answer to a request that fits no schema', () => {
  it('lists a hundred issues and says how many there were', async () => {
    const answer = await send('POST', '/list', json(ones(5000)));
    expect([answer.status, answer.json.errors.length]).toEqual([400, 100]);
    expect(answer.json.detail).toBe('the request does not fit its schema; 100 of 5000 issues are listed');
    expect(answer.text.length).toBeLessThan(20_000);
  });

  it('lists all of a hundred, and says no more', async () => {
    const answer = await send('POST', '/list', json(ones(100)));
    expect([answer.json.errors.length, answer.json.detail]).toEqual([100, 'the request does not fit its schema']);
  });

  it('quotes long names in part', async () => {
    const answer = await send('POST', '/names', { body: { ['x'.repeat(100_000)]: Array.from({ length: 200 }, () => 1) } }); // prettier-ignore
    expect(answer.json.errors[0].path[0]).toBe(`${'x'.repeat(200)}…`);
    expect(answer.text.length).toBeLessThan(50_000);
  });
});

describe('a JSON body', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

  it('may be 64 levels deep, and is refused with 400 beyond', async () => {
    expect((await send('POST', '/any', json(nested(64)))).text).toBe('read');
    const answer = await send('POST', '/any', json(nested(65)));
    expect([answer.status, answer.json.detail]).toEqual([400, 'the body is nested deeper than 64 levels']);
    expect((await send('POST', '/any', json('['.repeat(100_000)))).status).toBe(400);
    expect((await send('POST', '/any', json('{"a":'.repeat(65) + '1' + '}'.repeat(65)))).status).toBe(400);
  });

  it('is as deep as it nests, not as many brackets as it holds', () => {
    expect(isTooDeep(JSON.stringify(Array.from({ length: 1000 }, () => [{}])))).toBe(false);
    expect(isTooDeep(JSON.stringify({ ['['.repeat(100)]: '{'.repeat(100), '\\"': '\\"'.repeat(50) + '['.repeat(100) }))).toBe(false); // prettier-ignore
  });
});

describe('an upload that its client gives up', () => {
  it.each(['/soon', '/late'])('ends its request, compressed or not: %s', async (path) => {
    for (const encoding of ['gzip', 'identity']) {
      const body = encoding === 'gzip' ? gzipSync('{"a":1}') : Buffer.from('{"a":1}');
      const socket = connect(lastPort(), '127.0.0.1').on('error', () => {});
      const head = `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Encoding: ${encoding}\r\nContent-Length: 1000\r\n\r\n`;
      socket.write(Buffer.concat([Buffer.from(head), body.subarray(0, 5)]));
      setTimeout(() => socket.destroy(), 30);
    }
    while (finished.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(finished).toEqual([path, path]);
  });
});
