import { addNights, maxDate, minDate, type IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Stay } from '../../../kernel/stay.js';
import { isEnding, type EndReason, type Placement, type PlacementState } from './placement.js';
import { transferred } from './provider-move.js';

/** What of a stay can have been recorded by mistake, and be put right. */
export const repairKinds = [
  'arrival_undone',
  'arrival_of_another',
  'arrival_day',
  'leaving_undone',
  'leaving_day',
  'leaving_reason',
  'death_undone',
] as const;
/** One of {@link repairKinds}. */
export type RepairKind = (typeof repairKinds)[number];

/** How a stay truly ended. */
export interface Ending {
  readonly kind: 'planned' | 'unplanned';
  readonly reason: EndReason;
}

/** How a stay ended, as it is recorded; nulls for one that has not. */
export interface RecordedEnd {
  readonly kind: Ending['kind'] | null;
  readonly reason: string | null;
}

/**
 * What is to be put right. `dayOn` is the true day, of `arrival_day` and `leaving_day` alone; `ending` how they truly left, of
 * `leaving_reason` alone; `otherPlacementId` the booking of whoever did come, of `arrival_of_another` alone.
 */
export interface Repair {
  readonly kind: RepairKind;
  readonly dayOn: IsoDate | null;
  readonly ending?: Ending | null;
  readonly otherPlacementId?: string | null;
}

/** What a repair rests on besides the stay itself. */
export interface RepairFacts {
  readonly today: IsoDate;
  /** Since when the person has the bed of now. */
  readonly bedSinceOn: IsoDate;
  /** The first day on which they were away from it; null when they never were. */
  readonly firstLeaveOn: IsoDate | null;
  /** Nobody arrived before they were referred. */
  readonly referredOn: IsoDate;
  /** The last day on which a leave says that they were here, or went from here; null when none does. */
  readonly lastSeenOn: IsoDate | null;
  readonly end: RecordedEnd;
  /** The first day after the leaving on which the person arrived in another place; null where they did not. */
  readonly arrivedAgainOn: IsoDate | null;
  /** The first day after the leaving from which somebody else lived in the bed; null where nobody did. */
  readonly bedTakenOn: IsoDate | null;
  /** The booking of whoever came instead, where one was named and is to be seen; null otherwise. */
  readonly other: Placement | null;
  /** How the stay at another provider ended that this one goes on from; null when there is none. */
  readonly previous: { readonly endedOn: IsoDate | null; readonly reason: string | null } | null;
  /** The booking or stay at another provider that goes on from this one; null when there is none. */
  readonly next: Pick<Placement, 'state' | 'stay'> | null;
  /** Whether a record made after the leaving says by itself that the person died. */
  readonly isDeathToldSince: boolean;
  /** Whether the person is recorded as having died, wherever that was learned. */
  readonly isDeathRecorded: boolean;
  /** Whether another stay of theirs says so. */
  readonly isDeathOfAnotherStay: boolean;
}

/** What a stay becomes: its nights from `before` to `after`, and which of them are taken or let go. Half-open. */
export interface RepairPlan {
  readonly state: Extract<PlacementState, 'booked' | 'admitted' | 'ended'>;
  readonly admittedOn: IsoDate | null;
  readonly endedOn: IsoDate | null;
  /** How it ended; nulls where it did not. */
  readonly end: RecordedEnd;
  /** The days of the row: up to the planned end. */
  readonly stay: Stay;
  /** The nights the stay has now. */
  readonly before: Stay;
  /** The nights it will have. */
  readonly after: Stay;
  readonly added: Stay | null;
  readonly freed: Stay | null;
  /** Whether it takes back that the person died, with the stay or alone. */
  readonly isDeathUndone: boolean;
  /** Whether it says that the person died, which nothing said before. */
  readonly isDeathLearned: boolean;
  /** Whose arrival it was, and on which day; null where it was nobody else's. */
  readonly arrivalOf: { readonly placementId: string; readonly admittedOn: IsoDate } | null;
}

