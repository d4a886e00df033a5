import { fewestTold } from '../../../eligibility/contract.js';

/**
 * A count of people of the whole country as it is told: to the nearest five, so that one person more or less from one day to
 * the next, or a partnership's own count taken away, does not show; null for fewer than {@link fewestTold}, none among them.
 */
export const toldCount = (people: number): number | null =>
  people < fewestTold ? null : Math.round(people / 5) * 5;
