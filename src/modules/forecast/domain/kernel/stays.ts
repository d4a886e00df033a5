import type { PlannedStay } from '../world.js';

/** Parts of a stay table, each equally likely: 2 to the power of 12, so that 12 bits of luck name one. */
export const stayParts = 4096;

/** The middle of each part of a planned stay, shortest first, with exactly the mean that is asked for. */
export const stayTable = (stay: PlannedStay): Float64Array =>
  stay.kind === 'lognormal' ? lognormalTable(stay.meanNights, stay.variation) : resampled(stay.nights);

const lognormalTable = (meanNights: number, variation: number): Float64Array => {
  const spread = Math.sqrt(Math.log(1 + variation * variation));
  const table = Float64Array.from({ length: stayParts }, (_, part) =>
    Math.exp(spread * inverseNormal((part + 0.5) / stayParts)),
  );
  // The ends of the table stand for their whole parts: without this the longest stays would be cut off the mean.
  const scale = (meanNights * stayParts) / table.reduce((sum, value) => sum + value, 0);
  return table.map((value) => value * scale);
};

const resampled = (nights: readonly number[]): Float64Array => {
  const at = (index: number): number => nights[Math.max(0, Math.min(nights.length - 1, index))] ?? 0;
  return Float64Array.from({ length: stayParts }, (_, part) => {
    const place = ((part + 0.5) / stayParts) * nights.length - 0.5;
    const below = Math.floor(place);
    return at(below) + (at(below + 1) - at(below)) * (place - below);
  });
};

/**
 * The middle of each part of how much longer somebody stays who is met on any day: longer stays are met more often, and
 * any night of them alike. Early exits shorten some; the part of stays longer than a night is summed night by night.
 */
export const residualTable = (planned: Float64Array, earlyExitShare: number): Float64Array => {
  const longest = Math.ceil(planned[stayParts - 1] ?? 0);
  const upTo = new Float64Array(longest + 1);
  let shorter = 0;
  let inverses = planned.reduce((sum, value) => sum + 1 / value, 0);
  for (let night = 0; night < longest; night += 1) {
    const middle = night + 0.5;
    for (let value = planned[shorter]; value !== undefined && value <= middle; value = planned[shorter]) {
      inverses -= 1 / value;
      shorter += 1;
    }
    const longer = stayParts - shorter - earlyExitShare * middle * inverses;
    upTo[night + 1] = (upTo[night] ?? 0) + longer;
  }
  return inverted(upTo);
};

const inverted = (upTo: Float64Array): Float64Array => {
  const whole = upTo[upTo.length - 1] ?? 0;
  let night = 0;
  return Float64Array.from({ length: stayParts }, (_, part) => {
    const wanted = ((part + 0.5) / stayParts) * whole;
    while (night + 1 < upTo.length - 1 && (upTo[night + 1] ?? 0) < wanted) night += 1;
    const from = upTo[night] ?? 0;
    const width = (upTo[night + 1] ?? from) - from;
    return night + (width > 0 ? (wanted - from) / width : 0);
  });
};

/**
 * The value below which a normal draw lies with a probability between 0 and 1; relative error below 1.2e-9.
 * **Source**: P. J. Acklam, an algorithm for computing the inverse normal cumulative distribution function (2003).
 */
const inverseNormal = (probability: number): number => {
  if (probability > 0.5) return -inverseNormal(1 - probability);
  if (probability < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(probability));
    return polynomial(tail.above, q) / (polynomial(tail.below, q) * q + 1);
  }
  const q = probability - 0.5;
  const r = q * q;
  return (polynomial(middlePart.above, r) * q) / (polynomial(middlePart.below, r) * r + 1);
};

const polynomial = (coefficients: readonly number[], at: number): number =>
  coefficients.reduce((sum, coefficient) => sum * at + coefficient, 0);

const middlePart = {
  above: [
    -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1,
    2.506628277459239,
  ],
  below: [
    -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1,
    -1.328068155288572e1,
  ],
} as const;
const tail = {
  above: [
    -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968,
    2.938163982698783,
  ],
  below: [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416],
} as const;
