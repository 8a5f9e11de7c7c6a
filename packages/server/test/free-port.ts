import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const host = '127.0.0.1';

/** A port that nobody had a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, host);
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The highest free port below another, for what is to be opened before it. */
export async function portBelow(limit: number): Promise<number> {
  for (let port = limit - 1; port > 1024; port--) {
    const server = createServer().listen(port, host);
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('listening', () => resolve(true)).once('error', () => resolve(false));
    });
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
  throw new Error(`no free port below ${limit}`);
}
