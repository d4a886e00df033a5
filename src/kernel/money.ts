declare const penceBrand: unique symbol;

/** An amount of sterling in whole pence. Negative for a credit or a correction. */
export type Pence = number & { readonly [penceBrand]: true };

/**
 * An amount in pence.
 *
 * @throws RangeError when it is not a whole number a computer can hold exactly.
 */
export function pence(amount: number): Pence {
  if (!Number.isSafeInteger(amount)) {
    throw new RangeError(`Money is counted in whole pence, not ${amount}`);
  }
  // Minus nothing is nothing: -0 would print and compare oddly.
  return (amount === 0 ? 0 : amount) as Pence;
}

/** The sum of the amounts; of none, nothing. */
export function addPence(...amounts: readonly Pence[]): Pence {
  return amounts.reduce((sum, amount) => pence(sum + amount), pence(0));
}

/**
 * What a stay costs at a weekly rate: a seventh of the rate for each night, in
 * whole pence, half a penny rounded up. Rounded once for the whole stay, so a
 * stay of whole weeks costs exactly that many weekly rates.
 *
 * @throws RangeError when the rate is negative or the nights are not a whole number from 0.
 */
export function stayCost(of: { readonly weeklyRatePence: Pence; readonly nights: number }): Pence {
  if (of.weeklyRatePence < 0) {
    throw new RangeError(`A weekly rate cannot be negative: ${of.weeklyRatePence}`);
  }
  return penceFrom(dividedHalfUp(BigInt(of.weeklyRatePence) * wholeNights(of.nights), 7n));
}

/**
 * Shares an amount between parts of a stay by their nights, in order. Each share
 * is within a penny of exact, a part without nights gets nothing, and the shares
 * add up to the total to the penny. Part by part, the sum so far is the total's
 * share of the nights so far, half a penny rounded up (for a credit: the same
 * shares, negative).
 *
 * @param nightsOfParts - nights in each part, whole numbers from 0
 * @throws RangeError when a part is not such a number, or there is no night at all.
 */
export function shareByNights(total: Pence, nightsOfParts: readonly number[]): readonly Pence[] {
  const nights = nightsOfParts.map(wholeNights);
  if (nights.every((part) => part === 0n)) throw new RangeError('There is no night to share the amount by');
  return shareInProportion(total, nights);
}

/**
 * Shares an amount between people by what each pays of something else, by the rule of {@link shareByNights}: so that
 * what is left of a penny goes to whoever comes later in the list, and never is lost or paid twice.
 *
 * @param amounts - what each pays, from 0
 * @throws RangeError when one is negative, or all are 0.
 */
export function shareByAmounts(total: Pence, amounts: readonly Pence[]): readonly Pence[] {
  if (amounts.some((amount) => amount < 0) || amounts.every((amount) => amount === 0)) {
    throw new RangeError('There is no amount to share by, or one is negative');
  }
  return shareInProportion(
    total,
    amounts.map((amount) => BigInt(amount)),
  );
}

function shareInProportion(total: Pence, weights: readonly bigint[]): readonly Pence[] {
  const all = weights.reduce((sum, part) => sum + part, 0n);
  const sign = total < 0 ? -1n : 1n;
  const size = BigInt(total) * sign;
  let weightSoFar = 0n;
  let sharedSoFar = 0n;
  return weights.map((part) => {
    weightSoFar += part;
    const upToHere = dividedHalfUp(size * weightSoFar, all);
    const share = upToHere - sharedSoFar;
    sharedSoFar = upToHere;
    return penceFrom(share * sign);
  });
}

function wholeNights(nights: number): bigint {
  if (!Number.isSafeInteger(nights) || nights < 0) {
    throw new RangeError(`Nights are counted in whole numbers from 0, not ${nights}`);
  }
  return BigInt(nights);
}

/** Both arguments from 0 up, so that the division's rounding towards 0 is rounding down. */
function dividedHalfUp(amount: bigint, by: bigint): bigint {
  return (2n * amount + by) / (2n * by);
}

function penceFrom(amount: bigint): Pence {
  return pence(Number(amount));
}
