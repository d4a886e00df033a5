import { nightsBetween, type IsoDate } from '../../../kernel/iso-date.js';
import { ageBandOf, dimensions, groupsOf, type Dimension } from '../../referrals/contract/facts.js';
import type { CohortFact } from './cohort.js';
import type { DimensionFigures, Telling } from './fairness.js';
import { fewestForRate, toldPeople } from './told-measure.js';

/** How sure an interval is. By custom. */
const level = 0.95;

/** The middle of some waits as it is told, and between which days the true middle lies; null where they are too few. */
export interface MiddleWait {
  readonly n: number | null;
  readonly medianDays: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** The waits of a group. */
export interface GroupWait extends MiddleWait {
  readonly group: string;
}

/**
 * Which of `n` waits in order, counted from 1 and from either end, bounds the interval of the middle: the greatest of which
 * at most half of what may be wrong lies beyond. Source: the binomial distribution of how many lie below the true median; H. A.
 * David and H. N. Nagaraja, Order Statistics (2003), section 7.1. 0 where even the ends are not sure enough.
 */
const boundingRank = (n: number): number => {
  let chance = 0.5 ** n;
  let below = chance;
  let rank = 0;
  while (below <= (1 - level) / 2) {
    rank += 1;
    chance *= (n - rank + 1) / rank;
    below += chance;
  }
  return rank;
};

/** The middle of some waits with its interval; of people who are not the reader's own to whole weeks, the interval outwards. */
const middleWait = (days: readonly number[], telling: Telling): MiddleWait => {
  const isExact = telling === 'exact';
  const n = toldPeople(days.length, isExact);
  if (days.length < fewestForRate) return { n, medianDays: null, low: null, high: null };
  const ordered = days.toSorted((a, b) => a - b);
  const rank = boundingRank(days.length);
  const at = (place: number, round: (weeks: number) => number): number => {
    const found = ordered[place - 1] ?? 0;
    return isExact ? found : round(found / 7) * 7;
  };
  return {
    n,
    medianDays: at(Math.ceil(days.length / 2), Math.round),
    low: at(rank, Math.floor),
    high: at(days.length + 1 - rank, Math.ceil),
  };
};

const groupOf = (dimension: Dimension, fact: CohortFact): string => {
  switch (dimension) {
    case 'age':
      return ageBandOf(fact.age);
    case 'area':
      return fact.healthBoard;
    case 'sex':
    case 'substance':
    case 'route':
      return fact[dimension];
  }
};

/**
 * Days from referral to arrival of those of a cohort who arrived by a day, together and by group. A partnership's own people
 * live in one area, which is not compared.
 */
export const waitsByGroup = (
  facts: readonly CohortFact[],
  asAt: IsoDate,
  telling: Telling,
): { readonly everybody: MiddleWait; readonly dimensions: readonly DimensionFigures<GroupWait>[] } => {
  const arrived = facts.flatMap((fact) => {
    const { referred, admitted } = fact.reachedOn;
    return referred === null || admitted === null || admitted > asAt
      ? []
      : [{ fact, days: Math.max(0, nightsBetween(referred, admitted)) }];
  });
  const boards = [...new Set(facts.map(({ healthBoard }) => healthBoard))];
  return {
    everybody: middleWait(
      arrived.map(({ days }) => days),
      telling,
    ),
    dimensions: dimensions
      .filter((dimension) => dimension !== 'area' || telling === 'protected')
      .map((dimension) => ({
        dimension,
        groups: groupsOf(dimension, boards).map((group) => ({
          group,
          ...middleWait(
            arrived.flatMap(({ fact, days }) => (groupOf(dimension, fact) === group ? [days] : [])),
            telling,
          ),
        })),
      })),
  };
};
