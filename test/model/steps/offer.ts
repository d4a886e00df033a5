/** A bed is offered, and the offer answered. */
import {
  approvedNights,
  claimedNights,
  currentDetox,
  decisionOf,
  furthestAheadNights,
  isDue,
  latestDecision,
  missingOf,
  offerOf,
  referralOf,
  todayOf,
  type Model,
  type Offer,
} from '../pathway-model.js';
import type { RequestOf } from '../pathway-requests.js';
import { keptFor, totalCost } from '../pathway-money.js';
import { type Answer, done, refused, changed, nextKey } from './answers.js';
import {
  isBedTaken,
  isPersonPlaced,
  isStillOccupied,
  isRoomStillHeld,
  isBedFor,
  moneyObstacle,
  hasPlace,
} from './nights-and-money.js';

export const makeOffer = (model: Model, { referral: of, bed, from, to }: RequestOf<'make-offer'>): Answer => {
  const today = todayOf(model);
  const referral = referralOf(model, of);
  const { person } = referral;
  const decision = latestDecision(model, of);
  if (from < today) return refused('arrival-in-the-past');
  if (from > today + furthestAheadNights) return refused('arrival-too-far-ahead');
  if (to <= from) return refused('dates-not-a-stay');
  if (referral.state === 'closed') return refused('referral-closed');
  if (missingOf(model, referral).length > 0 || decision === undefined) return refused('not-ready-to-place');
  const detox = currentDetox(referral);
  if (detox !== null && from < detox.endsOn) return refused('arrives-before-detox-ends');
  if (to - from > approvedNights(decision)) return refused('stay-exceeds-funding');
  if (!isBedFor(model, person, bed, from, to)) return refused('not-eligible');
  if (model.offers.some((offer) => offer.person === person && offer.state === 'offered'))
    return refused('offer-already-open');
  if (hasPlace(model, person, of)) return refused('person-has-a-place');
  if (isPersonPlaced(model, person, from, to)) return refused('client-already-placed');
  if (isStillOccupied(model, bed)) return refused('bed-still-occupied');
  if (isBedTaken(model, bed, from, to)) return refused('bed-already-taken');
  if (claimedNights(model, decision.key) + to - from > approvedNights(decision))
    return refused('funding-used-up');
  const { partnership } = referral;
  const tooDear = moneyObstacle(model, partnership, keptFor(decision, from, to));
  if (tooDear !== null) return tooDear;
  const key = nextKey('o', model.offers);
  model.offers.push({
    ...{ key, referral: of, partnership, person, bed, decision: decision.key, from, to },
    ...{ state: 'offered', expiresAtMs: null, version: 1 },
  });
  return done(key, 1);
};

/** Why an answer finds no offer that waits for it; null when it does. */
const answerObstacle = (model: Model, offer: Offer, version: number): Answer | null => {
  if (offer.state === 'expired') return refused('offer-expired');
  if (offer.state !== 'offered') return refused('offer-already-resolved');
  if (isDue(model, offer)) return refused('offer-expired');
  return offer.version === version ? null : changed;
};

export const acceptOffer = (model: Model, { offer: of, version }: RequestOf<'accept-offer'>): Answer => {
  const offer = offerOf(model, of);
  const late = answerObstacle(model, offer, version);
  if (late !== null) return late;
  const { from, to, person } = offer;
  const referral = referralOf(model, offer.referral);
  if (referral.state === 'closed') return refused('referral-closed');
  const decision = latestDecision(model, referral.key);
  if (missingOf(model, referral).length > 0 || decision === undefined) return refused('no-longer-ready');
  // Detox may have moved since.
  const detox = currentDetox(referral);
  if (detox !== null && from < detox.endsOn) return refused('arrives-before-detox-ends');
  if (to - from > approvedNights(decision)) return refused('stay-exceeds-funding');
  const held = keptFor(decisionOf(model, offer.decision), from, to);
  if (totalCost({ ...held, weeklyPence: decision.weeklyPence }) !== totalCost(held))
    return refused('price-changed');
  if (isRoomStillHeld(model, person, offer.bed, to)) return refused('place-does-not-fit');
  if (isStillOccupied(model, offer.bed)) return refused('bed-still-occupied');
  if (isPersonPlaced(model, person, from, to)) return refused('client-already-placed');
  if (claimedNights(model, decision.key) + to - from > approvedNights(decision))
    return refused('funding-used-up');
  offer.state = 'accepted';
  offer.version += 1;
  const key = nextKey('p', model.placements);
  model.placements.push({
    ...{ key, offer: of, referral: referral.key, person, decision: decision.key, from, to },
    ...{ partnership: offer.partnership, leaves: [] },
    ...{ beds: [{ bed: offer.bed, from }], paid: [held] },
    ...{ state: 'booked', endedOn: null, late: null, endTold: null, endedBy: null },
    ...{ follows: null, weeklyPence: null, hasGoneOn: false, isRepaired: false, version: 1 },
  });
  return done(key, offer.version);
};

export const endOffer = (
  model: Model,
  { kind, offer: of, version }: RequestOf<'decline-offer' | 'withdraw-offer'>,
): Answer => {
  const offer = offerOf(model, of);
  const late = answerObstacle(model, offer, version);
  if (late !== null) return late;
  offer.state = kind === 'decline-offer' ? 'declined' : 'withdrawn';
  offer.version += 1;
  return done(null, offer.version);
};
