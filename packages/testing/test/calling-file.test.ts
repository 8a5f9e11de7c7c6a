import { callingFile } from '../src/calling-file.js';

function called(): string | undefined {
  return callingFile(called);
}

describe('callingFile', () => {
  it('is the file that the call stands in', () => {
    expect(called()).toBe(__filename);
  });

  it('is found from an asynchronous test too', async () => {
    await Promise.resolve();
    expect(called()).toBe(__filename);
  });

  it('leaves the way stacks are printed as it was', () => {
    const before = Error.prepareStackTrace;
    called();
    expect(Error.prepareStackTrace).toBe(before);
  });
});
