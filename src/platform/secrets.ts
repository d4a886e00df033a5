import { createHash, randomBytes } from 'node:crypto';

import { argon2id, argon2Verify } from 'hash-wasm';

/** Source of the parameters: OWASP Password Storage Cheat Sheet, argon2id with 19 MiB, two passes, one lane. */
export const hashPassword = (password: string): Promise<string> =>
  argon2id({
    password,
    salt: randomBytes(16),
    parallelism: 1,
    iterations: 2,
    memorySize: 19_456,
    hashLength: 32,
    outputType: 'encoded',
  });

/** Whether a password is the one a hash was made of. @throws when the hash is not of argon2id's form. */
export const verifyPassword = (hash: string, password: string): Promise<boolean> =>
  argon2Verify({ password, hash });

/** 256 random bits that may stand in a cookie or a form. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/**
 * What every form of a session carries: 256 random bits, and before them a mark that is the same in all sessions of one
 * member, so that what was typed in one that is over is given back to nobody else. 56 characters.
 */
export const newFormToken = (memberId: string): string =>
  `${createHash('sha256').update(memberId).digest('base64url').slice(0, 12)}.${newToken()}`;
