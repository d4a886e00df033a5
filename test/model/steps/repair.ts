/** What was recorded of a stay by mistake is put right: proposed by one, confirmed by another. */
import {
  approvedNights,
  bedOf,
  bedSince,
  claimedNights,
  decisionOf,
  isUnderNotice,
  nextOf,
  openReferral,
  openRepair,
  placementOf,
  referralOf,
  repairOf,
  todayOf,
  type Decision,
  type Model,
  type Placement,
  type Repair,
} from '../pathway-model.js';
import { atAgreedPrice, giveBack, keptFor, paidAgain } from '../pathway-money.js';
import type { RequestOf } from '../pathway-requests.js';
import { changed, done, nextKey, refused, type Answer } from './answers.js';
import {
  isBedFor,
  isBedLivedIn,
  isStillOccupied,
  moneyObstacle,
  nightsObstacle,
  without,
} from './nights-and-money.js';

/** Up to which day a stay has nights. */
const endOf = ({ to, endedOn }: Placement): number => Math.min(to, endedOn ?? to);

/** Why a stay cannot be put right so; null when it can. */
const weighRepair = (
  model: Model,
  placement: Placement,
  { repairKind, day }: Pick<Repair, 'repairKind' | 'day'>,
): Answer | null => {
  const { state, from, to, endedOn, leaves } = placement;
  if (repairKind === 'arrival_undone' && state === 'admitted') {
    if (nextOf(model, placement.key) !== undefined) return refused('goes-on-elsewhere');
    if (bedSince(placement) > from) return refused('was-moved-since');
    return leaves.length > 0 ? refused('was-on-leave') : null;
  }
  if (repairKind === 'leaving_undone' && state === 'ended') return null;
  if (repairKind !== 'arrival_day' || (state !== 'admitted' && state !== 'ended'))
    return refused('repair-not-for-state');
  if (endedOn !== null && endedOn > to) return refused('left-after-planned-day');
  if (day === from) return refused('arrival-day-unchanged');
  if (bedSince(placement) > from) return refused('was-moved-since');
  const latest = Math.min(todayOf(model), endOf(placement) - 1, ...leaves.map((leave) => leave.from));
  return day < referralOf(model, placement.referral).receivedOn || latest < day
    ? refused('arrival-day-outside')
    : null;
};

export const proposeRepair = (
  model: Model,
  { placement: of, repairKind, day, version }: RequestOf<'propose-repair'>,
): Answer => {
  const placement = placementOf(model, of);
  if (placement.version !== version) return changed;
  const obstacle = weighRepair(model, placement, { repairKind, day });
  if (obstacle !== null) return obstacle;
  if (openRepair(model, of) !== undefined) return refused('repair-waits');
  const key = nextKey('x', model.repairs);
  model.repairs.push({
    ...{ key, placement: of, placementVersion: version, repairKind, day, answer: null, version: 1 },
  });
  return done(key, 1);
};

/** Who was asked first about a stay: the last before its decision that nobody took over by. */
const firstDecision = (model: Model, { referral, decision }: Placement): Decision => {
  const approved = model.decisions.filter((one) => one.referral === referral && one.isApproved);
  const upTo = approved.slice(0, approved.findIndex(({ key }) => key === decision) + 1);
  return upTo.findLast(({ tookOver }) => tookOver === null) ?? decisionOf(model, decision);
};

/** The nights that are the person's again must be free; null when they are. */
const nightsMissing = (others: Model, placement: Placement, from: number, to: number): Answer | null => {
  const { person } = placement;
  const bed = bedOf(placement);
  if (isStillOccupied(others, bed)) return refused('bed-still-occupied');
  const taken = nightsObstacle(others, person, bed, from, to);
  if (taken !== null) return taken;
  return isBedFor(others, person, bed, from, to) ? null : refused('room-holds-another-sex');
};

