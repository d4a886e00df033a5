/**
 * How far ahead anything is arranged: the end of detox, an arrival. Unit: nights. A year covers the longest known wait
 * for a date; a detox that ends later could not be followed by an arrival.
 */
export const furthestAheadNights = 366;
