/** How long somebody waited, or has waited so far. */
export interface Wait {
  readonly days: number;
  /** Whether they arrived then; otherwise they still waited, or their referral was closed. */
  readonly hasArrived: boolean;
}

/** After how many days half had arrived, and between which days that may truly be; null where it was not reached. */
export interface MedianWait {
  readonly days: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * The median wait, with everybody who has not arrived counted as waiting for as long as was seen: leaving them out would make
 * waits look short. Sources: E. L. Kaplan and P. Meier, Journal of the American Statistical Association 53 (1958), 457 to 481,
 * with the variance of Greenwood; R. Brookmeyer and J. Crowley, Biometrics 38 (1982), 29 to 41, for the interval. `reach` is in
 * standard errors. Unit: days.
 */
export const medianWait = (waits: readonly Wait[], reach: number): MedianWait => {
  const arrivedAfter = new Map<number, number>();
  for (const { days, hasArrived } of waits)
    if (hasArrived) arrivedAfter.set(days, (arrivedAfter.get(days) ?? 0) + 1);
  let waiting = 1;
  let variance = 0;
  let found: MedianWait = { days: null, low: null, high: null };
  for (const [days, arrived] of [...arrivedAfter].sort(([a], [b]) => a - b)) {
    const seen = waits.filter((wait) => wait.days >= days).length;
    waiting *= 1 - arrived / seen;
    variance += seen === arrived ? 0 : arrived / (seen * (seen - arrived));
    const error = reach * waiting * Math.sqrt(variance);
    found = {
      days: found.days ?? (waiting <= 0.5 ? days : null),
      low: found.low ?? (waiting - error <= 0.5 ? days : null),
      high: found.high ?? (waiting + error <= 0.5 ? days : null),
    };
  }
  return found;
};
