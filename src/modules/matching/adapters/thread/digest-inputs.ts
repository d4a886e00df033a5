import { createHash } from 'node:crypto';

import type { DigestInputs } from '../../application/run-match.js';

/** Maps and sets as lists: JSON leaves out what is in them. */
const plain = (_key: string, value: unknown): unknown =>
  value instanceof Map || value instanceof Set ? [...value] : value;

/** Of everything a run is worked out from, in the order it was read. */
export const digestInputs: DigestInputs = (input) =>
  createHash('sha256').update(JSON.stringify(input, plain)).digest('hex');
