/** A booking or a stay has other days, or another bed. */
import {
  approvedNights,
  bedOf,
  beds,
  bedSince,
  claimedNights,
  currentDetox,
  decisionOf,
  furthestAheadNights,
  isUnderNotice,
  coveringApproval,
  nextOf,
  placementOf,
  referralOf,
  todayOf,
  type Model,
  type Placement,
} from '../pathway-model.js';
import type { RequestOf } from '../pathway-requests.js';
import { atAgreedPrice, giveBack, keptFor } from '../pathway-money.js';
import { type Answer, done, refused, changed } from './answers.js';
import {
  isPersonPlaced,
  isStillOccupied,
  isBedFor,
  isBedLivedIn,
  nightsObstacle,
  without,
  moneyObstacle,
} from './nights-and-money.js';
import { stepObstacle } from './stay.js';

export const extend = (
  model: Model,
  { placement: of, to, version }: Pick<RequestOf<'extend'>, 'placement' | 'to' | 'version'>,
): Answer => {
  const placement = placementOf(model, of);
  const obstacle = stepObstacle(placement, 'admitted', version);
  if (obstacle !== null) return obstacle;
  const { person, from, to: was } = placement;
  const bed = bedOf(placement);
  if (hasOnward(model, placement, to)) return refused('onward-booking-stands');
  if (to <= was) return refused('not-later-than-now');
  const decision = coveringApproval(model, placement, to - from);
  if (decision === null) return refused('stay-exceeds-funding');
  const others = without(model, placement);
  if (!isBedFor(others, person, bed, bedSince(placement), to)) return refused('place-does-not-fit');
  const taken = nightsObstacle(others, person, bed, was, to);
  if (taken !== null) return taken;
  if (claimedNights(others, decision.key) + to - from > approvedNights(decision))
    return refused('funding-used-up');
  const added = keptFor(atAgreedPrice(decision, placement), was, to);
  const tooDear = moneyObstacle(model, placement.partnership, added);
  if (tooDear !== null) return tooDear;
  placement.to = to;
  placement.decision = decision.key;
  placement.paid.push(added);
  placement.version += 1;
  return done(null, placement.version);
};

/** The stay a booking goes on from, which ends on another day with it. */
const stayBefore = (model: Model, { follows, from: was }: Placement, from: number): Placement | null => {
  const previous = follows === null ? null : placementOf(model, follows);
  return previous?.state === 'admitted' && from !== was && from !== previous.to ? previous : null;
};

const cannotFollow = refused('stay-before-cannot-follow');

/** Whether the stay before could end then, before anything moves. */
const canFollow = (model: Model, previous: Placement, from: number): boolean => {
  if (from < previous.to) return from >= Math.max(todayOf(model), bedSince(previous) + 1);
  return (
    coveringApproval(model, previous, from - previous.from) !== null &&
    isBedFor(without(model, previous), previous.person, bedOf(previous), bedSince(previous), from)
  );
};

/** A booking is held for other nights instead: what it rests on is weighed afresh, and the stay before ends with it. */
const moveBooking = (model: Model, placement: Placement, from: number, to: number): Answer => {
  const { person } = placement;
  const bed = bedOf(placement);
  const detox = currentDetox(referralOf(model, placement.referral));
  if (detox !== null && from < detox.endsOn) return refused('arrives-before-detox-ends');
  const previous = stayBefore(model, placement, from);
  const decision = coveringApproval(model, placement, to - from, previous === null ? null : from);
  if (decision === null) return refused('stay-exceeds-funding');
  const others = without(model, placement);
  if (!isBedFor(others, person, bed, from, to)) return refused('place-does-not-fit');
  if (previous !== null && !canFollow(model, previous, from)) return cannotFollow;
  const isLonger = previous !== null && from > previous.to;
  const added =
    previous === null || !isLonger ? null : coveringApproval(model, previous, from - previous.from);
  if (previous !== null && !isLonger) shortenTo(previous, from);
  const now = without(model, placement);
  const taken = nightsObstacle(now, person, bed, from, to);
  if (taken !== null) return taken;
  if (previous !== null && isLonger) {
    const there = bedOf(previous);
    const between = without(
      { ...model, placements: model.placements.filter((one) => one !== placement) },
      previous,
    );
    if (nightsObstacle(between, person, there, previous.to, from) !== null) return cannotFollow;
  }
  // A notice stands on the decision it was given on: the booking does not slip from under it.
  if (placement.decision !== decision.key && isUnderNotice(decisionOf(model, placement.decision)))
    return refused('funding-under-notice');
  if (claimedNights(now, decision.key) + to - from > approvedNights(decision))
    return refused('funding-used-up');
  const held = keptFor(atAgreedPrice(decision, placement), from, to);
  const tooDear = moneyObstacle(now, placement.partnership, held);
  const whole = { from, to, beds: [{ bed, from }], decision: decision.key };
  const paid = [...placement.paid.slice(0, -1), held];
  Object.assign(placement, { ...whole, paid });
  if (previous !== null && added !== null) {
    if (claimedNights(without(model, previous), added.key) + from - previous.from > approvedNights(added))
      return cannotFollow;
    if (tooDear !== null) return tooDear;
    const more = keptFor(atAgreedPrice(added, previous), previous.to, from);
    if (moneyObstacle(model, previous.partnership, more) !== null) return cannotFollow;
    previous.to = from;
    previous.decision = added.key;
    previous.paid.push(more);
    previous.version += 1;
  }
  if (tooDear !== null) return tooDear;
  placement.version += 1;
  return done(null, placement.version);
};

