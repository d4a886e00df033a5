import { connect } from 'node:net';

/**
 * Opens a connection, optionally sends something, and shows the first bytes of the answer.
 * @returns {Promise<Buffer | null>} `null` when nobody answers in time
 */
function firstAnswer({ host, port, send, isEnough, timeoutMs = 1_000 }) {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    let received = Buffer.alloc(0);
    const finish = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(timeoutMs, () => finish(null));
    socket.once('error', () => finish(null));
    socket.once('close', () => finish(null));
    socket.once('connect', () => send !== undefined && socket.write(send));
    socket.on('data', (bytes) => {
      received = Buffer.concat([received, bytes]);
      if (isEnough(received)) finish(received);
    });
  });
}

/** True when a MariaDB server greets: it speaks first, and its fifth byte is the protocol, 10. */
export async function isMariadbReady(port, host = '127.0.0.1') {
  const greeting = await firstAnswer({ host, port, isEnough: (bytes) => bytes.length >= 5 });
  return greeting?.[4] === 10;
}

/**
 * True when Redis answers PONG. While it still loads its file it answers `-LOADING`, which means
 * "not yet".
 * @param {number} port
 * @param {{ host?: string, password?: string }} [options]
 */
export async function isRedisReady(port, { host = '127.0.0.1', password } = {}) {
  const answer = await firstAnswer({
    host,
    port,
    send: `${password === undefined ? '' : `AUTH ${password}\r\n`}PING\r\n`,
    isEnough: (bytes) => /PONG|-[A-Z]+/.test(bytes.toString('latin1')),
  });
  return answer !== null && answer.toString('latin1').includes('+PONG');
}

/** True when anything at all accepts a connection there. */
export function acceptsConnections(port, host) {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const finish = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(3_000, () => finish(false));
    socket.once('error', () => finish(false));
    socket.once('connect', () => finish(true));
  });
}
