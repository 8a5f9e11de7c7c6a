import { StartedSteps } from '../../src/service/started-steps.js';

it('stops what has started, and only that, in reverse', async () => {
  const log: string[] = [];
  const step = (name: string) => ({
    name,
    where: {},
    start: () => void log.push(`+${name}`),
    stop: () => void log.push(`-${name}`),
  });
  const steps = new StartedSteps();
  await steps.start(step('a'));
  steps.remember(step('b'));
  await steps.start({ name: 'hookless', where: {} });
  const failing = { ...step('c'), start: () => Promise.reject(new Error('no')) };
  await expect(steps.start(failing)).rejects.toThrow('MONO_START_FAILED: onStart of c threw: Error: no');
  expect(await steps.stop()).toEqual({ findings: [], cause: undefined });
  expect(log).toEqual(['+a', '-b', '-a']);
});

it('stops nothing twice', async () => {
  let count = 0;
  const steps = new StartedSteps();
  await steps.start({ name: 'a', where: {}, stop: () => void count++ });
  await Promise.all([steps.stop(), steps.stop()]);
  await steps.stop();
  expect(count).toBe(1);
});

it('names what was thrown even if it is no error', async () => {
  const steps = new StartedSteps();
  await expect(steps.start({ name: 'a', where: { class: 'A' }, start: () => Promise.reject('text') })).rejects.toThrow(
    'onStart of a threw: text\n  A\n',
  );
});

it('stops everything, even if what is thrown cannot be printed', async () => {
  const log: string[] = [];
  const steps = new StartedSteps();
  steps.remember({ name: 'first', where: {}, stop: () => void log.push('first') });
  steps.remember({ name: 'last', where: {}, stop: () => Promise.reject(Object.create(null)) });
  const { findings } = await steps.stop();
  expect(log).toEqual(['first']);
  expect(findings.map(({ message }) => message)).toEqual([
    'last could not be stopped: something that cannot be printed',
  ]);
});
