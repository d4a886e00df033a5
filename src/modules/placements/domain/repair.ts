import { addNights, maxDate, minDate, type IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Stay } from '../../../kernel/stay.js';
import type { Placement, PlacementState } from './placement.js';

/** What of a stay can have been recorded by mistake, and be put right. */
export const repairKinds = ['arrival_undone', 'arrival_day', 'leaving_undone', 'death_undone'] as const;
/** One of {@link repairKinds}. */
export type RepairKind = (typeof repairKinds)[number];

/** What is to be put right; `dayOn` is the true day of arrival, of `arrival_day` alone. */
export interface Repair {
  readonly kind: RepairKind;
  readonly dayOn: IsoDate | null;
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
  readonly endReason: string | null;
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
  | { readonly code: 'arrival-day-outside'; readonly earliestOn: IsoDate; readonly latestOn: IsoDate };

type Weighed = Outcome<RepairPlan, RepairRefusal>;

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
    ...{ added: null, freed: null, isDeathUndone: false },
  });
};

/** Nobody recorded as having died lives on in a place: what says so is put right first, where it says so. */
const deathObstacle = ({
  endReason,
  isDeathToldSince,
  isDeathRecorded,
  isDeathOfAnotherStay,
}: RepairFacts): RepairRefusal | null => {
  if (isDeathToldSince) return { code: 'death-told-since' };
  if (!isDeathRecorded || (endReason === 'died' && !isDeathOfAnotherStay)) return null;
  return { code: 'death-recorded-elsewhere', isOfAnotherStay: isDeathOfAnotherStay };
};

const undoLeaving = ({ stay, admittedOn }: Placement, endedOn: IsoDate, facts: RepairFacts): Weighed => {
  const { endReason, next } = facts;
  // Nobody lives in two places: the arrival there is undone first.
  if (next !== null && next.state !== 'booked') {
    return refuse({ code: 'goes-on-elsewhere', arrivesOn: next.stay.arrivesOn });
  }
  const obstacle = deathObstacle(facts);
  if (obstacle !== null) return refuse(obstacle);
  const isDeathUndone = endReason === 'died';
  if (endedOn > stay.departsOn) {
    // Past the planned day again, as if nobody had said that they left.
    return done({
      ...{ state: 'admitted', admittedOn, endedOn: null, stay, before: stay, after: stay },
      ...{ added: null, freed: null, isDeathUndone },
    });
  }
  const after = { arrivesOn: stay.arrivesOn, departsOn: maxDate(stay.departsOn, endedOn) };
  return done({
    ...{ state: 'admitted', admittedOn, endedOn: null, stay: after, after, freed: null, isDeathUndone },
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
  { endReason, isDeathToldSince, isDeathRecorded, isDeathOfAnotherStay }: RepairFacts,
): Weighed => {
  if (endReason !== 'died' && !isDeathRecorded) return refuse({ code: 'no-death-recorded' });
  if (isDeathToldSince) return refuse({ code: 'death-told-since' });
  if (isDeathOfAnotherStay) return refuse({ code: 'death-recorded-elsewhere', isOfAnotherStay: true });
  const slept = { arrivesOn: stay.arrivesOn, departsOn: endedOn };
  return done({
    ...{ state: 'ended', admittedOn, endedOn, stay, before: slept, after: slept },
    ...{ added: null, freed: null, isDeathUndone: true },
  });
};

const moveArrival = (
  { stay, state, endedOn }: Placement,
  arrivedOn: IsoDate,
  dayOn: IsoDate | null,
  { today, bedSinceOn, firstLeaveOn, referredOn }: RepairFacts,
): Weighed => {
  if (dayOn === null) return refuse({ code: 'arrival-day-missing' });
  if (endedOn !== null && endedOn > stay.departsOn) {
    return refuse({ code: 'left-after-planned-day', departsOn: stay.departsOn });
  }
  if (dayOn === arrivedOn) return refuse({ code: 'arrival-day-unchanged' });
  if (bedSinceOn > arrivedOn) return refuse({ code: 'was-moved-since', bedSinceOn });
  const untilOn = endedOn ?? stay.departsOn;
  const latestOn = minDate(today, addNights(untilOn, -1), ...(firstLeaveOn === null ? [] : [firstLeaveOn]));
  const earliestOn = referredOn;
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
    isDeathUndone: false,
  });
};

/**
 * What putting a record right would make of a stay. An arrival that never was makes it a booking again, on the days it has
 * now; who came to the bed instead is then recorded where they are booked. A leaving that never was lets it go on to its planned
 * end; of somebody recorded as having died it takes the death back too. A death alone is taken back where they did leave. Another
 * day of arrival moves its first night.
 */
export const weighRepair = (placement: Placement, { kind, dayOn }: Repair, facts: RepairFacts): Weighed => {
  const { state, admittedOn, endedOn } = placement;
  if (kind === 'arrival_undone' && state === 'admitted' && admittedOn !== null) {
    return undoArrival(placement, admittedOn, facts);
  }
  if (kind === 'leaving_undone' && state === 'ended' && endedOn !== null) {
    return undoLeaving(placement, endedOn, facts);
  }
  if (kind === 'death_undone' && state === 'ended' && endedOn !== null) {
    return undoDeath(placement, endedOn, facts);
  }
  if (kind === 'arrival_day' && (state === 'admitted' || state === 'ended') && admittedOn !== null) {
    return moveArrival(placement, admittedOn, dayOn, facts);
  }
  return refuse({ code: 'repair-not-for-state', state });
};
