import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RequestHandler } from '@monojs/core';

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON; a getter, so that asking for it is what fails when there is none. */
  readonly json: any;
}

export interface RequestDetails {
  readonly headers?: http.OutgoingHttpHeaders;
  /** An object is sent as JSON; a list of strings is sent as chunks, without a length. */
  readonly body?: string | Buffer | readonly string[] | object;
}

export type Send = (method: string, path: string, details?: RequestDetails) => Promise<Answer>;

const servers: http.Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A real listener on a free port, closed after the test. `fetch` would normalise paths and hide headers. */
export async function serve(handler: RequestHandler): Promise<Send> {
  const server = http.createServer(handler);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return (method, path, details = {}) => send(port, method, path, details);
}

/** The port of the server that was started last, for what needs a raw socket. */
export function lastPort(): number {
  return (servers.at(-1)!.address() as AddressInfo).port;
}

function send(port: number, method: string, path: string, { headers = {}, body }: RequestDetails): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const isRaw = body === undefined || typeof body === 'string' || Buffer.isBuffer(body) || Array.isArray(body);
    const text = isRaw ? body : JSON.stringify(body);
    const described = {
      ...(!isRaw && { 'Content-Type': 'application/json' }),
      ...(text !== undefined && !Array.isArray(text) && { 'Content-Length': Buffer.byteLength(text as string) }),
    };
    const request = http.request({ port, host: '127.0.0.1', method, path, headers: { ...described, ...headers } });
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const answer = Buffer.concat(chunks).toString();
        resolve({
          status: response.statusCode!,
          headers: response.headers,
          text: answer,
          get json() {
            return JSON.parse(answer);
          },
        });
      });
    });
    request.on('error', reject);
    if (Array.isArray(text)) for (const chunk of text as string[]) request.write(chunk);
    else if (text !== undefined) request.write(text);
    request.end();
  });
}
