import type { Prepared } from './prepare.js';

/**
 * A person is three numbers side by side: whose turn comes before theirs is lower; since when they wait, negative before
 * the first day; and luck for the stay. Mixed once more with the key of the run it is luck for the wait: most have a bed
 * on the day of the decision, and nobody asks how long they would have waited.
 */
export const personSize = 3;
export const sinceAt = 1;
export const luckAt = 2;
/** Stands behind the last of a queue. */
export const noTurn = 0x7fffffff;

/** What one run writes on, kept from run to run: nothing is allocated within one. */
export interface Desk {
  /** Beds that come free, by day and bed group, and beyond the last day; those opened and, negative, those closed among them. */
  readonly comesFree: Int32Array;
  readonly detoxEnds: Int32Array;
  /** Of 2 to the power of 32: on how many days so many decisions or fewer come in; and where a draw starts to look. */
  readonly decisionsUpTo: Float64Array;
  readonly decisionsFrom: Uint16Array;
  readonly free: Int32Array;
  /**
   * Everybody of the run, queue by queue in the order of waiting, to be read by `personSize`. A queue is a band and a
   * people group; those who are refused stand in one of their own, so that no branch tells them apart.
   */
  readonly people: Int32Array;
  /** By queue: where the first who still waits stands, whose turn it is, and where the next to join will stand. */
  readonly firsts: Int32Array;
  readonly turns: Int32Array;
  readonly ends: Int32Array;
  /** By day: the first turn of the day after. */
  readonly turnsUpTo: Int32Array;
  /** By day and band: the people groups of whom somebody was decided on. */
  readonly newcomers: Int32Array;
  /** By band: the people groups of whom somebody waits. */
  readonly waitingGroups: Int32Array;
  /** Arrivals of a run by month and people group. */
  readonly arrivals: Int32Array;
}

/** Parts of the draws of how many decisions a day brings, by whose first bits a search starts. */
export const searchParts = 64;

export const createDesk = (prepared: Prepared): Desk => {
  const { world, days, months, bedGroups, decidedPerDay, queueFrom } = prepared;
  const most = Math.exp(6 * world.uncertainty.referrals) * Math.max(1, ...new Set(decidedPerDay));
  const queues = queueFrom.length - 1;
  return {
    comesFree: new Int32Array((days + 1) * bedGroups.length),
    detoxEnds: new Int32Array(world.detox === null ? 0 : days),
    decisionsUpTo: new Float64Array(Math.ceil(most + 10 * Math.sqrt(most) + 20)),
    decisionsFrom: new Uint16Array(searchParts),
    free: new Int32Array(bedGroups.length),
    people: new Int32Array(queueFrom[queues]! * personSize),
    firsts: new Int32Array(queues),
    turns: new Int32Array(queues),
    ends: new Int32Array(queues),
    turnsUpTo: new Int32Array(days),
    newcomers: new Int32Array(days * world.bands.length),
    waitingGroups: new Int32Array(world.bands.length),
    arrivals: new Int32Array(months * world.peopleGroups.length),
  };
};
