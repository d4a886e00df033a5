import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Band, BedChange, PeopleGroup, Waiting, World } from './world.js';

/** One number that a forecast assumes, and why. */
export interface Assumption {
  readonly value: number;
  readonly unit: string;
  readonly mark: 'published' | 'derived' | 'assumed';
  readonly source: string;
}

type AssumptionId =
  | 'approvalsPerYear'
  | 'growthPerYear'
  | 'refusedShare'
  | 'approvalDays'
  | 'leavesPerDay'
  | 'meanNights'
  | 'stayVariation'
  | 'earlyExitShare'
  | 'occupiedShare'
  | 'turnaroundDays'
  | 'firstStartShare'
  | 'openingLateDays'
  | 'pencePerNight'
  | 'referralDeviation'
  | 'stayDeviation'
  | 'earlyExitDeviation';

/** What a forecast assumes where history does not say. */
export type Assumptions = Readonly<Record<AssumptionId, Assumption>>;

/** What the service's own history says of an assumption, from so many cases. */
export interface Observed {
  readonly value: number;
  readonly cases: number;
}

/** What a forecast rests on: a number with its source, or observed here with the number of cases. */
export type Rested = Omit<Assumption, 'mark'> & {
  readonly mark: Assumption['mark'] | 'observed';
  readonly cases: number | null;
};

/** What the whole of a forecast rests on. */
export type Basis = Readonly<Record<AssumptionId, Rested>>;

/** Each assumption as it stands, or as observed where enough cases were. */
export const restOn = (
  assumptions: Assumptions,
  observed: Partial<Record<AssumptionId, Observed>>,
  leastCases: number,
): Basis => {
  const rest = (id: AssumptionId): Rested => {
    const seen = observed[id];
    return seen !== undefined && seen.cases >= leastCases
      ? { ...assumptions[id], ...seen, mark: 'observed', source: 'Recorded here' }
      : { ...assumptions[id], cases: null };
  };
  return {
    approvalsPerYear: rest('approvalsPerYear'),
    growthPerYear: rest('growthPerYear'),
    refusedShare: rest('refusedShare'),
    approvalDays: rest('approvalDays'),
    leavesPerDay: rest('leavesPerDay'),
    meanNights: rest('meanNights'),
    stayVariation: rest('stayVariation'),
    earlyExitShare: rest('earlyExitShare'),
    occupiedShare: rest('occupiedShare'),
    turnaroundDays: rest('turnaroundDays'),
    firstStartShare: rest('firstStartShare'),
    openingLateDays: rest('openingLateDays'),
    pencePerNight: rest('pencePerNight'),
    referralDeviation: rest('referralDeviation'),
    stayDeviation: rest('stayDeviation'),
    earlyExitDeviation: rest('earlyExitDeviation'),
  };
};

/** Counts of one first day; no id of a person is among them. */
export interface Counts {
  readonly startsOn: IsoDate;
  readonly days: number;
  /** By band, most pressing first, and people group: the part of approvals that is for them; one in all. */
  readonly shares: readonly { readonly band: string; readonly peopleGroup: string; readonly share: number }[];
  readonly peopleGroups: readonly PeopleGroup[];
  readonly bedGroups: readonly {
    readonly id: string;
    readonly admits: readonly string[];
    readonly beds: number;
    /** Null when nobody counted them: then the share of beds that is commonly occupied. */
    readonly residents: number | null;
  }[];
  readonly bedChanges: readonly BedChange[];
  readonly waiting: readonly Waiting[];
  readonly detox: World['detox'];
  readonly budgetPencePerYear: number | null;
}

/** The world that is expected: what was counted, and what is assumed or was observed. */
export const expectedWorld = (counts: Counts, rested: Basis): World => {
  const { startsOn, days, peopleGroups, bedChanges, waiting, detox, budgetPencePerYear } = counts;
  const { approvalDays, referralDeviation, stayDeviation, earlyExitDeviation } = rested;
  return {
    ...{ startsOn, days, peopleGroups, bedChanges, waiting, detox, budgetPencePerYear },
    bands: bandsOf(counts, rested),
    bedGroups: counts.bedGroups.map(({ id, admits, beds, residents }) => ({
      ...{ id, admits, beds, residents: residents ?? Math.round(beds * rested.occupiedShare.value) },
      turnaroundDays: rested.turnaroundDays.value,
      stay: {
        kind: 'lognormal',
        meanNights: rested.meanNights.value / keptShare(rested.earlyExitShare.value),
        variation: rested.stayVariation.value,
      },
      pencePerNight: rested.pencePerNight.value,
    })),
    growthPerYear: rested.growthPerYear.value,
    refusedShare: rested.refusedShare.value,
    approvalDays: { until: approvalDays.value, from: approvalDays.value },
    earlyExitShare: rested.earlyExitShare.value,
    uncertainty: {
      referrals: referralDeviation.value,
      stay: stayDeviation.value,
      earlyExit: earlyExitDeviation.value,
    },
  };
};

/** How much of planned nights is stayed when so many stays end early, on average half-way. */
const keptShare = (earlyExitShare: number): number => 1 - earlyExitShare / 2;

const bandsOf = (
  { shares }: Counts,
  { approvalsPerYear, refusedShare, leavesPerDay }: Basis,
): readonly Band[] => {
  const decided = approvalsPerYear.value / Math.max(0.01, 1 - refusedShare.value);
  return [...new Set(shares.map(({ band }) => band))].map((id) => ({
    id,
    leavesPerDay: leavesPerDay.value,
    referralsPerYear: Object.fromEntries(
      shares
        .filter(({ band }) => band === id)
        .map(({ peopleGroup, share }) => [peopleGroup, share * decided] as const),
    ),
  }));
};
