/** Somebody who is here goes on to another provider: proposed by one side, answered by the other. */
import {
  approvedNights,
  bedSince,
  bedOf,
  beds,
  claimedNights,
  currentDetox,
  coveringApproval,
  moveOf,
  nextOf,
  openMove,
  placementOf,
  referralOf,
  todayOf,
  type Decision,
  type Model,
  type Placement,
  type ProviderMove,
} from '../pathway-model.js';
import { atAgreedPrice, giveBack, keptFor } from '../pathway-money.js';
import type { RequestOf } from '../pathway-requests.js';
import { changed, done, nextKey, refused, type Answer } from './answers.js';
import { isBedFor, isBedTaken, isStillOccupied, moneyObstacle } from './nights-and-money.js';

type Onward = Pick<ProviderMove, 'bed' | 'movesOn' | 'to' | 'weeklyPence'>;

/** Why somebody cannot go on to a place; otherwise the decision that pays. */
const weighOnward = (
  model: Model,
  placement: Placement,
  { bed, movesOn, to, weeklyPence }: Onward,
): Answer | Decision => {
  if (placement.state !== 'admitted') return refused('not-in-that-state');
  if (beds[bed].provider === beds[bedOf(placement)].provider) return refused('same-provider');
  // A night here at least, and no day without a bed.
  if (movesOn < Math.max(todayOf(model), bedSince(placement) + 1) || placement.to < movesOn)
    return refused('move-outside-stay');
  if (to <= movesOn) return refused('dates-not-a-stay');
  const detox = currentDetox(referralOf(model, placement.referral));
  if (detox !== null && movesOn < detox.endsOn) return refused('arrives-before-detox-ends');
  // A booking that is to be made: nobody took it over.
  const next = { key: null, referral: placement.referral, follows: placement.key };
  const decision = coveringApproval(model, next, to - movesOn, movesOn);
  if (decision === null) return refused('stay-exceeds-funding');
  if (weeklyPence > decision.weeklyPence) return refused('dearer-than-approved');
  return isBedFor(model, placement.person, bed, movesOn, to) ? decision : refused('not-eligible');
};

const isRefusal = (weighed: Answer | Decision): weighed is Answer => 'kind' in weighed;

export const proposeMove = (
  model: Model,
  { placement: of, bed, movesOn, to, weeklyPence, version }: RequestOf<'propose-move'>,
): Answer => {
  const placement = placementOf(model, of);
  if (placement.version !== version) return changed;
  if (nextOf(model, of) !== undefined) return refused('moves-on-already');
  const weighed = weighOnward(model, placement, { bed, movesOn, to, weeklyPence });
  if (isRefusal(weighed)) return weighed;
  if (openMove(model, of) !== undefined) return refused('move-waits');
  const key = nextKey('m', model.moves);
  model.moves.push({
    ...{ key, placement: of, fromBed: bedOf(placement), bed, movesOn, to, weeklyPence },
    ...{ answer: null, version: 1 },
  });
  return done(key, 1);
};

export const acceptMove = (model: Model, { move: of, version }: RequestOf<'accept-move'>): Answer => {
  const move = moveOf(model, of);
  if (move.version !== version || move.answer !== null) return changed;
  const first = placementOf(model, move.placement);
  const weighed = weighOnward(model, first, move);
  if (isRefusal(weighed)) return weighed;
  const { bed, movesOn, to } = move;
  if (movesOn < first.to) {
    first.to = movesOn;
    first.version += 1;
    giveBack(first, first.from, movesOn);
  }
  if (isStillOccupied(model, bed)) return refused('bed-still-occupied');
  if (isBedTaken(model, bed, movesOn, to)) return refused('bed-already-taken');
  if (claimedNights(model, weighed.key) + to - movesOn > approvedNights(weighed))
    return refused('funding-used-up');
  const held = keptFor(atAgreedPrice(weighed, move), movesOn, to);
  const tooDear = moneyObstacle(model, first.partnership, held);
  if (tooDear !== null) return tooDear;
  const { person, partnership, referral } = first;
  const offer = nextKey('o', model.offers);
  const key = nextKey('p', model.placements);
  const decision = weighed.key;
  model.offers.push({
    ...{ key: offer, referral, partnership, person, bed, decision, from: movesOn, to },
    ...{ state: 'accepted', expiresAtMs: null, version: 2 },
  });
  model.placements.push({
    ...{ key, offer, referral, person, decision, from: movesOn, to, partnership, leaves: [] },
    ...{ beds: [{ bed, from: movesOn }], paid: [held], follows: first.key, weeklyPence: move.weeklyPence },
    ...{
      state: 'booked',
      endedOn: null,
      late: null,
      endTold: null,
      endedBy: null,
      hasGoneOn: false,
      isRepaired: false,
    },
    version: 1,
  });
  move.answer = 'accepted';
  move.version += 1;
  return done(key, 1);
};

export const endMove = (
  model: Model,
  { kind, move: of, version }: RequestOf<'decline-move' | 'withdraw-move'>,
): Answer => {
  const move = moveOf(model, of);
  if (move.version !== version || move.answer !== null) return changed;
  move.answer = kind === 'decline-move' ? 'declined' : 'withdrawn';
  move.version += 1;
  return done(null, move.version);
};
