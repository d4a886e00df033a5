/** What a draw is for: each purpose has luck of its own, so that one more draw for one shifts none of another. */
export const purpose = { world: 1, slippage: 2, residents: 3, arrivals: 4, people: 5 } as const;

/**
 * Spreads 32 bits so that each depends on all.
 * **Source**: lowbias32 of the hash-prospector project, bias 0.17 of a thousandth.
 */
export const spread = (value: number): number => {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return x ^ (x >>> 16);
};

/** The two words from which all luck of one run and purpose is made. */
export const keyOf = (seed: number, replication: number, forWhat: number): readonly [number, number] => {
  const first = spread(spread(spread(seed) + replication) + Math.imul(forWhat, 0x9e3779b9));
  return [first, spread(spread(first ^ 0x5851f42d) + spread(replication ^ 0x14057b7e) + seed)];
};

const twoTo32 = 4_294_967_296;

/**
 * Luck of one run and purpose, one word after another. Decisions have the same generator written out (decisions.ts),
 * as a call for each word would take longer than the word.
 * **Source**: xoroshiro64** 1.0, D. Blackman and S. Vigna, public domain.
 */
export const luckFrom = (seed: number, replication: number, forWhat: number): (() => number) => {
  let [s0, s1] = keyOf(seed, replication, forWhat);
  s0 = spread(s0);
  s1 = spread(s1) | 1;
  return () => {
    const mixed = Math.imul(s0, 0x9e3779bb);
    const word = Math.imul((mixed << 5) | (mixed >>> 27), 5);
    s1 ^= s0;
    s0 = ((s0 << 26) | (s0 >>> 6)) ^ s1 ^ (s1 << 9);
    s1 = (s1 << 13) | (s1 >>> 19);
    return word >>> 0;
  };
};

/** A word as a part of one, never 0 and never 1. */
export const shareOf = (word: number): number => (word + 0.5) / twoTo32;

/** A draw from the normal distribution with mean 0 and deviation 1, of two words (Box and Muller). */
export const normalOf = (first: number, second: number): number =>
  Math.sqrt(-2 * Math.log(shareOf(first))) * Math.cos(2 * Math.PI * shareOf(second));
