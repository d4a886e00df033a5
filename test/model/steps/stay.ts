/** Somebody arrives, or never does; is away for some nights, and leaves. */
import {
  approvalOf,
  approvedNights,
  bedOf,
  beds,
  bedSince,
  claimedNights,
  claimsOf,
  decisionOf,
  isUnderNotice,
  nextOf,
  openLeave,
  openMove,
  personOf,
  placementOf,
  referralOf,
  todayOf,
  type Key,
  type Model,
  type Placement,
} from '../pathway-model.js';
import type { RequestOf } from '../pathway-requests.js';
import { atAgreedPrice, giveBack, keptFor } from '../pathway-money.js';
import { type Answer, done, refused, changed } from './answers.js';
import {
  meet,
  isPersonPlaced,
  isRoomStillHeld,
  isBedLivedIn,
  without,
  firstDayThat,
  moneyObstacle,
} from './nights-and-money.js';
import { noteDeath, lapse } from './referral.js';

/** Where the placement is not in the state, or at the version, that a step is taken from; null when it is. */
export const stepObstacle = (
  placement: Placement,
  state: Placement['state'],
  version: number,
): Answer | null => {
  if (placement.state !== state) return refused('not-in-that-state');
  return placement.version === version ? null : changed;
};

/** Who went on has left where they were: as planned, or when they came, since who has not left has the bed. */
const leaveBehind = (model: Model, previous: Placement, arrivedOn: number): void => {
  const endedOn = Math.max(previous.to, arrivedOn);
  if (endedOn > previous.to) settleLate(model, previous, endedOn);
  previous.state = 'ended';
  previous.hasGoneOn = true;
  previous.endTold = 'stay-ended';
  previous.endedBy = 'provider';
  previous.endedOn = endedOn;
  previous.version += 1;
};

export const admit = (
  model: Model,
  { placement: of, admittedOn, knowsOfNotice, version }: RequestOf<'admit'>,
): Answer => {
  const placement = placementOf(model, of);
  const obstacle = stepObstacle(placement, 'booked', version);
  if (obstacle !== null) return obstacle;
  if (admittedOn > todayOf(model)) return refused('admission-in-the-future');
  if (admittedOn < placement.from || placement.to <= admittedOn) return refused('admission-outside-booking');
  if (isRoomStillHeld(model, placement.person, bedOf(placement), placement.to))
    return refused('place-does-not-fit');
  const previous = placement.follows === null ? undefined : placementOf(model, placement.follows);
  if (
    model.placements.some(
      (one) => one.person === placement.person && one.state === 'admitted' && one.key !== previous?.key,
    )
  )
    return refused('person-lives-elsewhere');
  if (isBedLivedIn(model, bedOf(placement))) return refused('bed-not-vacated');
  if (isUnderNotice(decisionOf(model, placement.decision)) && !knowsOfNotice)
    return refused('funding-under-notice');
  placement.state = 'admitted';
  placement.from = admittedOn;
  giveBack(placement, admittedOn, placement.to);
  if (previous?.state === 'admitted') leaveBehind(model, previous, admittedOn);
  placement.version += 1;
  return done(null, placement.version);
};

export const recordLeave = (
  model: Model,
  { placement: of, from, backExpectedOn }: RequestOf<'record-leave'>,
): Answer => {
  const placement = placementOf(model, of);
  const { leaves } = placement;
  if (placement.state !== 'admitted') return refused('not-in-that-state');
  if (openLeave(placement) !== undefined) return refused('already-on-leave');
  if (from > todayOf(model)) return refused('leave-in-the-future');
  if (backExpectedOn <= from) return refused('leave-without-a-night');
  if (from < placement.from || placement.to < backExpectedOn) return refused('leave-outside-stay');
  if (leaves.some(({ returnedOn }) => returnedOn !== null && from < returnedOn))
    return refused('leave-overlaps');
  const key = `${of}l${leaves.length + 1}`;
  leaves.push({ key, from, backExpectedOn, returnedOn: null, version: 1 });
  return done(key, 1);
};

export const recordReturn = (
  model: Model,
  { placement: of, returnedOn, version }: RequestOf<'record-return'>,
): Answer => {
  const placement = placementOf(model, of);
  const leave = openLeave(placement);
  if (placement.state !== 'admitted' || leave === undefined) return refused('not-on-leave');
  if (returnedOn < leave.from || todayOf(model) < returnedOn) return refused('return-outside-leave');
  if (leave.version !== version) return changed;
  leave.returnedOn = returnedOn;
  leave.version += 1;
  return done(null, leave.version);
};

