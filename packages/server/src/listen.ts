import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MonoError } from '@monojs/core';
import { refuseBroken } from './refuse-broken.js';
import { bracket, printUrl } from './print-url.js';
import { trackConnections } from './track-connections.js';

/**
 * Node's own limits. Without the check interval the first two would be noticed half a minute late;
 * the keep-alive must outlive the idle limit of a gateway in front, or requests race against the closing socket.
 */
const limits = {
  headersTimeout: 15_000,
  requestTimeout: 60_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 72_000,
  requireHostHeader: false, // core refuses its lack, with a body that says so
};

export interface Address {
  /** Zero picks any free port; the listener tells which. */
  readonly port: number;
  /** All interfaces when absent. */
  readonly host?: string;
  /** The services that answer there. */
  readonly services: readonly string[];
}

/** An open port. */
export interface Listener extends Address {
  /** The port that is really open. */
  readonly port: number;
  readonly url: string;
  /**
   * Stops accepting, closes idle connections, answers what is in flight with `Connection: close` and waits for it.
   *
   * @param limit milliseconds after which what is still in flight is cut.
   * @returns how many requests were cut.
   */
  close(limit: number): Promise<number>;
}

/**
 * Opens one port for one request listener.
 *
 * @throws MonoError `MONO_PORT_IN_USE`, `MONO_LISTEN_FAILED`
 */
export async function listen(requestListener: RequestListener, address: Address): Promise<Listener> {
  const server = createServer(limits);
  const connections = trackConnections(server);
  refuseBroken(server);
  server.on('request', (request, response) => {
    connections.answering(request, response);
    requestListener(request, response);
  });
  const port = await open(server, address);
  const { host, services } = address;
  return { port, host, services, url: printUrl(port, host), close: (limit) => connections.drain(limit) };
}

function open(server: Server, address: Address): Promise<number> {
  const { port, host } = address;
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => reject(listenError(error, address));
    server.once('error', fail);
    server.listen({ port, host }, () => {
      // What fails from now on must not be swallowed here.
      server.off('error', fail);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function listenError(cause: NodeJS.ErrnoException, { port, host, services }: Address): MonoError {
  const where = services.map((service) => ({ service }));
  const address = host ? `${bracket(host)}:${port}` : `port ${port}`;
  if (cause.code === 'EADDRINUSE') {
    const find = process.platform === 'win32' ? `netstat -ano | findstr :${port}` : `lsof -i :${port}`;
    const fix = `stop the process that has it (\`${find}\` names it), or choose another port, for example --port ${port < 65535 ? port + 1 : 3000}.`;
    return new MonoError({ code: 'MONO_PORT_IN_USE', message: `${address} is already in use.`, where, fix }, { cause });
  }
  const message = `${address} could not be opened: ${cause.message}.`;
  return new MonoError({ code: 'MONO_LISTEN_FAILED', message, where, fix: adviceFor(cause.code, port) }, { cause });
}

function adviceFor(code: string | undefined, port: number): string {
  switch (code) {
    case 'EACCES':
      return `ports below 1024 are often reserved for the administrator: choose a higher one than ${port}, for example --port 3000.`;
    case 'EADDRNOTAVAIL':
      return 'this machine has no such address: give one that it has, for example --host 127.0.0.1, or leave --host out.';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'that host name is unknown here: give an address, for example --host 127.0.0.1, or leave --host out.';
    default:
      return 'choose another port (--port) or address (--host).';
  }
}
