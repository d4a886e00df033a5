/** Letters and digits that cannot be mistaken for each other when read aloud. */
const sayable = '23456789BCDFGHJKMNPQRSTVWXYZ';
const length = 7;

/**
 * The reference of a referral as people say it: `RP-` and seven letters and digits, about 13 thousand million of them.
 *
 * @param below - gives a whole number from 0 up to, not including, the one it is given, each equally likely
 */
export const newReferenceFrom = (below: (limit: number) => number): string =>
  `RP-${Array.from({ length }, () => sayable[below(sayable.length)]).join('')}`;
