import { addNights, type IsoDate } from '../../../kernel/iso-date.js';

/** How long people are meant to stay. Unit: nights. */
export type PlannedStay =
  | { readonly kind: 'lognormal'; readonly meanNights: number; readonly variation: number }
  /** The middles of equally likely parts, shortest first. */
  | { readonly kind: 'quantiles'; readonly nights: readonly number[] };

/** People alike in which beds they may have: sex, detox, prescribed treatment, children. No person is in a forecast. */
export interface PeopleGroup {
  readonly id: string;
  /** Paid with public money: counted towards the target, and against the budget. */
  readonly isPublic: boolean;
  readonly needsDetox: boolean;
}

/** Beds alike in who may have them, how long people stay and what a night costs. */
export interface BedGroup {
  readonly id: string;
  /** The people groups that may have these beds. */
  readonly admits: readonly string[];
  /** Staffed beds on the first day. */
  readonly beds: number;
  /** People in them on the first day; how long they still stay is drawn. */
  readonly residents: number;
  readonly turnaroundDays: number;
  readonly stay: PlannedStay;
  readonly pencePerNight: number;
}

/** A change of staffed beds on a day: more, or fewer when negative; beds close when whoever is in them has left. */
export interface BedChange {
  readonly bedGroup: string;
  readonly onDay: number;
  readonly beds: number;
  /** The mean of how late it comes, drawn from an exponential distribution; 0 when the day is certain. */
  readonly lateByDays: number;
}

/** How pressing, most pressing first: before any later band, whoever waits longer there. */
export interface Band {
  readonly id: string;
  /** The part of those waiting who stop waiting in a day. */
  readonly leavesPerDay: number;
  /** Referrals that are decided on, in a year, by people group. */
  readonly referralsPerYear: Readonly<Record<string, number>>;
}

/** People of one band and group who have waited equally long on the first day. */
export interface Waiting {
  readonly band: string;
  readonly peopleGroup: string;
  readonly waitedDays: number;
  readonly people: number;
}

/** How far what goes into the forecast may itself be wrong; drawn once for each run. All are spreads of logarithms. */
export interface Uncertainty {
  readonly referrals: number;
  readonly stay: number;
  readonly earlyExit: number;
}

/** Everything a forecast is made of: counts and assumptions of one first day. */
export interface World {
  readonly startsOn: IsoDate;
  readonly days: number;
  readonly bands: readonly Band[];
  readonly peopleGroups: readonly PeopleGroup[];
  readonly bedGroups: readonly BedGroup[];
  readonly bedChanges: readonly BedChange[];
  readonly waiting: readonly Waiting[];
  /** The part by which referrals grow in a year. */
  readonly growthPerYear: number;
  readonly refusedShare: number;
  /** From the referral to the decision: as it was until the first day, and from then on. */
  readonly approvalDays: { readonly until: number; readonly from: number };
  /** The part of stays that end before they were meant to, at any point of the stay alike. */
  readonly earlyExitShare: number;
  /** Beds for detox, which those who need it have before they arrive; null when it never makes anybody wait. */
  readonly detox: { readonly places: number; readonly nights: number } | null;
  /** Public money for each financial year that begins in or before the days; null when it never runs out. */
  readonly budgetPencePerYear: number | null;
  readonly uncertainty: Uncertainty;
}

/** What the kernel's bit masks and counters can hold. */
const limits = { peopleGroups: 30, bedGroups: 12, bands: 8, days: 1_000_000 } as const;

const isShare = (value: number): boolean => value >= 0 && value <= 1;

/** What is wrong with a world, in words with the place; empty when it can be simulated. */
export const faultsOfWorld = (world: World): readonly string[] => [
  ...sizeFaults(world),
  ...shareFaults(world),
  ...bedFaults(world),
];

const sizeFaults = (world: World): readonly string[] => [
  ...(world.days >= 1 && world.days <= limits.days ? [] : [`days: from 1 to ${limits.days}`]),
  ...(world.peopleGroups.length <= limits.peopleGroups
    ? []
    : [`peopleGroups: at most ${limits.peopleGroups}`]),
  ...(world.bedGroups.length <= limits.bedGroups ? [] : [`bedGroups: at most ${limits.bedGroups}`]),
  ...(world.bands.length <= limits.bands ? [] : [`bands: at most ${limits.bands}`]),
];

const shareFaults = (world: World): readonly string[] => [
  ...(isShare(world.refusedShare) ? [] : ['refusedShare: from 0 to 1']),
  ...(isShare(world.earlyExitShare) ? [] : ['earlyExitShare: from 0 to 1']),
  ...world.bands
    .filter(({ leavesPerDay }) => !isShare(leavesPerDay))
    .map(({ id }) => `bands.${id}.leavesPerDay: from 0 to 1`),
];

const bedFaults = (world: World): readonly string[] => [
  ...world.bedGroups
    .filter(({ beds, residents }) => residents > beds || beds < 0)
    .map(({ id, beds }) => `bedGroups.${id}.residents: at most the ${beds} beds there are`),
  ...world.bedGroups.flatMap((group) => overclosed(world, group)),
];

const overclosed = (world: World, group: BedGroup): readonly string[] => {
  const first = firstOverclosing(world, group);
  if (first === null) return [];
  const onDate = addNights(world.startsOn, first.onDay);
  return [`bedChanges.${group.id}: ${first.tooMany} beds too many close on ${onDate}`];
};

/** The first day on which more beds close than there are, were nothing late; null when there is none. */
export const firstOverclosing = (
  { bedChanges }: Pick<World, 'bedChanges'>,
  { id, beds }: Pick<BedGroup, 'id' | 'beds'>,
): { readonly onDay: number; readonly tooMany: number } | null => {
  let left = beds;
  for (const { onDay, beds: changed } of bedChanges
    .filter(({ bedGroup }) => bedGroup === id)
    .sort((a, b) => a.onDay - b.onDay)) {
    left += changed;
    if (left < 0) return { onDay, tooMany: -left };
  }
  return null;
};
