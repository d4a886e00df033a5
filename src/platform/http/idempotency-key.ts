/** The form of an Idempotency-Key as a pattern: at least 128 random bits in letters, digits, `-` and `_`. */
export const idempotencyKeyPattern = '^[A-Za-z0-9_-]{22,64}$';

const form = new RegExp(idempotencyKeyPattern);

/** Whether a caller's key has enough room to be nobody else's. */
export const isIdempotencyKey = (text: string): boolean => form.test(text);
