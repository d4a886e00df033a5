import { addNights, type IsoDate } from '../../../kernel/iso-date.js';

/** The ways of counting there are. Each is defined, with its source, in config. */
export const measureIds = [
  'referrals-received',
  'placements-approved',
  'placements-started',
  'people-started',
  'placed-out-of-area',
  'placements-completed',
  'placements-ended-early',
  'placements-never-started',
  'nights-available',
  'nights-staffed',
  'nights-occupied',
  'occupancy',
  'wait-to-assessment',
  'wait-assessment-to-approval',
  'wait-approval-to-acceptance',
  'wait-acceptance-to-admission',
  'wait-to-admission',
  'offers-made',
  'offers-declined',
  'offers-lapsed',
  'retained-12-weeks',
  'retained-26-weeks',
  'retained-52-weeks',
  're-presented',
  'satisfaction-10',
  'satisfaction-8-or-more',
  'naloxone-at-discharge',
  'cost-per-placement',
  'cost-per-week',
  'availability-fresh',
] as const;
/** One of {@link measureIds}. */
export type MeasureId = (typeof measureIds)[number];

/**
 * What a number of a measure is: `count` how many; `share` so many of so many; `days` how many at each number of days;
 * `money` pence for so many of which the cost is known, of so many.
 */
export type Shape = 'count' | 'share' | 'days' | 'money';

/** By what the numbers of a measure can be told apart. */
export const groupings = [
  'route',
  'partnership',
  'healthBoard',
  'sex',
  'age',
  'substance',
  'project',
  'refusedBy',
] as const;
/** One of {@link groupings}. */
export type Grouping = (typeof groupings)[number];

/** A named, versioned way of counting. Data with its source: see config. */
export interface MeasureDefinition {
  readonly measureId: MeasureId;
  readonly version: number;
  readonly name: string;
  /** What one is: `placements`, `people`, `nights`, `days`, `offers`, `answers`, `weeks`, `projects`. */
  readonly unit: string;
  readonly shape: Shape;
  readonly by: readonly Grouping[];
  /** `exact` for the whole country where it is nobody's or is published so; else protected. By groups people are always protected. */
  readonly telling: 'exact' | 'protected';
  /** Whether what is counted is people, or what became of them; beds and projects are nobody. */
  readonly isOfPeople: boolean;
  readonly definition: string;
  readonly source: string;
}

/**
 * The definitions of config, each measure by one version: a definition holds for every year from the day it is changed, so that two
 * versions would be two answers for the same days.
 *
 * @throws RangeError naming the entry and the field that is wrong.
 */
export const definedOnce = (definitions: readonly MeasureDefinition[]): readonly MeasureDefinition[] => {
  definitions.forEach(({ measureId, version }, index) => {
    const first = definitions.findIndex((other) => other.measureId === measureId);
    if (first !== index)
      throw new RangeError(
        `measureDefinitions[${index}].measureId: version ${version} of ${measureId} holds for the same days as version ${definitions[first]?.version ?? 0} in measureDefinitions[${first}]. Leave one of them.`,
      );
    if (!Number.isInteger(version) || version < 1)
      throw new RangeError(
        `measureDefinitions[${index}].version: ${version} of ${measureId} is no whole number from 1.`,
      );
  });
  for (const measureId of measureIds)
    if (!definitions.some((definition) => definition.measureId === measureId))
      throw new RangeError(`measureDefinitions: nothing defines the measure ${measureId}. Add it.`);
  return definitions;
};

/** Waits that came to an end in the period, or that run on its last day; without the days on which the person could not go, or with them. */
export type Waits = 'completed' | 'running' | 'completed-adjusted' | 'running-adjusted';

/** What is asked of a measure: whole months, as it was known at a time. */
export interface MeasureQuestion {
  readonly measureId: MeasureId;
  /** First days of months, half-open. */
  readonly fromOn: IsoDate;
  readonly toOn: IsoDate;
  readonly by: Grouping | null;
  /** Each person once in the whole period, instead of once a financial year; only for people. */
  readonly isOncePerPerson?: boolean;
  /** Only for placements started: by the days since their referral too. */
  readonly isByWait?: boolean;
  /** Only for waits; completed ones where it is left out. */
  readonly waits?: Waits;
  /** What was recorded by then; null for what is recorded now. */
  readonly asAt: Date | null;
  /** The day in Scotland of that time: what can be known only later is not counted yet. */
  readonly asAtOn: IsoDate;
}

/**
 * One number: `n` how many, or at `days`, or the weeks; `of` how many they are of; `pence` what they cost. The month is
 * the one in which it counts, as `2026-04`.
 */
export interface MeasureCell {
  readonly month: string;
  readonly group: string | null;
  readonly days: number | null;
  readonly n: number;
  readonly of: number;
  readonly pence: number;
}

/** After leaving for so long, a new referral is a re-presentation. Source: seed measure of re-presentation within six months. Unit: days. */
export const representedWithinDays = 183;

/** Cells in the order in which two ways of counting are compared. */
export const inOrder = (cells: readonly MeasureCell[]): readonly MeasureCell[] =>
  cells.toSorted(
    (a, b) =>
      compare(a.month, b.month) || compare(a.group ?? '', b.group ?? '') || (a.days ?? 0) - (b.days ?? 0),
  );

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** The first day of the month after the one in which a day lies. */
export const monthAfter = (on: IsoDate): IsoDate => {
  const within = addNights(on, 32 - Number(on.slice(8, 10)));
  return addNights(within, 1 - Number(within.slice(8, 10)));
};
