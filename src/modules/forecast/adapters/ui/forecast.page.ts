import {
  financialYearLabel,
  financialYearOf,
  monthsOf,
  type FinancialYear,
} from '../../../../kernel/financial-year.js';
import { addNights, isoDate, londonDate } from '../../../../kernel/iso-date.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { Page } from '../../../../platform/http/define-page.js';
import { countOf, outOfHundred, plainNumber, pounds } from '../../../../ui/presenters/numbers.js';
import { longDate } from '../../../../ui/presenters/dates.js';
import { timeOfDayAndYear } from '../../../../ui/presenters/time-of-day.js';
import { ForecastView, type BasisRow, type ForecastProps } from './forecast.view.js';

interface Spread {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** A forecast as it was kept. */
export interface ShownForecast {
  readonly workedOutAt: Date;
  readonly countedSoFar: number;
  readonly level: number;
  readonly seed: number;
  readonly replications: number;
  readonly basis: Readonly<
    Record<
      string,
      {
        readonly value: number;
        readonly unit: string;
        readonly mark: 'published' | 'derived' | 'assumed' | 'observed';
        readonly source: string;
        readonly cases: number | null;
      }
    >
  >;
  readonly result: {
    readonly publicStarts: Spread;
    readonly probability: number;
    readonly byMonth: readonly Spread[];
    readonly occupancy: Spread;
    readonly stillWaiting: Spread;
    /** What single changes would do to placements started, the most first. */
    readonly differences: readonly { readonly id: string; readonly spread: Spread }[];
    /** Null in a forecast of before beds to come were in it. */
    readonly bedsToCome: {
      readonly countedOn: readonly {
        readonly name: string;
        readonly beds: number;
        readonly fromOn: string;
        readonly toOn: string;
      }[];
      readonly notFunded: number;
      readonly undated: number;
    } | null;
  };
}

/** What the page needs. */
export interface ForecastPageDeps {
  readonly readForecast: (tx: Tx, year: FinancialYear) => Promise<ShownForecast | null>;
}

const names: Readonly<Record<string, string>> = {
  approvalsPerYear: 'Approvals a year',
  growthPerYear: 'Growth of referrals in a year',
  refusedShare: 'Refused of those decided on',
  approvalDays: 'From referral to approval',
  leavesPerDay: 'Stop waiting in a day',
  meanNights: 'Mean length of a stay',
  stayVariation: 'How much stays differ',
  earlyExitShare: 'Stays that end early',
  occupiedShare: 'Beds taken where nobody counted',
  turnaroundDays: 'Days between two people',
  firstStartShare: 'First starts of a person in the year',
  openingLateDays: 'Beds to come open late by, on average',
  pencePerNight: 'Price of a night',
  referralDeviation: 'How far referrals may be off',
  stayDeviation: 'How far the mean stay may be off',
  earlyExitDeviation: 'How far early exits may be off',
};

const marks = {
  published: { text: 'Published', colour: 'green' },
  derived: { text: 'Derived (D)', colour: 'purple' },
  assumed: { text: 'Assumed', colour: 'orange' },
  observed: { text: 'Recorded here', colour: 'blue' },
} as const;

const valueText = (id: string, value: number, unit: string): string => {
  if (unit === 'pence') return pounds(value);
  if (unit.startsWith('share')) return `${Number((value * 100).toFixed(1))}%`;
  if (unit.startsWith('deviation')) return String(Number(value.toFixed(2)));
  return id === 'approvalsPerYear' ? plainNumber(value) : countOf(Math.round(value), unit.replace(/s$/, ''));
};

const changeTexts: Readonly<Record<string, string>> = {
  'ten-beds-any': 'Ten more beds for women or men',
  'ten-beds-female': 'Ten more beds for women',
  'ten-beds-male': 'Ten more beds for men',
  'ten-beds-family': 'Ten more places for families',
  'shorter-stays': 'Stays a tenth shorter',
  'fewer-early-exits': 'A quarter fewer early exits',
  'faster-approvals': 'Approvals a week sooner',
  'more-referrals': 'Referrals that grow by a tenth in a year',
  'no-turnaround': 'No day between two people',
};

const signed = (value: number): string => `${value > 0 ? '+' : ''}${plainNumber(value)}`;

const rangeText = ({ p10, p90 }: Spread): string => `${plainNumber(p10)} to ${plainNumber(p90)}`;
const percentRange = ({ p10, p90 }: Spread): string =>
  `${plainNumber(p10 * 100)}% to ${plainNumber(p90 * 100)}%`;

const bedsToComeText = (toCome: NonNullable<ShownForecast['result']['bedsToCome']>): string => {
  const { countedOn, notFunded, undated } = toCome;
  const counted =
    countedOn.length === 0
      ? 'None that is paid for is to open within these months.'
      : `${countedOn
          .map(({ name, beds, fromOn, toOn }) => {
            const [first, last] = [isoDate(fromOn), addNights(isoDate(toOn), -1)];
            const when = first === last ? longDate(first) : `${longDate(first)} to ${longDate(last)}`;
            return `${name}, ${countOf(beds, 'bed')} planned for ${when}`;
          })
          .join('; ')}.`;
  const left = [
    ...(notFunded > 0 ? [`${countOf(notFunded, 'bed')} that nobody has paid for yet`] : []),
    ...(undated > 0 ? [`${countOf(undated, 'bed')} without a day that lies ahead`] : []),
  ];
  return `${counted}${left.length === 0 ? '' : ` Not in it: ${left.join(', and ')}.`}`;
};

const told = (kept: ShownForecast, year: FinancialYear): NonNullable<ForecastProps['forecast']> => {
  const { countedSoFar, level, result, basis, workedOutAt, seed, replications } = kept;
  const { publicStarts, probability, byMonth, occupancy, stillWaiting, differences } = result;
  const from = londonDate(workedOutAt);
  const months = monthsOf(year)
    .filter(({ endsOn }) => endsOn > from)
    .flatMap(({ label }, index) => {
      const spread = byMonth[index];
      return spread === undefined ? [] : [{ label: index === 0 ? `${label}, from that day` : label, spread }];
    });
  const whole: Spread = {
    ...{ p10: countedSoFar + publicStarts.p10, p50: countedSoFar + publicStarts.p50 },
    p90: countedSoFar + publicStarts.p90,
  };
  return {
    answerText: `Placements started: ${rangeText(whole)} by the end of ${financialYearLabel(year)}, most likely about ${plainNumber(whole.p50)}. In eight of ten years worked out it lies between the two.`,
    chanceText: `${plainNumber(level)} is reached in ${outOfHundred(probability)} of them.`,
    notes: [
      {
        term: 'Worked out',
        text: `${timeOfDayAndYear(workedOutAt)}, when ${countOf(countedSoFar, 'placement')} had started.`,
      },
      {
        term: 'How',
        text: `${plainNumber(replications)} times, day by day: referrals come in, are approved, wait by urgency and then by how long, are admitted to beds they may have, stay, leave early or as planned. Each time with other luck, and with assumptions that may themselves be off. Seed ${seed}.`,
      },
      {
        term: 'Beside it',
        text: `Beds in use: ${percentRange(occupancy)} of nights. Still waiting at the end: ${rangeText(stillWaiting)}.`,
      },
      ...(result.bedsToCome === null
        ? []
        : [{ term: 'Beds to come', text: bedsToComeText(result.bedsToCome) }]),
      {
        term: 'Not in it',
        text: 'Money and places for detox are taken to be enough: neither is known of the whole country. A scenario can try less of them.',
      },
    ],
    chart: {
      ...{
        id: 'forecast',
        title: `Placements that start in each month still to come of ${financialYearLabel(year)}`,
      },
      description: months.map(({ label, spread }) => `${label}: ${rangeText(spread)}`).join('. '),
      bars: months.map(({ label, spread }) => ({
        ...{ key: label, label, value: spread.p50 },
        valueText: plainNumber(spread.p50),
      })),
    },
    months: months.map(({ label, spread: { p10, p50, p90 } }) => ({
      key: label,
      cells: [label, plainNumber(p10), plainNumber(p50), plainNumber(p90)],
    })),
    tried: differences.map(({ id, spread: { p10, p50, p90 } }) => ({
      key: id,
      cells: [changeTexts[id] ?? id, signed(p50), `${signed(p10)} to ${signed(p90)}`],
    })),
    basis: Object.entries(basis).map(([id, { value, unit, mark, source, cases }]): BasisRow => ({
      ...{ key: id, name: names[id] ?? id, valueText: valueText(id, value, unit), mark: marks[mark] },
      source: cases === null ? source : `${source}, from ${countOf(cases, 'case')}`,
    })),
  };
};

/** What this financial year may still bring. */
export const forecastPage = ({ readForecast }: ForecastPageDeps): Page => ({
  path: '/target/forecast',
  permission: 'see-measures',
  async read(tx, { frame, today, actor }) {
    const year = financialYearOf(today);
    const kept = await readForecast(tx, year);
    return {
      kind: 'page',
      page: ForecastView({
        frame,
        moreLinks:
          scopeFor(actor, 'see-forecast') === null
            ? []
            : [
                { href: '/forecast/calibration', text: 'How good the forecast was' },
                { href: '/forecast/scenarios', text: 'What would happen if something were done differently' },
              ],
        yearText: financialYearLabel(year),
        ...(frame.banner === undefined
          ? {}
          : { caution: 'It is worked out from invented people, and says nothing about Scotland.' }),
        forecast: kept === null ? null : told(kept, year),
      }),
    };
  },
});
