import { whenNotBusy } from '../../../src/shared/database/when-not-busy.js';

const busy = Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });

test('it tries again until the database is free', async () => {
  let calls = 0;
  const result = await whenNotBusy(() => {
    if (++calls < 4) throw busy;
    return 'written';
  });
  expect([result, calls]).toEqual(['written', 4]);
});

test('it gives up in the end', async () => {
  const now = jest.spyOn(Date, 'now').mockReturnValueOnce(0).mockReturnValue(10_001);
  await expect(
    whenNotBusy(() => {
      throw busy;
    }),
  ).rejects.toBe(busy);
  now.mockRestore();
});

test('any other failure is not tried again', async () => {
  const run = jest.fn(() => {
    throw new Error('no such table');
  });
  await expect(whenNotBusy(run)).rejects.toThrow('no such table');
  expect(run).toHaveBeenCalledTimes(1);
});
