const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',');

/** A whole number with thousands separated: "1,234". A minus sign is a true minus. */
export function plainNumber(count: number): string {
  const rounded = Math.round(count);
  return `${rounded < 0 ? '\u2212' : ''}${grouped(String(Math.abs(rounded)))}`;
}

/** Money from whole pence: "£1,234.50"; pence are left out when there are none. */
export function pounds(amountPence: number): string {
  const absolute = Math.abs(Math.round(amountPence));
  const rest = absolute % 100;
  const whole = grouped(String((absolute - rest) / 100));
  return `${amountPence < 0 ? '\u2212' : ''}£${whole}${rest === 0 ? '' : `.${String(rest).padStart(2, '0')}`}`;
}

/** "1 night", "3 nights": a count with its noun; `plural` where it is not made with an s. */
export const countOf = (count: number, noun: string, plural = `${noun}s`): string =>
  `${plainNumber(count)} ${count === 1 ? noun : plural}`;

/** A probability from many tries, as people say it: "97 of 100". Of none and of all nobody can be sure. */
export const outOfHundred = (probability: number): string => {
  if (probability < 0.005) return 'fewer than 1 of 100';
  return probability > 0.995 ? 'more than 99 of 100' : `${plainNumber(probability * 100)} of 100`;
};
