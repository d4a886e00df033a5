import { Worker } from 'node:worker_threads';

/** Compares passwords with hashes, one after the other, in a thread of its own. */
export interface PasswordChecks {
  /**
   * Whether a password is the one a hash was made of.
   *
   * @throws when the hash is not of argon2id's form, and when the thread ended.
   */
  verify(hash: string, password: string): Promise<boolean>;
  /** Ends the thread; what still waits for an answer fails. */
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (matches: boolean) => void;
  readonly reject: (fault: Error) => void;
}

const isAnswer = (message: unknown): message is { readonly id: number; readonly matches: boolean | null } =>
  message !== null &&
  typeof message === 'object' &&
  'id' in message &&
  typeof message.id === 'number' &&
  'matches' in message &&
  (message.matches === null || typeof message.matches === 'boolean');

/**
 * One thread, started with the first question and again should it end: argon2 costs a core for tens of milliseconds, and
 * strangers decide how often, so one core is all they get. How many may wait is for the caller to limit.
 */
export const createPasswordChecks = (): PasswordChecks => {
  const waiting = new Map<number, Waiting>();
  let thread: Worker | null = null;
  let lastId = 0;

  const failAll = (fault: Error): void => {
    for (const { reject } of waiting.values()) reject(fault);
    waiting.clear();
  };
  const settle = (id: number, act: (one: Waiting) => void): void => {
    const one = waiting.get(id);
    waiting.delete(id);
    // Kept alive for an answer only: a process that ends does not wait for a thread that idles.
    if (waiting.size === 0) thread?.unref();
    if (one !== undefined) act(one);
  };
  const start = (): Worker => {
    const started = new Worker(new URL('./password-thread.js', import.meta.url));
    const ended = (fault: Error): void => {
      if (thread !== started) return;
      thread = null;
      failAll(fault);
    };
    started.on('message', (message: unknown) => {
      if (!isAnswer(message)) return;
      const { id, matches } = message;
      settle(id, ({ resolve, reject }) => {
        if (matches === null) reject(new Error('The hash of a password cannot be read.'));
        else resolve(matches);
      });
    });
    started.on('error', ended);
    started.on('exit', (code) => {
      ended(new Error(`The thread that checks passwords ended with ${code}.`));
    });
    return started;
  };

  return {
    verify: (hash, password) =>
      new Promise((resolve, reject) => {
        thread ??= start();
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        thread.ref();
        thread.postMessage({ id: lastId, hash, password });
      }),
    async close() {
      const closing = thread;
      thread = null;
      failAll(new Error('Passwords are checked no more: the service stops.'));
      await closing?.terminate();
    },
  };
};
