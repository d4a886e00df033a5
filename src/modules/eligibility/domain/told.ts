/** The fewest people that are told as a number; fewer could be known by it. Unit: people. Set for this service. */
export const fewestTold = 5;

/** A count as it is told of people who are not the reader’s own: null for one to four. */
export const told = (people: number): number | null => (people > 0 && people < fewestTold ? null : people);
