/** From where to where, both of them among it. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** How many of how many. */
export interface Part {
  readonly count: number;
  readonly of: number;
}

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);

const centreTop = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
  2.506628277459239,
];
const centreBottom = [
  -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1,
];
const tailTop = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
];
const tailBottom = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1];
const tailFrom = 0.97575;

/**
 * The number that a standard normal variable stays below with probability `p`, from 0.5 to less than 1; right to eight
 * places. Source: P. J. Acklam, An algorithm for computing the inverse normal cumulative distribution function (2003).
 */
export const normalQuantile = (p: number): number => {
  if (p > tailFrom) {
    const q = Math.sqrt(-2 * Math.log(1 - p));
    return -polynomial(tailTop, q) / polynomial(tailBottom, q);
  }
  const q = p - 0.5;
  return (polynomial(centreTop, q * q) * q) / polynomial(centreBottom, q * q);
};

/**
 * How many standard errors to either side an interval reaches, for a level such as 0.95. Of `comparisons` made at once each
 * is asked for more, so that all are right together with the level (Bonferroni).
 */
export const reachOf = (level: number, comparisons = 1): number =>
  normalQuantile(1 - (1 - level) / (2 * Math.max(1, comparisons)));

/**
 * Where the true share may lie: it is never below 0 or above 1, and says something also where none or all were counted.
 * `of` is more than nought. Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209 to 212.
 */
export const wilson = ({ count, of }: Part, reach: number): Interval => {
  const share = count / of;
  const square = reach * reach;
  const centre = (share + square / (2 * of)) / (1 + square / of);
  const half = (reach * Math.sqrt((share * (1 - share)) / of + square / (4 * of * of))) / (1 + square / of);
  return {
    low: count === 0 ? 0 : Math.max(0, centre - half),
    high: count === of ? 1 : Math.min(1, centre + half),
  };
};

/**
 * Where the true difference of two shares, the first less the second, may lie. Source: R. G. Newcombe, Statistics in
 * Medicine 17 (1998), 873 to 890, method 10: from the Wilson intervals of both.
 */
export const differenceOf = (first: Part, second: Part, reach: number): Interval => {
  const [a, b] = [first.count / first.of, second.count / second.of];
  const [ofA, ofB] = [wilson(first, reach), wilson(second, reach)];
  return {
    low: a - b - Math.hypot(a - ofA.low, ofB.high - b),
    high: a - b + Math.hypot(ofA.high - a, b - ofB.low),
  };
};
