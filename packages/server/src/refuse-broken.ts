import { type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** What Node could not read as a request, or not in time, by the code of its error; everything else is a 400. */
const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Answers what never becomes a request, as problem+json like everything else; Node's own answers have no body, or there is none. */
export function refuseBroken(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (socket.writable && !hasBegun(socket)) end(socket, statuses[error.code ?? ''] ?? 400);
    else socket.destroy(error);
  });
  // This server is no proxy.
  server.on('connect', (_, socket) => {
    socket.on('error', () => {}); // Node no longer looks after it
    end(socket, 501);
  });
}

/** As Node itself asks: what is written into the middle of an answer would be taken for a part of it. */
function hasBegun(socket: Duplex): boolean {
  return (socket as { _httpMessage?: ServerResponse | null })._httpMessage?.headersSent === true;
}

function end(socket: Duplex, status: number): void {
  const title = STATUS_CODES[status];
  const body = JSON.stringify({ type: 'about:blank', title, status });
  const head = [
    `HTTP/1.1 ${status} ${title}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  // Not later than its last byte: a client that never closes would keep the connection.
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
