import {
  financialYear,
  financialYearEnd,
  financialYearLabel,
  financialYearOf,
  financialYearStart,
  type FinancialYear,
} from '../../../kernel/financial-year.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { monthNames } from '../../../kernel/month-names.js';
import { quarterAfter, quarterOf } from '../../../kernel/quarter.js';

/** What a release is of. */
export const periodKinds = ['quarter', 'year'] as const;
/** One of {@link periodKinds}. */
export type PeriodKind = (typeof periodKinds)[number];

/** A quarter or a financial year, half-open, known by its kind and its first day. */
export interface Period {
  readonly kind: PeriodKind;
  readonly startsOn: IsoDate;
  readonly endsOn: IsoDate;
  readonly financialYear: FinancialYear;
}

/** Whether two are of the same time: a quarter or a year is known by its kind and first day. */
export const isSamePeriod = (
  a: Pick<Period, 'kind' | 'startsOn'>,
  b: Pick<Period, 'kind' | 'startsOn'>,
): boolean => a.kind === b.kind && a.startsOn === b.startsOn;

/** Nothing was recorded before, nor will be after; quarters and years are whole on both sides. */
const [earliest, latest] = ['2000-01-01', '2190-01-01'];

/** The period that begins on a day, or null where none of its kind does. */
export const periodFrom = (kind: PeriodKind, startsOn: IsoDate): Period | null => {
  if (startsOn < earliest || startsOn > latest) return null;
  const year = financialYearOf(startsOn);
  if (kind === 'year')
    return financialYearStart(year) === startsOn
      ? { kind, startsOn, endsOn: financialYearEnd(year), financialYear: year }
      : null;
  const quarter = quarterOf(startsOn);
  return quarter.startsOn === startsOn ? { kind, ...quarter, financialYear: year } : null;
};

/** The four quarters of a financial year, April to June first. */
export const quartersOf = (year: FinancialYear): readonly Period[] => {
  const first = quarterOf(financialYearStart(year));
  const four = [first];
  while (four.length < 4) four.push(quarterAfter((four.at(-1) ?? first).startsOn));
  return four.map((quarter) => ({ kind: 'quarter', ...quarter, financialYear: year }));
};

const monthOf = (on: IsoDate): string => monthNames[Number(on.slice(5, 7)) - 1] ?? '';
const yearOf = (on: IsoDate): string => on.slice(0, 4);

/** As people write it: `July to September 2026`, or `2025/26`. */
export const periodText = ({ kind, startsOn, endsOn, financialYear: year }: Period): string => {
  if (kind === 'year') return financialYearLabel(year);
  const lastMonth = (Number(endsOn.slice(5, 7)) + 10) % 12;
  return `${monthOf(startsOn)} to ${monthNames[lastMonth] ?? ''} ${yearOf(startsOn)}`;
};

/** A release: asked for, worked out, then published or set aside. */
export type ReleaseState = 'asked' | 'drafted' | 'frozen' | 'set_aside';

/** After so many tries that did not end, a release is worked out no more: somebody sets it aside. */
export const attemptsAtMost = 3;

/** A release without its tables. */
export interface Release {
  readonly releaseId: string;
  readonly period: Period;
  readonly state: ReleaseState;
  /** Counts what was published of the period; null before it is. */
  readonly version: number | null;
  /** Why there is a new version; null for the first. */
  readonly reason: string | null;
  /** What was recorded by then is counted. */
  readonly asAt: Date;
  readonly askedBy: string;
  readonly draftedAt: Date | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly note: string | null;
  readonly attempts: number;
  /** How many releases of the year it was protected beside; null until it is worked out. */
  readonly beside: number | null;
}

