import { Mutex } from '../../../src/shared/database/mutex.js';

test('one holder at a time, in the order in which they asked', async () => {
  const mutex = new Mutex();
  const order: string[] = [];
  const hold = async (name: string) => {
    await mutex.lock();
    order.push(`${name} in`);
    await Promise.resolve();
    order.push(`${name} out`);
    mutex.unlock();
  };
  await Promise.all([hold('a'), hold('b'), hold('c')]);
  expect(order).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
});
