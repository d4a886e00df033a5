import { createServer, type Server } from 'node:http';

import type { Express } from 'express';

/** How long a request may take to arrive, and open ones to end when the server stops. Unit: milliseconds. */
const arriveWithinMs = 15_000;
const endWithinMs = 5_000;

const listen = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });

/** A server that listens. */
export interface Serving {
  /** The one it was given, or the one that was free when that was 0. */
  readonly port: number;
  /** Takes no more requests, lets open ones end for five seconds, then ends them. */
  stop(): Promise<void>;
}

/**
 * Serves an application at a port of this host.
 *
 * @throws the fault of listening, such as EADDRINUSE.
 */
export const serve = async (app: Express, port: number, host: string): Promise<Serving> => {
  const server = createServer(app);
  server.requestTimeout = arriveWithinMs;
  return {
    port: await listen(server, port, host),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeIdleConnections();
        setTimeout(() => {
          server.closeAllConnections();
        }, endWithinMs).unref();
      }),
  };
};
