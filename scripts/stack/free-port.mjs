import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the range from which operating systems take ports for outgoing connections. */
const lowestPort = 20_000;
const highestPort = 30_000;

/**
 * Why a port cannot be listened on, or `null` when it can.
 * @param {number} port
 * @param {string} [host] all addresses when left out
 * @returns {Promise<string | null>} the system's code, such as `EADDRINUSE` or `EACCES`
 */
export function portFault(port, host) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => resolve(error.code ?? 'unknown'));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(null)));
  });
}

/** True when nothing listens on the port, neither on this machine's own address nor on all. */
export async function isPortFree(port) {
  return (await portFault(port, '127.0.0.1')) === null && (await portFault(port)) === null;
}

/**
 * The remembered port when it is still free, else another free one.
 * @param {number | undefined} remembered
 */
export async function choosePort(remembered) {
  if (remembered !== undefined && (await isPortFree(remembered))) return remembered;
  for (;;) {
    const port = randomInt(lowestPort, highestPort);
    if (await isPortFree(port)) return port;
  }
}