/** Why nothing of the kind can be put right here, with what would make it possible. */
export type RepairRefusal =
  | { readonly code: 'repair-not-for-state'; readonly state: PlacementState }
  | { readonly code: 'goes-on-elsewhere'; readonly arrivesOn: IsoDate }
  | { readonly code: 'death-told-since' }
  | { readonly code: 'death-recorded-elsewhere'; readonly isOfAnotherStay: boolean }
  | { readonly code: 'no-death-recorded' }
  | { readonly code: 'was-moved-since'; readonly bedSinceOn: IsoDate }
  | { readonly code: 'was-on-leave'; readonly firstLeaveOn: IsoDate }
  | { readonly code: 'left-after-planned-day'; readonly departsOn: IsoDate }
  | { readonly code: 'arrival-day-missing' }
  | { readonly code: 'arrival-day-unchanged' }
  | { readonly code: 'arrival-day-outside'; readonly earliestOn: IsoDate; readonly latestOn: IsoDate }
  | { readonly code: 'arrival-ends-stay-before'; readonly arrivedOn: IsoDate }
  | { readonly code: 'other-booking-missing' }
  | { readonly code: 'other-not-expected-here' }
  | { readonly code: 'other-booking-begins-later'; readonly arrivesOn: IsoDate }
  | { readonly code: 'leaving-day-missing' }
  | { readonly code: 'leaving-day-unchanged' }
  | { readonly code: 'leaving-day-outside'; readonly earliestOn: IsoDate; readonly latestOn: IsoDate }
  | { readonly code: 'ending-missing' }
  | { readonly code: 'ending-unchanged' }
  | { readonly code: 'death-is-not-planned' }
  | { readonly code: 'ending-contradicts-reason'; readonly kind: Ending['kind'] }
  | { readonly code: 'arrived-again'; readonly arrivesOn: IsoDate };

type Weighed = Outcome<RepairPlan, RepairRefusal>;

/** Of a stay that runs, or has not begun. */
const noEnd: RecordedEnd = { kind: null, reason: null };

const undoArrival = (
  { stay }: Placement,
  arrivedOn: IsoDate,
  { bedSinceOn, firstLeaveOn, next }: RepairFacts,
): Weighed => {
  if (next !== null) return refuse({ code: 'goes-on-elsewhere', arrivesOn: next.stay.arrivesOn });
  if (bedSinceOn > arrivedOn) return refuse({ code: 'was-moved-since', bedSinceOn });
  if (firstLeaveOn !== null) return refuse({ code: 'was-on-leave', firstLeaveOn });
  return done({
    ...{ state: 'booked', admittedOn: null, endedOn: null, stay, before: stay, after: stay },
    ...{ added: null, freed: null, end: noEnd, isDeathUndone: false, isDeathLearned: false, arrivalOf: null },
  });
};

/**
 * The arrival was somebody else's, who is booked with the same provider: this stay is a booking again, and theirs begins on
 * that day, in the bed they were booked for. `dayOn` is the day of their arrival where that is wrong too.
 */
const giveArrival = (
  placement: Placement,
  arrivedOn: IsoDate,
  dayOn: IsoDate | null,
  facts: RepairFacts,
): Weighed => {
  const undone = undoArrival(placement, arrivedOn, facts);
  if (!undone.ok) return undone;
  const { other, today } = facts;
  if (other === null) return refuse({ code: 'other-booking-missing' });
  const isExpected =
    other.state === 'booked' &&
    other.providerId === placement.providerId &&
    other.clientId !== placement.clientId;
  if (!isExpected) return refuse({ code: 'other-not-expected-here' });
  const earliestOn = other.stay.arrivesOn;
  const latestOn = minDate(today, addNights(other.stay.departsOn, -1));
  if (earliestOn > latestOn) return refuse({ code: 'other-booking-begins-later', arrivesOn: earliestOn });
  const admittedOn = dayOn ?? arrivedOn;
  if (admittedOn < earliestOn || admittedOn > latestOn) {
    return refuse({ code: 'arrival-day-outside', earliestOn, latestOn });
  }
  return done({ ...undone.value, arrivalOf: { placementId: other.placementId, admittedOn } });
};

/** Nobody recorded as having died lives on in a place: what says so is put right first, where it says so. */
const deathObstacle = ({
  end,
  isDeathToldSince,
  isDeathRecorded,
  isDeathOfAnotherStay,
}: RepairFacts): RepairRefusal | null => {
  if (isDeathToldSince) return { code: 'death-told-since' };
  if (!isDeathRecorded || (end.reason === 'died' && !isDeathOfAnotherStay)) return null;
  return { code: 'death-recorded-elsewhere', isOfAnotherStay: isDeathOfAnotherStay };
};

const undoLeaving = ({ stay, admittedOn }: Placement, endedOn: IsoDate, facts: RepairFacts): Weighed => {
  const { end, next } = facts;
  // Nobody lives in two places: the arrival there is undone first.
  if (next !== null && next.state !== 'booked') {
    return refuse({ code: 'goes-on-elsewhere', arrivesOn: next.stay.arrivesOn });
  }
  const obstacle = deathObstacle(facts);
  if (obstacle !== null) return refuse(obstacle);
  const isDeathUndone = end.reason === 'died';
  const running = { end: noEnd, isDeathUndone, isDeathLearned: false, arrivalOf: null };
  if (endedOn > stay.departsOn) {
    // Past the planned day again, as if nobody had said that they left.
    return done({
      ...{ state: 'admitted', admittedOn, endedOn: null, stay, before: stay, after: stay },
      ...{ added: null, freed: null, ...running },
    });
  }
  const after = { arrivesOn: stay.arrivesOn, departsOn: maxDate(stay.departsOn, endedOn) };
  return done({
    ...{ state: 'admitted', admittedOn, endedOn: null, stay: after, after, freed: null, ...running },
    before: { arrivesOn: stay.arrivesOn, departsOn: endedOn },
    added: endedOn < after.departsOn ? { arrivesOn: endedOn, departsOn: after.departsOn } : null,
  });
};

