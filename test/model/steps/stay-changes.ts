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
  placementOf,
  referralOf,
  covers,
  todayOf,
  weighingDecision,
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
  if (to <= was) return refused('not-later-than-now');
  const decision = weighingDecision(model, placement);
  if (decision === undefined || !covers(model, decision, placement, to - from))
    return refused('stay-exceeds-funding');
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

/** A booking is held for other nights instead: what it rests on is weighed afresh. */
const moveBooking = (model: Model, placement: Placement, from: number, to: number): Answer => {
  const { person } = placement;
  const bed = bedOf(placement);
  const detox = currentDetox(referralOf(model, placement.referral));
  if (detox !== null && from < detox.endsOn) return refused('arrives-before-detox-ends');
  const decision = weighingDecision(model, placement);
  if (decision === undefined || !covers(model, decision, placement, to - from))
    return refused('stay-exceeds-funding');
  const others = without(model, placement);
  if (!isBedFor(others, person, bed, from, to)) return refused('place-does-not-fit');
  const taken = nightsObstacle(others, person, bed, from, to);
  if (taken !== null) return taken;
  // A notice stands on the decision it was given on: the booking does not slip from under it.
  if (placement.decision !== decision.key && isUnderNotice(decisionOf(model, placement.decision)))
    return refused('funding-under-notice');
  if (claimedNights(others, decision.key) + to - from > approvedNights(decision))
    return refused('funding-used-up');
  const held = keptFor(atAgreedPrice(decision, placement), from, to);
  const tooDear = moneyObstacle(others, placement.partnership, held);
  if (tooDear !== null) return tooDear;
  placement.from = from;
  placement.to = to;
  placement.beds = [{ bed, from }];
  placement.decision = decision.key;
  placement.paid = [held];
  placement.version += 1;
  return done(null, placement.version);
};

/** The planned end comes earlier: the nights after it, and their money, are free. */
const shorten = (model: Model, placement: Placement, to: number): Answer => {
  if (to < Math.max(todayOf(model), bedSince(placement) + 1)) return refused('end-too-early');
  placement.to = to;
  giveBack(placement, placement.from, to);
  placement.version += 1;
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