/** Who goes on to another provider leaves on that day: the end moves alone only to close what is between. */
const hasOnward = (model: Model, { key, to: was }: Placement, to: number): boolean => {
  const next = nextOf(model, key);
  return next?.state === 'booked' && !(to > was && to <= next.from);
};

const shortenTo = (placement: Placement, to: number): void => {
  placement.to = to;
  giveBack(placement, placement.from, to);
  placement.version += 1;
};

/** The planned end comes earlier: the nights after it, and their money, are free. */
const shorten = (model: Model, placement: Placement, to: number): Answer => {
  if (to < Math.max(todayOf(model), bedSince(placement) + 1)) return refused('end-too-early');
  if (hasOnward(model, placement, to)) return refused('onward-booking-stands');
  shortenTo(placement, to);
  return done(null, placement.version);
};

export const changeDates = (
  model: Model,
  { placement: of, from, to, version }: RequestOf<'change-dates'>,
): Answer => {
  const placement = placementOf(model, of);
  const today = todayOf(model);
  if (placement.version !== version) return changed;
  if (placement.state !== 'booked' && placement.state !== 'admitted') return refused('not-in-that-state');
  if (from === placement.from && to === placement.to) return refused('dates-unchanged');
  if (placement.state === 'booked') {
    if (from < today) return refused('arrival-in-the-past');
    if (from > today + furthestAheadNights) return refused('arrival-too-far-ahead');
    return to <= from ? refused('dates-not-a-stay') : moveBooking(model, placement, from, to);
  }
  if (from !== placement.from) return refused('arrival-is-recorded');
  return to > placement.to ? extend(model, { placement: of, to, version }) : shorten(model, placement, to);
};

export const moveBed = (
  model: Model,
  { placement: of, bed, movesOn, version }: RequestOf<'move-bed'>,
): Answer => {
  const placement = placementOf(model, of);
  const { person, from, to, state } = placement;
  const was = bedOf(placement);
  if (placement.version !== version) return changed;
  if (beds[bed].provider !== beds[was].provider) return refused('bed-not-found');
  if (state !== 'booked' && state !== 'admitted') return refused('not-in-that-state');
  if (bed === was) return refused('already-in-that-bed');
  if (state === 'admitted' && movesOn > todayOf(model)) return refused('move-in-the-future');
  const [earliest, latest] = state === 'booked' ? [from, from] : [bedSince(placement) + 1, to - 1];
  if (movesOn < earliest || latest < movesOn) return refused('move-outside-stay');
  const others = without(model, placement);
  if (!isBedFor(others, person, bed, movesOn, to)) return refused('place-does-not-fit');
  if (state === 'admitted' && isBedLivedIn(others, bed)) return refused('bed-not-vacated');
  if (isPersonPlaced(others, person, movesOn, to)) return refused('client-already-placed');
  if (isStillOccupied(others, bed)) return refused('bed-still-occupied');
  const taken = nightsObstacle(others, person, bed, movesOn, to);
  if (taken !== null) return taken;
  placement.beds = state === 'booked' ? [{ bed, from }] : [...placement.beds, { bed, from: movesOn }];
  placement.version += 1;
  return done(null, placement.version);
};
