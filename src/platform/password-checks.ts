import { createThread } from './thread.js';

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

const isAnswer = (value: unknown): value is boolean => typeof value === 'boolean';

/**
 * One thread: argon2 costs a core for tens of milliseconds, and strangers decide how often, so one core is all they get.
 * How many may wait is for the caller to limit.
 */
export const createPasswordChecks = (): PasswordChecks => {
  const thread = createThread<{ readonly hash: string; readonly password: string }, boolean>(
    new URL('./password-thread.js', import.meta.url),
    'checks passwords',
    isAnswer,
  );
  return {
    verify: (hash, password) => thread.ask({ hash, password }),
    close: () => thread.close(),
  };
};