/**
 * They left on that day and live: the nights and the money stay, and a reason that was the death is not known until it is asked
 * for. A death learned of after a leaving for another reason is taken back alone.
 */
const undoDeath = (
  { stay, admittedOn }: Placement,
  endedOn: IsoDate,
  { end, isDeathToldSince, isDeathRecorded, isDeathOfAnotherStay }: RepairFacts,
): Weighed => {
  if (end.reason !== 'died' && !isDeathRecorded) return refuse({ code: 'no-death-recorded' });
  if (isDeathToldSince) return refuse({ code: 'death-told-since' });
  if (isDeathOfAnotherStay) return refuse({ code: 'death-recorded-elsewhere', isOfAnotherStay: true });
  const slept = { arrivesOn: stay.arrivesOn, departsOn: endedOn };
  return done({
    ...{ state: 'ended', admittedOn, endedOn, stay, before: slept, after: slept },
    ...{ added: null, freed: null, isDeathUndone: true, isDeathLearned: false, arrivalOf: null },
    end: end.reason === 'died' ? { ...end, reason: 'not_known' } : end,
  });
};

const moveArrival = (
  { stay, state, endedOn }: Placement,
  arrivedOn: IsoDate,
  dayOn: IsoDate | null,
  { today, bedSinceOn, firstLeaveOn, referredOn, previous, end }: RepairFacts,
): Weighed => {
  if (dayOn === null) return refuse({ code: 'arrival-day-missing' });
  if (endedOn !== null && endedOn > stay.departsOn) {
    return refuse({ code: 'left-after-planned-day', departsOn: stay.departsOn });
  }
  if (dayOn === arrivedOn) return refuse({ code: 'arrival-day-unchanged' });
  // Moved alone it would leave nights in nobody's bed, or in two.
  if (previous?.reason === transferred && previous.endedOn === arrivedOn) {
    return refuse({ code: 'arrival-ends-stay-before', arrivedOn });
  }
  if (bedSinceOn > arrivedOn) return refuse({ code: 'was-moved-since', bedSinceOn });
  const untilOn = endedOn ?? stay.departsOn;
  const latestOn = minDate(today, addNights(untilOn, -1), ...(firstLeaveOn === null ? [] : [firstLeaveOn]));
  const earliestOn = maxDate(referredOn, previous?.endedOn ?? referredOn);
  if (dayOn < earliestOn || dayOn > latestOn) {
    return refuse({ code: 'arrival-day-outside', earliestOn, latestOn });
  }
  return done({
    state: state === 'ended' ? 'ended' : 'admitted',
    ...{ admittedOn: dayOn, endedOn, stay: { arrivesOn: dayOn, departsOn: stay.departsOn } },
    before: { arrivesOn: arrivedOn, departsOn: untilOn },
    after: { arrivesOn: dayOn, departsOn: untilOn },
    added: dayOn < arrivedOn ? { arrivesOn: dayOn, departsOn: arrivedOn } : null,
    freed: dayOn > arrivedOn ? { arrivesOn: arrivedOn, departsOn: dayOn } : null,
    ...{ end, isDeathUndone: false, isDeathLearned: false, arrivalOf: null },
  });
};

/** Who went on to another provider left with the arrival there: that is what would be put right. */
const wentOn = ({ next, end }: RepairFacts): RepairRefusal | null =>
  next !== null && next.state !== 'booked' && end.reason === transferred
    ? { code: 'goes-on-elsewhere', arrivesOn: next.stay.arrivesOn }
    : null;

