import { MonoError, type Where } from '@monojs/core';

const HIGHEST_PORT = 65535;

/**
 * Turns what somebody wrote into a port number. Zero is allowed: the system then picks a free port.
 *
 * @param source who gave the value, as the error names it: `--port`, `PORT`, `the port of service "users"`.
 * @throws MonoError `MONO_PORT_INVALID`
 */
export function readPort(value: string | number, source: string, where: readonly Where[] = []): number {
  const port = typeof value === 'number' ? value : /^\d{1,5}$/.test(value) ? Number(value) : NaN;
  if (Number.isInteger(port) && port >= 0 && port <= HIGHEST_PORT) return port;
  throw new MonoError({
    code: 'MONO_PORT_INVALID',
    message: `${source} is ${typeof value === 'string' ? JSON.stringify(value) : value}, which is no port.`,
    where,
    fix: `give a whole number from 0 to ${HIGHEST_PORT}, for example ${source === 'PORT' ? 'PORT=3000' : '3000'} (0 picks any free port).`,
  });
}
