/** A thread of its own that compares passwords with hashes: tens of milliseconds each, in which nothing else may wait. */
import { verifyPassword } from './secrets.js';
import { answerQuestions } from './thread.js';

interface Asked {
  readonly hash: string;
  readonly password: string;
}

const isAsked = (value: unknown): value is Asked =>
  value !== null &&
  typeof value === 'object' &&
  'hash' in value &&
  typeof value.hash === 'string' &&
  'password' in value &&
  typeof value.password === 'string';

answerQuestions(isAsked, ({ hash, password }) =>
  verifyPassword(hash, password).catch(() => {
    throw new Error('The hash of a password cannot be read.');
  }),
);
