import { minDate, nightsBetween, type IsoDate } from '../../../kernel/iso-date.js';
import type { Placement } from './placement.js';

/** Why somebody is away from a place that is kept for them. Set for this service. */
export const leaveReasons = [
  'family',
  'home_visit',
  'health_appointment',
  'hospital',
  'court',
  'housing',
  'other',
] as const;
/** One of {@link leaveReasons}. */
export type LeaveReason = (typeof leaveReasons)[number];

/** Nights away, half-open: not slept in the bed from `fromOn` up to the day of coming back. */
export interface LeaveSpell {
  readonly leaveId: string;
  readonly fromOn: IsoDate;
  readonly backExpectedOn: IsoDate;
  /** Null until they are back. */
  readonly returnedOn: IsoDate | null;
  readonly reason: LeaveReason;
  readonly version: number;
}

/** Why a leave cannot be as asked. Days are those of the stay. */
export type LeaveRefusal =
  | { readonly code: 'not-in-that-state'; readonly state: string }
  | { readonly code: 'leave-without-a-night' }
  | { readonly code: 'leave-outside-stay'; readonly admittedOn: IsoDate; readonly departsOn: IsoDate }
  | { readonly code: 'leave-in-the-future'; readonly today: IsoDate }
  | { readonly code: 'already-on-leave'; readonly fromOn: IsoDate; readonly backExpectedOn: IsoDate }
  | { readonly code: 'leave-overlaps'; readonly freeFromOn: IsoDate };

/**
 * Whether somebody who is here is away from a day on. It is recorded when they go, or afterwards; they are expected back in
 * the stay. Null when it can be recorded.
 */
export const weighLeave = (
  { state, stay, admittedOn }: Pick<Placement, 'state' | 'stay' | 'admittedOn'>,
  spells: readonly LeaveSpell[],
  asked: Pick<LeaveSpell, 'fromOn' | 'backExpectedOn'>,
  today: IsoDate,
): LeaveRefusal | null => {
  if (state !== 'admitted') return { code: 'not-in-that-state', state };
  const open = spells.find(({ returnedOn }) => returnedOn === null);
  if (open !== undefined) {
    return { code: 'already-on-leave', fromOn: open.fromOn, backExpectedOn: open.backExpectedOn };
  }
  if (asked.fromOn > today) return { code: 'leave-in-the-future', today };
  if (asked.backExpectedOn <= asked.fromOn) return { code: 'leave-without-a-night' };
  const since = admittedOn ?? stay.arrivesOn;
  if (asked.fromOn < since || asked.backExpectedOn > stay.departsOn) {
    return { code: 'leave-outside-stay', admittedOn: since, departsOn: stay.departsOn };
  }
  const lastBack = spells
    .flatMap(({ returnedOn }) => (returnedOn === null ? [] : [returnedOn]))
    .sort()
    .at(-1);
  return lastBack !== undefined && asked.fromOn < lastBack
    ? { code: 'leave-overlaps', freeFromOn: lastBack }
    : null;
};

/** Why a coming back cannot be on a day. */
export type ReturnRefusal =
  | { readonly code: 'not-on-leave' }
  | { readonly code: 'return-outside-leave'; readonly fromOn: IsoDate; readonly today: IsoDate };

/** Whether somebody on leave came back on a day: from the day they went to today. Null when they can have. */
export const weighReturn = (
  open: LeaveSpell | null,
  returnedOn: IsoDate,
  today: IsoDate,
): ReturnRefusal | null => {
  if (open === null) return { code: 'not-on-leave' };
  return returnedOn < open.fromOn || returnedOn > today
    ? { code: 'return-outside-leave', fromOn: open.fromOn, today }
    : null;
};

/** Nights away so far: the bed is kept and nobody sleeps in it. Unit: nights. */
export const nightsOnLeave = (spells: readonly LeaveSpell[], stayEndsOn: IsoDate, today: IsoDate): number =>
  spells.reduce((nights, { fromOn, returnedOn }) => {
    const until = minDate(returnedOn ?? today, stayEndsOn);
    return nights + Math.max(0, nightsBetween(fromOn, until));
  }, 0);
