import { isoDate, nightsBetween, type IsoDate } from '../../../kernel/iso-date.js';
import { publicStartsOf, runWorld, spreadOf, type Runs, type Spread } from './forecast.js';
import type { World } from './world.js';

/** What was published of one period, as it was last told; neither derived nor withdrawn. */
export interface PublishedPeriod {
  readonly label: string;
  readonly from: IsoDate;
  /** The first day after the period. */
  readonly until: IsoDate;
  readonly figure: number;
}

/**
 * A period's figure comes out two to three months after the period has ended, in the middle of the next one: on the first
 * day of a period the last one known is the one before the last.
 * **Source**: Public Health Scotland, interim monitoring reports of 18 June 2024 (to 31 March) and 17 December 2024 (to 30 September).
 */
const periodsKnownLater = 2;

/** How far the daily level of a period may be from the one two before; assumed. Unit: deviation of the logarithm. */
const levelDeviation = 0.15;

/** One period, forecast from what was published before it began. */
export interface TestedPeriod {
  readonly label: string;
  readonly figure: number;
  readonly forecast: Spread;
  readonly naive: number;
  readonly straightLine: number;
}

/** How well the forecast would have done; of few periods, which is why their number is told with it. */
export interface BackTest {
  readonly periods: readonly TestedPeriod[];
  /** Periods whose figure lay between the lowest and the highest of the middle 80 %. */
  readonly covered: number;
  /** The mean loss at the three quantiles, less is better; a single number is taken for all three. */
  readonly loss: { readonly forecast: number; readonly naive: number; readonly straightLine: number };
}

/**
 * Forecasts each period of a series of equal periods, in their order and without a gap, from what was published before
 * it. There is no record of past beds, so what is tested is how referrals come in and are carried on, through the same
 * kernel with beds enough: a test of the inputs, not of the queue.
 */
export const backTest = (series: readonly PublishedPeriod[], runs: Runs): BackTest => {
  const periods = series.flatMap((period, at): readonly TestedPeriod[] => {
    const known = series.slice(0, Math.max(0, at - periodsKnownLater + 1));
    const [before, last] = [known.at(-2), known.at(-1)];
    if (before === undefined || last === undefined) return [];
    const days = nightsBetween(period.from, period.until);
    return [
      {
        label: period.label,
        figure: period.figure,
        forecast: spreadOf(startsFrom(perDay(last), period, days, runs)),
        naive: perDay(last) * days,
        straightLine: Math.max(
          0,
          (perDay(last) + (perDay(last) - perDay(before)) * periodsKnownLater) * days,
        ),
      },
    ];
  });
  const mean = (lossOfOne: (period: TestedPeriod) => number): number =>
    periods.reduce((sum, period) => sum + lossOfOne(period), 0) / (periods.length || 1);
  return {
    periods,
    covered: periods.filter(({ figure, forecast }) => forecast.p10 <= figure && figure <= forecast.p90)
      .length,
    loss: {
      forecast: mean(({ figure, forecast }) => pinball(figure, forecast)),
      naive: mean(({ figure, naive }) => pinball(figure, same(naive))),
      straightLine: mean(({ figure, straightLine }) => pinball(figure, same(straightLine))),
    },
  };
};

const perDay = ({ figure, from, until }: PublishedPeriod): number => figure / nightsBetween(from, until);

const same = (value: number): Spread => ({ p10: value, p50: value, p90: value });

/** The mean of the pinball losses at a tenth, a half and nine tenths. */
const pinball = (figure: number, { p10, p50, p90 }: Spread): number => {
  const at = (part: number, value: number): number =>
    figure >= value ? part * (figure - value) : (1 - part) * (value - figure);
  return (at(0.1, p10) + at(0.5, p50) + at(0.9, p90)) / 3;
};

const startsFrom = (daily: number, { from }: PublishedPeriod, days: number, runs: Runs): Float64Array => {
  const outcomes = runWorld(enoughBeds(daily, from, days), runs);
  return publicStartsOf(outcomes, outcomes.months);
};

const enoughBeds = (daily: number, startsOn: IsoDate, days: number): World => ({
  startsOn,
  days,
  bands: [{ id: 'all', leavesPerDay: 0, referralsPerYear: { all: daily * 365.25 } }],
  peopleGroups: [{ id: 'all', isPublic: true, needsDetox: false }],
  bedGroups: [
    {
      ...{ id: 'enough', admits: ['all'], beds: Math.ceil(daily * days * 5), residents: 0 },
      ...{ turnaroundDays: 0, pencePerNight: 0 },
      stay: { kind: 'quantiles', nights: [84] },
    },
  ],
  bedChanges: [],
  waiting: [],
  growthPerYear: 0,
  refusedShare: 0,
  approvalDays: { until: 0, from: 0 },
  earlyExitShare: 0,
  detox: null,
  budgetPencePerYear: null,
  uncertainty: { referrals: levelDeviation, stay: 0, earlyExit: 0 },
});

/** A published figure as the table of them keeps it. */
interface FigureRow {
  readonly measure: string;
  readonly period_start: string | null;
  readonly period_end: string | null;
  readonly geography_type: string;
  readonly route: string;
  readonly breakdown: string | null;
  readonly status: string;
  readonly figure: number | null;
}

/** Half-years of placements approved in the whole country in a row; of one that was told twice the later row, which is the revision. */
export const halfYearsOf = (rows: readonly FigureRow[]): readonly PublishedPeriod[] => {
  const told = rows.filter(
    ({ measure, geography_type, route, breakdown, status }) =>
      measure === 'placements_approved' &&
      geography_type === 'scotland' &&
      route === 'all' &&
      (breakdown ?? '') === '' &&
      (status === 'published' || status === 'revised'),
  );
  const figureOf = (from: string, to: string): number | null =>
    told.filter((row) => row.period_start === from && row.period_end === to).at(-1)?.figure ?? null;
  const years = [...new Set(told.flatMap(({ period_start }) => period_start?.slice(0, 4) ?? []))]
    .sort()
    .map(Number);
  const halves = years.flatMap((year) => [
    ...halfOf(figureOf, [`${year}-04-01`, `${year}-06-30`, `${year}-07-01`, `${year}-09-30`]),
    ...halfOf(figureOf, [`${year}-10-01`, `${year}-12-31`, `${year + 1}-01-01`, `${year + 1}-03-31`]),
  ]);
  return halves.sort((a, b) => (a.from < b.from ? -1 : 1));
};

/** A half-year as it was told, or as the two quarters that were told add up to. */
const halfOf = (
  figureOf: (from: string, to: string) => number | null,
  [from, firstEnd, secondStart, end]: readonly [string, string, string, string],
): readonly PublishedPeriod[] => {
  const [first, second] = [figureOf(from, firstEnd), figureOf(secondStart, end)];
  const quarters = first === null || second === null ? null : first + second;
  const figure = figureOf(from, end) ?? quarters;
  if (figure === null) return [];
  const until = end.endsWith('09-30') ? end.replace('09-30', '10-01') : end.replace('03-31', '04-01');
  return [{ label: `${from} to ${end}`, from: isoDate(from), until: isoDate(until), figure }];
};
