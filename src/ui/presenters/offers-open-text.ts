import { plainNumber } from './numbers.js';

/** How many offers of one person wait for an answer, of how many may at once. */
export const offersOpenText = (open: number, atMost: number): string =>
  `${plainNumber(open)} of ${plainNumber(Math.max(open, atMost))} offers open`;
