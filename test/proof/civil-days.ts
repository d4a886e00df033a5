/**
 * Civil dates by the plainest arithmetic there is, sharing nothing with the product: a checker that counted nights
 * with the product's own functions would repeat their faults.
 */
const msPerDay = 86_400_000;

/** Days from 1 January 1970 to a civil date written YYYY-MM-DD. */
export const dayOf = (date: string): number => {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return Date.UTC(year, month - 1, day) / msPerDay;
};

/** The civil date that many days from 1 January 1970. */
export const dateOf = (day: number): string => new Date(day * msPerDay).toISOString().slice(0, 10);
