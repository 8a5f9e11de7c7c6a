import { inspect } from 'node:util';
import { MonoError, type Code } from '@monojs/core';
import { exitCodeOf, printError } from '../src/print-error.js';

const finding = (code: Code) => ({ code, message: 'it is wrong.', where: [], fix: 'mend it.' });

describe('printError', () => {
  it('prints a mistake that Mono knows without a stack', () => {
    expect(printError(new MonoError(finding('MONO_USAGE')))).toBe('MONO_USAGE: it is wrong.\n  Fix: mend it.');
  });

  it('prints the stack and the cause of anything else', () => {
    const text = printError(new Error('no', { cause: new Error('because') }));
    expect(text).toContain('Error: no\n    at ');
    expect(text).toContain('[cause]: Error: because\n');
  });

  it('prints what is thrown without being an error', () => {
    expect(printError('no')).toBe("Thrown: 'no'");
    expect(printError(undefined)).toBe('Thrown: undefined');
    expect(printError(Object.create(null))).toBe('Thrown: [Object: null prototype] {}');
    expect(printError({ [inspect.custom]: () => { throw new Error('no'); } })).toBe('Thrown: something that cannot be printed'); // prettier-ignore
  });
});

describe('exitCodeOf', () => {
  it('is 2 for a command line that was not understood', () => {
    expect(exitCodeOf(new MonoError(finding('MONO_USAGE')))).toBe(2);
    expect(exitCodeOf(new MonoError(finding('MONO_PORT_INVALID')))).toBe(2);
  });

  it('is 1 for every other mistake that Mono knows', () => {
    expect(exitCodeOf(new MonoError(finding('MONO_PORT_IN_USE')))).toBe(1);
    expect(exitCodeOf(new MonoError([finding('MONO_PORT_INVALID'), finding('MONO_ROUTE_CONFLICT')]))).toBe(1);
  });

  it('is 3 for anything else', () => {
    expect(exitCodeOf(new TypeError('x'))).toBe(3);
    expect(exitCodeOf(undefined)).toBe(3);
  });
});
