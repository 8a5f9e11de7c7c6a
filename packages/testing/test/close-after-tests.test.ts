import { defineService } from '@monojs/core';
import { testApp } from '../src/index.js';

const stopped: string[] = [];
const worker = (name: string) => defineService(name, { onStop: () => void stopped.push(name) });

// jest runs these hooks in the order in which they were added: by now testing's own has run.
afterAll(() => expect(stopped).toEqual(['third', 'second', 'first']));

it('applications that a test has left open are closed when its file ends, newest first', async () => {
  await testApp({ controllers: [worker('first')] });
  await testApp({ controllers: [worker('second')] });
  const third = await testApp({ controllers: [worker('third')] });
  expect(stopped).toEqual([]);
  await third.close();
  expect(stopped).toEqual(['third']);
});

it('a test that resets its modules can load testing again', async () => {
  jest.resetModules();
  const again = require('../src/index.js') as typeof import('../src/index.js');
  const app = await again.testApp({ controllers: [defineService('again', {})] });
  await app.close();
});
