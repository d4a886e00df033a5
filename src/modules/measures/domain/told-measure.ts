import { fewestTold, toldCount } from '../../eligibility/contract.js';
import type { MeasureCell, MeasureDefinition } from './measure.js';

/**
 * Days of waits, in the bands in which they are told. Source: Public Health Scotland, drug and alcohol treatment waiting times,
 * up to three weeks; six weeks because nobody is expected to wait longer (Scottish Government, the standard on waiting times).
 */
export const waitBands = [
  { key: 'to-1-week', uptoDays: 7 },
  { key: 'to-2-weeks', uptoDays: 14 },
  { key: 'to-3-weeks', uptoDays: 21 },
  { key: 'to-6-weeks', uptoDays: 42 },
  { key: 'longer', uptoDays: Number.POSITIVE_INFINITY },
] as const;

/** Rates are told of so many at least. Source: set for this service; Public Health Scotland's protocol names no number that could be read. */
export const fewestForRate = 10;
/** The mean of costs is told of so many at least. */
const fewestPriced = fewestTold;

/** What a measure comes to, exactly. */
export interface Summary {
  readonly n: number;
  readonly of: number;
  readonly pence: number;
  /** How many at each number of days, for waits. */
  readonly byDays: ReadonlyMap<number, number>;
}

/** The sum of cells. */
export const summarise = (cells: readonly MeasureCell[]): Summary => {
  const byDays = new Map<number, number>();
  let [n, of, pence] = [0, 0, 0];
  for (const cell of cells) {
    n += cell.n;
    of += cell.of;
    pence += cell.pence;
    if (cell.days !== null) byDays.set(cell.days, (byDays.get(cell.days) ?? 0) + cell.n);
  }
  return { n, of, pence, byDays };
};

/** How a number is told: null where it is not, which is because it is of too few. */
export interface ToldMeasure {
  /** How many: of people to the nearest five unless it is told exactly. */
  readonly n: number | null;
  readonly of: number | null;
  /** `n` of `of`, from 0 up; it can pass 1 where nights are counted. */
  readonly share: number | null;
  /** The middle of the days waited. Unit: days. */
  readonly medianDays: number | null;
  readonly bands: readonly {
    readonly key: string;
    readonly n: number | null;
    readonly share: number | null;
  }[];
  /** The mean of what one costs, to a hundred pounds. Unit: pence. */
  readonly meanPence: number | null;
}

const medianOf = ({ byDays, n }: Summary): number | null => {
  let seen = 0;
  for (const [days, count] of [...byDays].sort(([a], [b]) => a - b)) {
    seen += count;
    if (seen * 2 >= n) return days;
  }
  return null;
};

/** Nearer, the means of two days beside their numbers would tell what one placement cost. */
const hundredPounds = (pence: number): number => Math.round(pence / 10_000) * 10_000;

/** A share is told of enough, and where neither those who are in it nor those who are not are too few. */
export const shareTold = (n: number, of: number, isExact: boolean): number | null => {
  if (of === 0) return null;
  if (isExact) return n / of;
  const rest = of - n;
  const isSafe = of >= fewestForRate && n >= fewestTold && rest >= fewestTold;
  // Of the numbers as they are told: the share of the true ones would give those away.
  return isSafe ? Math.min(1, Math.round(((toldCount(n) ?? 0) / (toldCount(of) ?? 1)) * 100) / 100) : null;
};

/** A count of people, as it is told: of the own ones exactly, of others to the nearest five and null for fewer. */
export const toldPeople = (people: number, isExact: boolean): number | null =>
  isExact ? people : toldCount(people);

/**
 * A sum of days that some people waited, as it is told: of others to the nearest ten and of ten people or more, so that
 * nobody's own days stand in it.
 */
export const toldTotalDays = (days: number, people: number, isExact: boolean): number | null =>
  isExact ? days : people < fewestForRate ? null : Math.round(days / 10) * 10;

/** Days that some people waited: the middle of them, and the days within which a quarter and three quarters did. */
export interface ToldDays {
  readonly n: number | null;
  readonly lowerDays: number | null;
  readonly medianDays: number | null;
  readonly upperDays: number | null;
}

/** Quarters of waits are told of so many at least, so that as many as are ever told lie in each. */
const fewestForQuarters = fewestTold * 4;

/** The day within which a share of the waits had ended. Unit: days. */
const quantileOf = (ordered: readonly number[], share: number): number | null =>
  ordered[Math.max(0, Math.ceil(ordered.length * share) - 1)] ?? null;

/** What is told of days that people waited; of people who are not the reader's own to whole weeks, so that it is nobody's own. */
export const toldDays = (days: readonly number[], isExact: boolean): ToldDays => {
  const ordered = days.toSorted((a, b) => a - b);
  const at = (share: number, fewest: number): number | null => {
    const found = ordered.length < (isExact ? 1 : fewest) ? null : quantileOf(ordered, share);
    return found === null || isExact ? found : Math.round(found / 7) * 7;
  };
  return {
    n: toldPeople(days.length, isExact),
    lowerDays: at(0.25, fewestForQuarters),
    medianDays: at(0.5, fewestForRate),
    upperDays: at(0.75, fewestForQuarters),
  };
};

/** What is told of a measure, of the country or of a group of it. */
export const tell = (
  { shape, telling, isOfPeople }: Pick<MeasureDefinition, 'shape' | 'telling' | 'isOfPeople'>,
  cells: readonly MeasureCell[],
  isGroup: boolean,
): ToldMeasure => {
  const summary = summarise(cells);
  const { n, of, pence } = summary;
  const isExact = !isOfPeople || (telling === 'exact' && !isGroup);
  const told = (people: number): number | null => (isExact ? people : toldCount(people));
  const nothing = { share: null, medianDays: null, bands: [], meanPence: null };
  switch (shape) {
    case 'count':
      return { ...nothing, n: told(n), of: null };
    case 'share':
      return { ...nothing, n: told(n), of: told(of), share: shareTold(n, of, isExact) };
    case 'money':
      return {
        ...nothing,
        ...{ n: told(n), of: told(of) },
        meanPence: of >= fewestPriced && n > 0 ? hundredPounds(pence / n) : null,
      };
    case 'days':
      return {
        ...nothing,
        ...{ n: told(n), of: null },
        medianDays: n >= fewestForRate ? medianOf(summary) : null,
        bands: waitBands.map(({ key, uptoDays }, index) => {
          const moreThan = waitBands[index - 1]?.uptoDays ?? -1;
          const inBand = [...summary.byDays].reduce(
            (sum, [days, count]) => (days > moreThan && days <= uptoDays ? sum + count : sum),
            0,
          );
          return { key, n: told(inBand), share: shareTold(inBand, n, isExact) };
        }),
      };
  }
};
