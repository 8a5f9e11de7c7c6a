import { testApp } from '@monojs/testing';
import { Clock, HelloController } from '../hello.js';

const at = (hour: number) => ({ now: () => new Date(2026, 0, 1, hour) });

test.each([
  [9, 'Good morning, Ada!'],
  [15, 'Good afternoon, Ada!'],
  [21, 'Good evening, Ada!'],
])('at %i o’clock it says %j', async (hour, message) => {
  const app = await testApp({ controllers: [HelloController], override: [[Clock, at(hour)]] });
  const { status, body } = await app.request('GET', '/hello/Ada');
  expect({ status, body }).toEqual({ status: 200, body: { message } });
});

test('each service answers its own paths and no others', async () => {
  const app = await testApp({ services: ['time'], override: [[Clock, at(9)]] });
  expect((await app.request('GET', '/time')).body).toEqual({ now: at(9).now().toISOString() });
  expect((await app.request('GET', '/hello/Ada')).status).toBe(404);
});
