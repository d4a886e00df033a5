import { createHmac } from 'node:crypto';

/** Bits of a hash that are taken for a chance. */
const bits = 48;

/**
 * A number to the multiple below it or above it, by a chance that makes the mean right. The chance is a hash of the number's name
 * under a secret: the same each time, so that asking again tells nothing, and worked out by nobody who has not the secret.
 */
export const createRounding =
  (secret: Uint8Array, multiple: number) =>
  (name: string, value: number): number => {
    const rest = value % multiple;
    const chance =
      createHmac('sha256', secret)
        .update(name)
        .digest()
        .readUIntBE(0, bits / 8) /
      2 ** bits;
    return value - rest + (chance * multiple < rest ? multiple : 0);
  };