/** Nights up to the planned end are taken or let go here; what lies past it is settled as with any late leaving. */
const moveLeaving = (
  { stay, admittedOn }: Placement,
  endedOn: IsoDate,
  dayOn: IsoDate | null,
  facts: RepairFacts,
): Weighed => {
  const { today, bedSinceOn, lastSeenOn, arrivedAgainOn, bedTakenOn, next, end } = facts;
  const elsewhere = wentOn(facts);
  if (elsewhere !== null) return refuse(elsewhere);
  if (dayOn === null) return refuse({ code: 'leaving-day-missing' });
  if (dayOn === endedOn) return refuse({ code: 'leaving-day-unchanged' });
  const known = (days: readonly (IsoDate | null | undefined)[]): readonly IsoDate[] =>
    days.filter((day) => day !== null && day !== undefined);
  const earliestOn = maxDate(stay.arrivesOn, bedSinceOn, ...known([lastSeenOn]));
  const latestOn = minDate(today, ...known([arrivedAgainOn, bedTakenOn, next?.stay.arrivesOn]));
  if (dayOn < earliestOn || dayOn > latestOn) {
    return refuse({ code: 'leaving-day-outside', earliestOn, latestOn });
  }
  const before = { arrivesOn: stay.arrivesOn, departsOn: minDate(endedOn, stay.departsOn) };
  const after = { arrivesOn: stay.arrivesOn, departsOn: minDate(dayOn, stay.departsOn) };
  return done({
    ...{ state: 'ended', admittedOn, endedOn: dayOn, end, stay, before, after },
    ...{ isDeathUndone: false, isDeathLearned: false, arrivalOf: null },
    added:
      before.departsOn < after.departsOn ? { arrivesOn: before.departsOn, departsOn: after.departsOn } : null,
    freed:
      after.departsOn < before.departsOn ? { arrivesOn: after.departsOn, departsOn: before.departsOn } : null,
  });
};

/** They left on that day, otherwise than recorded: nights and money stay; a death is taken back, or learned, with it. */
const changeEnding = (
  { stay, admittedOn }: Placement,
  endedOn: IsoDate,
  ending: Ending | null,
  facts: RepairFacts,
): Weighed => {
  const { end, arrivedAgainOn, isDeathToldSince, isDeathOfAnotherStay } = facts;
  const elsewhere = wentOn(facts);
  if (elsewhere !== null) return refuse(elsewhere);
  if (ending === null) return refuse({ code: 'ending-missing' });
  const { kind, reason } = ending;
  if (kind === end.kind && reason === end.reason) return refuse({ code: 'ending-unchanged' });
  if (reason === 'died' && kind === 'planned') return refuse({ code: 'death-is-not-planned' });
  if (!isEnding(kind, reason)) return refuse({ code: 'ending-contradicts-reason', kind });
  const isDeathUndone = end.reason === 'died' && reason !== 'died';
  if (isDeathUndone && isDeathToldSince) return refuse({ code: 'death-told-since' });
  if (isDeathUndone && isDeathOfAnotherStay) {
    return refuse({ code: 'death-recorded-elsewhere', isOfAnotherStay: true });
  }
  const isDeathLearned = end.reason !== 'died' && reason === 'died';
  if (isDeathLearned && arrivedAgainOn !== null) {
    return refuse({ code: 'arrived-again', arrivesOn: arrivedAgainOn });
  }
  const slept = { arrivesOn: stay.arrivesOn, departsOn: endedOn };
  return done({
    ...{ state: 'ended', admittedOn, endedOn, end: { kind, reason }, stay, before: slept, after: slept },
    ...{ added: null, freed: null, isDeathUndone, isDeathLearned, arrivalOf: null },
  });
};

/**
 * What putting a record right would make of a stay. An arrival that never was makes it a booking again, on the days it has
 * now; where it was somebody else's, theirs begins with it. A leaving that never was lets it go on to its planned
 * end; of somebody recorded as having died it takes the death back too. A death alone is taken back where they did leave. Another
 * day of arrival moves its first night, another day of leaving its last. How they left is put right with nothing moved.
 */
export const weighRepair = (
  placement: Placement,
  { kind, dayOn, ending = null }: Repair,
  facts: RepairFacts,
): Weighed => {
  const { state, admittedOn, endedOn } = placement;
  if (kind === 'arrival_undone' && state === 'admitted' && admittedOn !== null) {
    return undoArrival(placement, admittedOn, facts);
  }
  if (kind === 'arrival_of_another' && state === 'admitted' && admittedOn !== null) {
    return giveArrival(placement, admittedOn, dayOn, facts);
  }
  if (kind === 'leaving_undone' && state === 'ended' && endedOn !== null) {
    return undoLeaving(placement, endedOn, facts);
  }
  if (kind === 'leaving_day' && state === 'ended' && endedOn !== null) {
    return moveLeaving(placement, endedOn, dayOn, facts);
  }
  if (kind === 'leaving_reason' && state === 'ended' && endedOn !== null) {
    return changeEnding(placement, endedOn, ending, facts);
  }
  if (kind === 'death_undone' && state === 'ended' && endedOn !== null) {
    return undoDeath(placement, endedOn, facts);
  }
  if (kind === 'arrival_day' && (state === 'admitted' || state === 'ended') && admittedOn !== null) {
    return moveArrival(placement, admittedOn, dayOn, facts);
  }
  return refuse({ code: 'repair-not-for-state', state });
};