/** The stay has these nights from now on, paid for by whoever pays where they are added. */
const takeNights = (
  model: Model,
  placement: Placement,
  anew: { readonly from: number; readonly to: number } | null,
  after: { readonly from: number; readonly to: number },
): Answer | null => {
  const isBooked = placement.state === 'booked';
  const others = without(model, placement);
  if (anew !== null && !isBooked) {
    const missing = nightsMissing(others, placement, anew.from, anew.to);
    if (missing !== null) return missing;
  }
  const restsOn = isBooked ? firstDecision(model, placement) : decisionOf(model, placement.decision);
  if (restsOn.key !== placement.decision && isUnderNotice(decisionOf(model, placement.decision)))
    return refused('funding-under-notice');
  const isMore = restsOn.key !== placement.decision || (anew !== null && !isBooked);
  if (isMore && claimedNights(others, restsOn.key) + after.to - after.from > approvedNights(restsOn))
    return refused('funding-used-up');
  const paidBy =
    anew !== null && !isBooked && anew.to === after.to ? restsOn : firstDecision(model, placement);
  if (anew !== null) {
    const price = atAgreedPrice(paidBy, placement);
    const slept = {
      from: Math.max(after.from, placement.from),
      to: Math.min(after.to, endOf(placement)),
    };
    const parts = isBooked ? [keptFor(price, anew.from, anew.to)] : paidAgain(placement, anew, slept, price);
    if (isBooked) giveBack(placement, anew.from, anew.from);
    else giveBack(placement, slept.from, slept.to);
    for (const held of parts) {
      const tooDear = moneyObstacle(model, placement.partnership, held);
      if (tooDear !== null) return tooDear;
      placement.paid.push(held);
    }
  } else giveBack(placement, after.from, after.to);
  placement.decision = restsOn.key;
  return null;
};

const undoArrival = (model: Model, placement: Placement): Answer | null => {
  const { referral: of, person, from, to } = placement;
  const first = firstDecision(model, placement);
  if (to - from > approvedNights(first)) return refused('stay-exceeds-funding');
  const referral = referralOf(model, of);
  if (referral.state === 'closed') {
    if (referral.closedReason !== 'placed') return refused('referral-closed');
    if (openReferral(model, person) !== undefined) return refused('person-asked-again');
    referral.state = 'open';
    referral.closedReason = null;
    referral.version += 1;
  }
  placement.state = 'booked';
  return takeNights(model, placement, { from, to }, { from, to });
};

const undoLeaving = (model: Model, placement: Placement): Answer | null => {
  const { from, to, person, key } = placement;
  const endedOn = placement.endedOn ?? to;
  const isEarly = endedOn < to;
  if (isEarly && to - from > approvedNights(decisionOf(model, placement.decision)))
    return refused('stay-exceeds-funding');
  const hasOther = model.placements.some(
    (one) => one.person === person && one.key !== key && (one.state === 'booked' || one.state === 'admitted'),
  );
  if (hasOther) return refused('person-has-a-place');
  if (isBedLivedIn(model, bedOf(placement))) return refused('bed-not-vacated');
  const obstacle = isEarly
    ? takeNights(model, placement, { from: endedOn, to }, { from, to })
    : takeNights(model, placement, null, { from, to });
  if (obstacle !== null) return obstacle;
  placement.state = 'admitted';
  placement.endedOn = null;
  placement.late = null;
  placement.endTold = null;
  placement.endedBy = null;
  return null;
};

const moveArrival = (model: Model, placement: Placement, day: number): Answer | null => {
  const { from } = placement;
  const to = endOf(placement);
  const isEarlier = day < from;
  if (isEarlier && to - day > approvedNights(decisionOf(model, placement.decision)))
    return refused('stay-exceeds-funding');
  const obstacle = takeNights(model, placement, isEarlier ? { from: day, to: from } : null, {
    from: day,
    to,
  });
  if (obstacle !== null) return obstacle;
  placement.from = day;
  placement.beds = [{ bed: bedOf(placement), from: day }];
  return null;
};

export const confirmRepair = (
  model: Model,
  { repair: of, isByProposer, version }: RequestOf<'confirm-repair'>,
): Answer => {
  const repair = repairOf(model, of);
  if (repair.version !== version) return changed;
  if (isByProposer) return refused('second-person-needed');
  const placement = placementOf(model, repair.placement);
  if (placement.version !== repair.placementVersion) return refused('stay-changed-since');
  const unfit = weighRepair(model, placement, repair);
  if (unfit !== null) return unfit;
  const isAnswered = repair.answer !== null;
  const steps = {
    arrival_undone: () => undoArrival(model, placement),
    leaving_undone: () => undoLeaving(model, placement),
    arrival_day: () => moveArrival(model, placement, repair.day),
  };
  const obstacle = steps[repair.repairKind]();
  if (isAnswered) return obstacle ?? changed;
  if (obstacle !== null) return obstacle;
  placement.isRepaired = true;
  placement.version += 1;
  repair.answer = 'confirmed';
  repair.version += 1;
  return done(null, placement.version);
};

export const returnRepair = (model: Model, { repair: of, version }: RequestOf<'return-repair'>): Answer => {
  const repair = repairOf(model, of);
  if (repair.answer !== null || repair.version !== version) return changed;
  repair.answer = 'returned';
  repair.version += 1;
  return done(null, repair.version);
};
