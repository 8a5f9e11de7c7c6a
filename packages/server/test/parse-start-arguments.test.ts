import { MonoError } from '@monojs/core';
import { parseStartArguments } from '../src/parse-start-arguments.js';

function errorOf(...argv: string[]): MonoError {
  try {
    parseStartArguments(argv);
  } catch (error) {
    if (error instanceof MonoError) return error;
  }
  throw new Error(`${argv.join(' ')} was understood`);
}

describe('parseStartArguments', () => {
  it('understands an empty command line as everything', () => {
    expect(parseStartArguments([])).toEqual({ targets: [], help: false, list: false });
  });

  it('reads names and flags in any order', () => {
    const expected = { targets: ['users', 'posts'], port: 8080, host: '127.0.0.1', help: false, list: false };
    expect(parseStartArguments(['users', 'posts', '--port', '8080', '--host', '127.0.0.1'])).toEqual(expected);
    expect(parseStartArguments(['--port=8080', 'users', '--host=127.0.0.1', 'posts'])).toEqual(expected);
    expect(parseStartArguments(['users', '-p', '8080', 'posts', '--host', '127.0.0.1'])).toEqual(expected);
  });

  it('reads --help, -h and --list', () => {
    expect(parseStartArguments(['--help']).help).toBe(true);
    expect(parseStartArguments(['users', '-h'])).toMatchObject({ targets: ['users'], help: true });
    expect(parseStartArguments(['--list']).list).toBe(true);
  });

  it('takes what follows -- as names', () => {
    expect(parseStartArguments(['--', '--users'])).toMatchObject({ targets: ['--users'] });
  });

  it('lets the last of two ports win', () => {
    expect(parseStartArguments(['--port', '1', '--port', '2']).port).toBe(2);
  });

  it('accepts the ends of the range, zero being any free port', () => {
    expect(parseStartArguments(['--port', '0']).port).toBe(0);
    expect(parseStartArguments(['--port', '65535']).port).toBe(65535);
  });

  it.each(['abc', '65536', '-1', '3000.5', '1e3', '0x10', ' 80', '99999999'])('refuses the port %p', (port) => {
    expect(errorOf('--port', port).message).toBe(
      `MONO_PORT_INVALID: --port is ${JSON.stringify(port)}, which is no port.\n` +
        '  Fix: give a whole number from 0 to 65535, for example 3000 (0 picks any free port).',
    );
  });

  it('names the nearest flag to an unknown one, and all of them', () => {
    expect(errorOf('users', '--prot', '3000').message).toBe(
      'MONO_USAGE: --prot is no flag of this command.\n  Fix: did you mean --port? All flags: --port, --host, --help, --list.',
    );
  });

  it('lists all flags when none is near', () => {
    expect(errorOf('-x').message).toBe(
      'MONO_USAGE: -x is no flag of this command.\n  Fix: use one of --port, --host, --help, --list.',
    );
  });

  it.each([[['--port']], [['--port=']], [['--port', '--help']], [['-p', '-h']]])('misses the value in %j', (argv) => {
    expect(errorOf(...argv).findings).toMatchObject([
      { code: 'MONO_USAGE', message: `${argv[0]!.replace('=', '')} needs a value.` },
    ]);
  });

  it('misses the value of --host', () => {
    expect(errorOf('--host').message).toBe('MONO_USAGE: --host needs a value.\n  Fix: write --host 127.0.0.1.');
  });

  it('refuses a value for a flag that has none', () => {
    expect(errorOf('--list=all').message).toBe(
      'MONO_USAGE: --list takes no value, but was given "all".\n  Fix: write --list alone.',
    );
  });
});
