import type { IsoDate } from '../../../../kernel/iso-date.js';

/** What a bed may be on one night, in the order in which the board explains it. */
export const nightStates = [
  'free',
  'held',
  'booked',
  'occupied',
  'out-of-service',
  'turnaround',
  'not-open',
] as const;

/** What a bed is on one night. Booked: somebody is to come; occupied: somebody is there. */
export type NightState = (typeof nightStates)[number];

/** Nights in a row that belong together. Unit of `nights`: nights shown. */
export interface NightRun {
  readonly state: NightState;
  readonly fromOn: IsoDate;
  readonly nights: number;
  /** First night after the run, counted past the nights shown where that is known. Null: no end is known. */
  readonly untilOn: IsoDate | null;
  /** Why, where there is a reason to show: "repair", "for an offer". */
  readonly detail?: string | undefined;
  readonly href?: string | undefined;
  /** What the link does, for those who hear it alone. */
  readonly hrefText?: string | undefined;
}