/** Nights past the planned end: those before anybody else's are theirs, and paid for as far as that is approved. */
const settleLate = (model: Model, placement: Placement, endedOn: number): void => {
  const { person, from, to } = placement;
  const bed = bedOf(placement);
  const others = without(model, placement);
  const of = claimsOf(others).filter((claim) => claim.bed === bed);
  const { sex } = personOf(model, person);
  const isMixed = (day: number): boolean =>
    beds[bed].room !== null &&
    claimsOf(others).some(
      (claim) =>
        claim.person !== null &&
        beds[claim.bed].room === beds[bed].room &&
        personOf(model, claim.person).sex !== sex &&
        meet(day, day + 1, claim.from, claim.to),
    );
  const nightsTo = firstDayThat(
    to,
    endedOn,
    (day) =>
      of.some((claim) => meet(day, day + 1, claim.from, claim.clear)) ||
      isPersonPlaced(others, person, day, day + 1) ||
      isMixed(day),
  );
  const isTheirs = (day: number): boolean =>
    of.some((claim) => claim.person !== null && meet(day, day + 1, claim.from, claim.clear));
  const readyTo =
    nightsTo < endedOn ? nightsTo : firstDayThat(endedOn, endedOn + beds[bed].clearNights, isTheirs);
  const decision = approvalOf(model, placement);
  const claimed = decision === undefined ? 0 : claimedNights(model, decision.key);
  placement.late = { nightsTo, readyTo };
  if (decision === undefined) return;
  // Of a decision the stay does not rest on yet all its nights count first.
  const slept = placement.decision === decision.key ? 0 : to - from;
  const left = approvedNights(decision) - claimed - slept;
  const paidTo = Math.min(nightsTo, to + left);
  if (paidTo <= to) return;
  const added = keptFor(atAgreedPrice(decision, placement), to, paidTo);
  if (moneyObstacle(model, placement.partnership, added) !== null) return;
  placement.to = paidTo;
  placement.decision = decision.key;
  placement.paid.push(added);
};

/** Who left later than their onward booking begins was not there: it begins that day, or never did where it is over. */
const letOnwardWait = (model: Model, of: Key, leftOn: number): void => {
  const next = nextOf(model, of);
  if (next?.state !== 'booked' || next.from >= leftOn) return;
  next.version += 1;
  if (leftOn >= next.to) {
    next.state = 'never_started';
    next.endTold = 'did-not-come';
    next.endedBy = null;
    return;
  }
  next.from = leftOn;
  next.beds = [{ bed: bedOf(next), from: leftOn }];
  const held = keptFor(atAgreedPrice(decisionOf(model, next.decision), next), leftOn, next.to);
  next.paid = [...next.paid.slice(0, -1), held];
};

const endsTold = { completed: 'left', dropped_out: 'left-unplanned', died: 'stay-ended' } as const;

export const discharge = (
  model: Model,
  { placement: of, endedOn, reason, version }: RequestOf<'discharge'>,
): Answer => {
  const placement = placementOf(model, of);
  const obstacle = stepObstacle(placement, 'admitted', version);
  if (obstacle !== null) return obstacle;
  if (endedOn > todayOf(model)) return refused('end-in-the-future');
  if (endedOn < placement.from) return refused('end-before-arrival');
  if (endedOn < bedSince(placement)) return refused('end-before-bed-changed');
  if (reason === 'died') noteDeath(model, placement.person);
  if (endedOn > placement.to) {
    letOnwardWait(model, of, endedOn);
    settleLate(model, placement, endedOn);
  } else giveBack(placement, placement.from, endedOn);
  const move = openMove(model, of);
  if (move !== undefined) {
    move.answer = 'withdrawn';
    move.version += 1;
  }
  placement.state = 'ended';
  placement.endTold = endsTold[reason];
  placement.endedBy = 'provider';
  placement.endedOn = endedOn;
  placement.version += 1;
  return done(null, placement.version);
};

export const neverStarted = (
  model: Model,
  { placement: of, reason, version }: RequestOf<'never-started'>,
): Answer => {
  const placement = placementOf(model, of);
  const obstacle = stepObstacle(placement, 'booked', version);
  if (obstacle !== null) return obstacle;
  if (reason === 'died') noteDeath(model, placement.person, of);
  if (reason === 'relapse_or_unstable') lapse(model, referralOf(model, placement.referral));
  placement.state = 'never_started';
  placement.endTold = reason === 'died' ? 'booking-ended' : 'did-not-come';
  placement.endedBy = 'provider';
  placement.version += 1;
  return done(null, placement.version);
};
