/** The fewest people that are told as a number; fewer could be known by it. Unit: people. Set for this service. */
export const fewestTold = 5;

/** A count as it is told of people who are not the reader’s own: null for one to four. */
export const told = (people: number): number | null => (people > 0 && people < fewestTold ? null : people);

/**
 * A count of people of the whole country as it is told: to the nearest five, so that one person more or less from one day to
 * the next, or a partnership's own count taken away, does not show; null for fewer than {@link fewestTold}, none among them.
 */
export const toldCount = (people: number): number | null =>
  people < fewestTold ? null : Math.round(people / 5) * 5;
