import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Knows which connections of a server are busy, so that it can be closed without losing a request. */
export interface Connections {
  /** To be called for every request, before it is answered. */
  answering(request: IncomingMessage, response: ServerResponse): void;
  /** Closes the server: waits for the requests in flight, at most `limit` milliseconds; returns how many had to be cut. */
  drain(limit: number): Promise<number>;
}

/** How often a draining server looks for connections that have become idle, in milliseconds. */
const SWEEP_INTERVAL = 50;

export function trackConnections(server: Server): Connections {
  // The newest response of each open connection. One map write per request: a listener per response would cost more.
  const open = new Map<Socket, ServerResponse | undefined>();
  let draining = false;
  server.on('connection', (socket) => {
    open.set(socket, undefined);
    socket.once('close', () => open.delete(socket));
  });

  return {
    answering(request, response) {
      open.set(request.socket, response);
      // A request that was already on its way when the drain began.
      if (draining) announceClose(response);
    },
    async drain(limit) {
      draining = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const [socket, response] of open) {
        if (isBusy(response)) announceClose(response);
        // Node leaves a connection open that never sent a byte, such as a browser's preconnection: it would hold the server for ever.
        else if (socket.bytesRead === 0) socket.destroy();
      }
      // Whose promise to keep alive had already left, or whose handler took our header away again.
      const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_INTERVAL);
      const cut = await cutAfter(limit, closed, open);
      clearInterval(sweep);
      return cut;
    },
  };
}

function isBusy(response: ServerResponse | undefined): response is ServerResponse {
  return response !== undefined && !response.writableFinished;
}

/** Tells the client not to send another request on this connection; Node then closes it behind the response. */
function announceClose(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}

async function cutAfter(
  limit: number,
  closed: Promise<void>,
  open: ReadonlyMap<Socket, ServerResponse | undefined>,
): Promise<number> {
  let cut = 0;
  const timer = setTimeout(() => {
    for (const [socket, response] of open) {
      if (isBusy(response)) cut++;
      socket.destroy();
    }
  }, limit);
  await closed;
  clearTimeout(timer);
  return cut;
}
