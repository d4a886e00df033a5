import { addNights, nightsBetween, type IsoDate } from '../../../kernel/iso-date.js';
import type { Counts } from './inputs.js';
import type { BedChange } from './world.js';

/** Beds that a project is to open, as it was last planned. */
export interface PlannedBeds {
  readonly name: string;
  readonly beds: number;
  readonly certainty: 'planned' | 'funded' | 'built';
  /** The first day of what is planned, and the first day after it: a day, a month, a quarter or a year. */
  readonly fromOn: IsoDate;
  readonly toOn: IsoDate;
  /** Of them, those that stand among the beds here already, with their day. */
  readonly recordedHere: number;
}

/** Beds to come that a forecast counts on. */
export type CountedOn = Pick<PlannedBeds, 'name' | 'beds' | 'fromOn' | 'toOn'>;

/** Which beds to come are in a forecast, and how many are known of and are not. */
export interface BedsToCome {
  readonly countedOn: readonly CountedOn[];
  /** Beds nobody has paid for yet. */
  readonly notFunded: number;
  /** Beds without a plan that still lies ahead. */
  readonly undated: number;
}

/**
 * Beds to come as changes of the world: those that are paid for or built, in the middle of what is still ahead of their plan, and as
 * late on average as openings are. Beds recorded here already come on their own day and are not counted twice. For whom new beds are
 * is seldom said: they are taken to be for women or men alike where such beds are, else as most beds are.
 */
export const bedsToCome = (
  planned: readonly PlannedBeds[],
  undated: number,
  { startsOn, days, bedGroups }: Pick<Counts, 'startsOn' | 'days' | 'bedGroups'>,
  lateByDays: number,
): BedsToCome & { readonly bedChanges: readonly BedChange[] } => {
  const [most] = bedGroups.toSorted((a, b) => b.beds - a.beds);
  const bedGroup = bedGroups.find(({ id }) => id === 'any') ?? most;
  const until = addNights(startsOn, days);
  const left = planned
    .map((one) => ({ ...one, beds: one.beds - one.recordedHere }))
    .filter(({ beds, fromOn }) => beds > 0 && fromOn < until);
  const countedOn = bedGroup === undefined ? [] : left.filter(({ certainty }) => certainty !== 'planned');
  const notFunded = left.filter(({ certainty }) => certainty === 'planned');
  return {
    countedOn: countedOn.map(({ name, beds, fromOn, toOn }) => ({ name, beds, fromOn, toOn })),
    notFunded: notFunded.reduce((sum, { beds }) => sum + beds, 0),
    undated,
    bedChanges: countedOn.flatMap(({ beds, fromOn, toOn }) => {
      const tomorrow = addNights(startsOn, 1);
      const first = nightsBetween(startsOn, fromOn < tomorrow ? tomorrow : fromOn);
      const onDay = Math.floor((first + nightsBetween(startsOn, toOn) - 1) / 2);
      // What is planned for the first days of what comes after is not in this forecast.
      return bedGroup === undefined || onDay >= days
        ? []
        : [{ bedGroup: bedGroup.id, onDay, beds, lateByDays }];
    }),
  };
};

/** The mean of delays of which half are so long at most, were they drawn from an exponential distribution, as the world draws them. */
export const meanDelay = (medianDays: number): number => Math.round(Math.max(0, medianDays) / Math.LN2);
