import { addNights, maxDate, minDate, type IsoDate } from '../../../kernel/iso-date.js';
import type { Placement } from './placement.js';

/** Somebody goes on to a booking at another provider: a stay ends on the day that begins, so that no day is without a bed. */
export type OnwardBookingStands = {
  readonly code: 'onward-booking-stands';
  /** The booking they go on to, with whose first day this stay ends. */
  readonly placementId: string;
  readonly arrivesOn: string;
};

/**
 * The stay somebody is to go on from cannot end on the first day asked for. `why` is the code of what stands in its way;
 * a first day from `earliestOn` to `latestOn` would not meet that.
 */
export type StayBeforeCannotFollow = {
  readonly code: 'stay-before-cannot-follow';
  readonly why: string;
  readonly earliestOn: string;
  readonly latestOn: string;
};

/** Whether the planned end of a stay can be moved alone; with an onward booking only towards its first day. */
export const onwardObstacle = (
  { stay }: Pick<Placement, 'stay'>,
  next: Pick<Placement, 'placementId' | 'stay' | 'state'> | null,
  departsOn: IsoDate,
): OnwardBookingStands | null => {
  if (next?.state !== 'booked') return null;
  const { placementId } = next;
  const { arrivesOn } = next.stay;
  const closesIn = departsOn > stay.departsOn && departsOn <= arrivesOn;
  return closesIn ? null : { code: 'onward-booking-stands', placementId, arrivesOn };
};

/**
 * The day on which the stay that a booking goes on from is to end, where the booking begins on another day; null where it
 * keeps its end: it has ended, or the first day does not move.
 */
export const endOfStayBefore = (
  { stay, state }: Pick<Placement, 'stay' | 'state'>,
  previous: Pick<Placement, 'stay' | 'state'> | null,
  arrivesOn: IsoDate,
): IsoDate | null =>
  state !== 'booked' ||
  previous?.state !== 'admitted' ||
  arrivesOn === stay.arrivesOn ||
  arrivesOn === previous.stay.departsOn
    ? null
    : arrivesOn;

/**
 * The first days that a stay which goes on can hand on to: from today, with a night in its bed of now, to its planned end or
 * as far beyond as the obstacle leaves it.
 */
export const handOnDays = (
  { stay }: Pick<Placement, 'stay'>,
  { today, bedSinceOn }: { readonly today: IsoDate; readonly bedSinceOn: IsoDate },
  beyond:
    | { readonly kind: 'nights'; readonly nights: number }
    | { readonly kind: 'taken'; readonly firstClashOn: IsoDate; readonly turnaroundNights: number }
    | null,
): { readonly earliestOn: IsoDate; readonly latestOn: IsoDate } => {
  const earliestOn = maxDate(today, addNights(bedSinceOn, 1));
  const reaches =
    beyond === null
      ? stay.departsOn
      : beyond.kind === 'nights'
        ? addNights(stay.arrivesOn, beyond.nights)
        : addNights(beyond.firstClashOn, -beyond.turnaroundNights);
  return { earliestOn, latestOn: maxDate(stay.departsOn, reaches) };
};

/** The nights of a stay that was left, to its end as it is paid for. */
export const endOf = ({ stay, endedOn }: Pick<Placement, 'stay' | 'endedOn'>): IsoDate =>
  minDate(stay.departsOn, endedOn ?? stay.departsOn);
