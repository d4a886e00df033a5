import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Seeded chance: the same seed tells the same story. */
export interface Chance {
  /** True with this probability. */
  happens(probability: number): boolean;
  /** A whole number from least to most, both possible. */
  between(least: number, most: number): number;
  /** @throws when there is nothing to pick from. */
  pick<T>(from: readonly T[]): T;
  /** One of the keys, in proportion to their weights. */
  weighted<T>(from: readonly (readonly [T, number])[]): T;
  /** How many arrive in a day when `mean` do on average. */
  poisson(mean: number): number;
  /** So many random bytes. */
  bytes(length: number): Uint8Array;
}

/** Chance from a seed, a whole number of 32 bits. */
export const createChance = (seed: number): Chance => {
  const generator = xoroshiro128plus(seed);
  const next = (): number => uniformFloat64(generator);
  const between = (least: number, most: number): number => uniformInt(generator, least, most);
  const pick = <T>(from: readonly T[]): T => {
    const found = from[between(0, from.length - 1)];
    if (found === undefined) throw new Error('There is nothing to pick from.');
    return found;
  };
  return {
    happens: (probability) => next() < probability,
    between,
    pick,
    weighted(from) {
      const total = from.reduce((sum, [, weight]) => sum + weight, 0);
      let left = next() * total;
      for (const [value, weight] of from) {
        left -= weight;
        if (left < 0) return value;
      }
      return pick(from.map(([value]) => value));
    },
    poisson(mean) {
      const limit = Math.exp(-mean);
      let count = 0;
      for (let product = next(); product > limit; product *= next()) count += 1;
      return count;
    },
    bytes: (length) => Uint8Array.from({ length }, () => between(0, 255)),
  };
};
