/** A thread of its own that compares passwords with hashes: tens of milliseconds each, in which nothing else may wait. */
import { parentPort } from 'node:worker_threads';

import { verifyPassword } from './secrets.js';

const isAsked = (
  message: unknown,
): message is { readonly id: number; readonly hash: string; readonly password: string } =>
  message !== null &&
  typeof message === 'object' &&
  'id' in message &&
  typeof message.id === 'number' &&
  'hash' in message &&
  typeof message.hash === 'string' &&
  'password' in message &&
  typeof message.password === 'string';

parentPort?.on('message', (message: unknown) => {
  if (!isAsked(message)) return;
  const { id, hash, password } = message;
  verifyPassword(hash, password).then(
    (matches) => parentPort?.postMessage({ id, matches }),
    () => parentPort?.postMessage({ id, matches: null }),
  );
});