/** Why a release cannot be begun. */
export type AskRefusal =
  | { readonly code: 'no-such-period' }
  | { readonly code: 'period-not-over'; readonly overOn: IsoDate }
  | { readonly code: 'period-before-records'; readonly firstOn: IsoDate }
  | { readonly code: 'quarters-not-released'; readonly missing: string }
  | { readonly code: 'quarters-of-other-tables'; readonly quarters: string }
  | { readonly code: 'reason-needed'; readonly latestVersion: number }
  | { readonly code: 'release-open'; readonly releaseId: string };

/** The first day of the first quarter that is whole on record. */
export const firstReleasableOn = (recordsBeginOn: IsoDate): IsoDate => {
  const { startsOn, endsOn } = quarterOf(recordsBeginOn);
  return recordsBeginOn === startsOn ? startsOn : endsOn;
};

/**
 * Whether a release of a period can be begun now. A year is the sum of its quarters as they were released, so they come first.
 *
 * @param ofYear - all releases of the financial year
 * @param recordsBeginOn - the first day of which anything was recorded
 */
export const weighAsk = (
  period: Period,
  ofYear: readonly Release[],
  reason: string | null,
  { today, recordsBeginOn }: { readonly today: IsoDate; readonly recordsBeginOn: IsoDate },
): AskRefusal | null => {
  const of = (one: Period): readonly Release[] =>
    ofYear.filter((release) => isSamePeriod(release.period, one));
  if (period.endsOn > today) return { code: 'period-not-over', overOn: period.endsOn };
  const firstOn = firstReleasableOn(recordsBeginOn);
  if (period.startsOn < firstOn) return { code: 'period-before-records', firstOn };
  const open = of(period).find(({ state }) => state === 'asked' || state === 'drafted');
  if (open !== undefined) return { code: 'release-open', releaseId: open.releaseId };
  if (period.kind === 'year') {
    const missing = quartersOf(period.financialYear).filter((quarter) =>
      of(quarter).every(({ state }) => state !== 'frozen'),
    );
    if (missing.length > 0)
      return { code: 'quarters-not-released', missing: missing.map(periodText).join(', ') };
  }
  const latestVersion = Math.max(0, ...of(period).map(({ version }) => version ?? 0));
  return latestVersion > 0 && reason === null ? { code: 'reason-needed', latestVersion } : null;
};

/** Why a release is not published, or not set aside. */
export type DecideRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'not-drafted-yet' }
  | { readonly code: 'release-decided'; readonly state: ReleaseState }
  | { readonly code: 'same-person' }
  | { readonly code: 'released-meanwhile' };

/** Whether another of the year was published since a release was worked out: it was not protected beside that one. */
export const isOutdated = ({ state, beside, period }: Release, published: readonly Release[]): boolean =>
  state === 'drafted' &&
  beside !==
    published.filter((one) => one.state === 'frozen' && one.period.financialYear === period.financialYear)
      .length;

/** Whether somebody may publish a release, or set it aside. */
export const weighDecision = (
  { state, askedBy }: Release,
  memberId: string,
  decision: 'publish' | 'set-aside',
): DecideRefusal | null => {
  if (state === 'frozen' || state === 'set_aside') return { code: 'release-decided', state };
  if (decision === 'set-aside') return null;
  if (state === 'asked') return { code: 'not-drafted-yet' };
  return askedBy === memberId ? { code: 'same-person' } : null;
};

/** The financial years of which something could be released: that of a day and those before, latest first. */
export const yearsToRelease = (today: IsoDate, count: number): readonly FinancialYear[] =>
  Array.from({ length: count }, (_, before) => financialYear(financialYearOf(today) - before));

/** The latest published version of each quarter of a year; the missing are left out. */
export const latestQuartersOf = (year: FinancialYear, ofYear: readonly Release[]): readonly Release[] =>
  quartersOf(year).flatMap(({ startsOn }) => {
    const [latest] = ofYear
      .filter(
        ({ period, state }) => state === 'frozen' && isSamePeriod(period, { kind: 'quarter', startsOn }),
      )
      .toSorted((a, b) => (b.version ?? 0) - (a.version ?? 0));
    return latest === undefined ? [] : [latest];
  });
