import { monthsOf, type FinancialYear } from '../../../kernel/financial-year.js';
import { nightsBetween, type IsoDate } from '../../../kernel/iso-date.js';

/** The ways of counting there are. Each is defined, with its source, in config. */
export type MeasureId = 'placements-approved' | 'placements-started' | 'people-started';

/** A named, versioned way of counting. Data with its source: see config. */
export interface MeasureDefinition {
  readonly measureId: MeasureId;
  readonly version: number;
  readonly name: string;
  readonly definition: string;
  readonly source: string;
}

/** A level to reach, of one named measure, in a period. Data with its source: see config. */
export interface Target {
  readonly name: string;
  readonly measureId: MeasureId;
  readonly level: number;
  readonly from: FinancialYear;
  readonly source: string;
}

/** A public yes to paying for a placement. */
export interface ApprovalFact {
  readonly referralId: string;
  readonly decidedOn: IsoDate;
  /** Whether the referral was closed as recorded by mistake: then nobody asked. */
  readonly isOfMistake: boolean;
}

/** A publicly funded person who arrived. */
export interface StartFact {
  readonly clientId: string;
  readonly admittedOn: IsoDate;
  readonly bedType: string;
  /** Whether the project counted as residential rehabilitation on that day. */
  readonly countsAsResidentialRehab: boolean;
}

/** How many in one month; `label` names it, as "April 2026". */
export interface MonthCount {
  readonly startsOn: IsoDate;
  readonly label: string;
  readonly count: number;
}

const counted = (dates: readonly IsoDate[], year: FinancialYear): readonly MonthCount[] =>
  monthsOf(year).map(({ startsOn, endsOn, label }) => ({
    startsOn,
    label,
    count: dates.filter((date) => startsOn <= date && date < endsOn).length,
  }));

const countable = ({ bedType, countsAsResidentialRehab }: StartFact): boolean =>
  bedType === 'rehab' && countsAsResidentialRehab;

/**
 * Each referral counts once, in the month it was first approved, whether or not anybody ever arrives: more weeks
 * for the same placement are no second placement, and a referral recorded by mistake is none.
 */
export const placementsApproved = (
  approvals: readonly ApprovalFact[],
  year: FinancialYear,
): readonly MonthCount[] => {
  const firstOf = new Map<string, IsoDate>();
  for (const { referralId, decidedOn, isOfMistake } of approvals) {
    if (isOfMistake) continue;
    const first = firstOf.get(referralId);
    if (first === undefined || decidedOn < first) firstOf.set(referralId, decidedOn);
  }
  return counted([...firstOf.values()], year);
};

/** Each arrival in a rehabilitation bed counts once; a person may count more than once. */
export const placementsStarted = (starts: readonly StartFact[], year: FinancialYear): readonly MonthCount[] =>
  counted(
    starts.filter(countable).map(({ admittedOn }) => admittedOn),
    year,
  );

/** Each person counts once a financial year, in the month they first arrived in it. */
export const peopleStarted = (starts: readonly StartFact[], year: FinancialYear): readonly MonthCount[] => {
  const months = monthsOf(year);
  const from = months[0]?.startsOn;
  const firstOf = new Map<string, IsoDate>();
  for (const { clientId, admittedOn } of starts.filter(countable)) {
    if (from === undefined || admittedOn < from) continue;
    const first = firstOf.get(clientId);
    if (first === undefined || admittedOn < first) firstOf.set(clientId, admittedOn);
  }
  return counted([...firstOf.values()], year);
};

/** Where the count would stand on a day if it kept an even pace to the level. */
export const pace = (level: number, year: FinancialYear, on: IsoDate): number => {
  const months = monthsOf(year);
  const done = months.filter(({ endsOn }) => endsOn <= on).length;
  const current = months.find(({ startsOn, endsOn }) => startsOn <= on && on < endsOn);
  if (current === undefined) return done === 0 ? 0 : level;
  const day = Number(on.slice(8, 10));
  return (level / 12) * (done + day / nightsBetween(current.startsOn, current.endsOn));
};
