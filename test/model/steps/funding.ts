/** Asking for money, deciding on it, alone or by two, and what becomes of a decision. */
import {
  approvedNights,
  claimedNights,
  firstLimitPence,
  isDue,
  isLiveOn,
  isUnderNotice,
  latestDecision,
  openProposal,
  openRequest,
  openTakeover,
  referralOf,
  secondLimitPence,
  todayOf,
  type Decision,
  type Key,
  type Model,
  type Referral,
} from '../pathway-model.js';
import type { RequestOf } from '../pathway-requests.js';
import { arePayersChanged, isAllShared, paidAlready, priceOf, sharedWith } from '../pathway-money.js';
import { type Answer, done, refused, changed, nextKey } from './answers.js';
import { placeInView } from './nights-and-money.js';

/** What waits for a second approver is not wanted any more: nobody asks for it, or something else was decided. */
const overtake = (model: Model, referral: Key): void => {
  const proposal = openProposal(model, referral);
  if (proposal === undefined) return;
  proposal.answer = 'overtaken';
  proposal.version += 1;
};

/** Nobody asks the funder any more. */
export const askNoMore = (model: Model, referral: Key): void => {
  const open = openRequest(model, referral);
  if (open !== undefined) {
    open.standing = 'withdrawn';
    open.version += 1;
  }
  overtake(model, referral);
  const takeover = openTakeover(model, referral);
  if (takeover === undefined) return;
  takeover.answer = 'returned';
  takeover.version += 1;
};

/** Whoever has arrived may still be paid for longer; a referral closed otherwise asks for nothing. */
const asksForMoney = (referral: Referral): boolean =>
  referral.state === 'open' || referral.closedReason === 'placed';

export const requestFunding = (
  model: Model,
  { referral, weeks, weeklyPence }: RequestOf<'request-funding'>,
): Answer => {
  if (!asksForMoney(referralOf(model, referral))) return refused('referral-closed');
  if (openRequest(model, referral) !== undefined) return refused('funding-already-requested');
  const key = nextKey('q', model.requests);
  model.requests.push({
    ...{ key, referral, weeks, weeklyPence, standing: 'requested', deferredTo: 'approver', version: 1 },
  });
  return done(key, 1);
};

export const moveRequest = (
  model: Model,
  request: RequestOf<'list-for-panel' | 'defer-request' | 'withdraw-request'>,
): Answer => {
  if (request.kind === 'list-for-panel' && request.panelOn < todayOf(model))
    return refused('panel-in-the-past');
  const open = openRequest(model, request.referral);
  if (open === undefined) return refused('nothing-requested');
  if (open.version !== request.version) return changed;
  open.version += 1;
  if (request.kind === 'defer-request') {
    open.standing = 'deferred';
    open.deferredTo = request.reason === 'more_information' ? 'coordinator' : 'approver';
  } else {
    open.standing = request.kind === 'list-for-panel' ? 'listed' : 'withdrawn';
  }
  if (request.kind === 'withdraw-request') overtake(model, request.referral);
  return done(null, open.version);
};

/** The offer that waits is taken back; one whose time is over is left to that. */
const withdrawUnfunded = (model: Model, referral: Key): void => {
  const offer = model.offers.find((one) => one.referral === referral && one.state === 'offered');
  if (offer === undefined || isDue(model, offer)) return;
  offer.state = 'withdrawn';
  offer.version += 1;
};

/** Why nothing can be decided on a referral that day; null where it can. */
const undecidable = (model: Model, referral: Referral, decidedOn: number): Answer | null => {
  if (decidedOn > todayOf(model)) return refused('decided-in-the-future');
  if (!asksForMoney(referral)) return refused('referral-closed');
  return decidedOn < referral.receivedOn ? refused('decided-before-referral') : null;
};

type Decided = Pick<
  RequestOf<'decide-funding'>,
  'referral' | 'isApproved' | 'decidedOn' | 'weeks' | 'weeklyPence' | 'others'
>;

/** A decision, whoever was entitled to give it. */
const recordDecision = (model: Model, decided: Decided): Answer => {
  const { isApproved, decidedOn, weeks, weeklyPence, others } = decided;
  const referral = referralOf(model, decided.referral);
  const obstacle = undecidable(model, referral, decidedOn);
  if (obstacle !== null) return obstacle;
  const isPaidFor = !isApproved && paidAlready(model, referral.key) !== null;
  if (isPaidFor && openRequest(model, referral.key) === undefined) return refused('approval-in-use');
  const isShared = isApproved && others.length > 0;
  if (isShared && isAllShared(weeklyPence, others)) return refused('shares-exceed-price');
  const key = nextKey('d', model.decisions);
  const before = latestDecision(model, referral.key);
  const decision: Decision = {
    ...{ key, referral: referral.key, isApproved, decidedOn, isRevoked: false, notices: 0, route: 'adp' },
    ...{ tookOver: null, answersRequestAlone: isPaidFor },
    ...(isApproved ? { weeks, weeklyPence } : { weeks: 0, weeklyPence: 0 }),
    shares: isShared ? sharedWith('adp', weeklyPence, others) : null,
  };
  // Money of an offer is held where others would not take it from.
  const isOtherMoney = isApproved && before !== undefined && arePayersChanged(before, decision);
  if (isOtherMoney || (!isApproved && !isPaidFor)) withdrawUnfunded(model, referral.key);
  model.decisions.push(decision);
  const open = openRequest(model, referral.key);
  if (open !== undefined) {
    open.standing = 'decided';
    open.version += 1;
  }
  overtake(model, referral.key);
  return done(key, 1);
};

/** What a yes comes to: its weeks; or, where that is more, what is paid for already with the nights it adds. Unit: pence. */
const yesPence = (
  model: Model,
  referral: Key,
  { weeks, weeklyPence }: Pick<Decided, 'weeks' | 'weeklyPence'>,
): number => {
  const whole = weeks * weeklyPence;
  const paid = paidAlready(model, referral);
  if (paid === null) return whole;
  return Math.max(whole, paid.pence + priceOf(weeklyPence, Math.max(0, weeks * 7 - paid.nights)));
};

/** Whether the first approver of its partnership may give this yes alone. */
export const isWithinLimit = (
  model: Model,
  referral: Key,
  decided: Pick<Decided, 'weeks' | 'weeklyPence'>,
): boolean => yesPence(model, referral, decided) <= firstLimitPence[referralOf(model, referral).partnership];

export const decideFunding = (model: Model, decided: Decided): Answer =>
  decided.isApproved && !isWithinLimit(model, decided.referral, decided)
    ? refused('above-your-limit')
    : recordDecision(model, decided);

export const proposeApproval = (
  model: Model,
  { referral: of, decidedOn, weeks, weeklyPence, others, isExceptional }: RequestOf<'propose-approval'>,
): Answer => {
  const obstacle = undecidable(model, referralOf(model, of), decidedOn);
  if (obstacle !== null) return obstacle;
  if (isWithinLimit(model, of, { weeks, weeklyPence })) return refused('within-your-limit');
  if (others.length > 0 && isAllShared(weeklyPence, others)) return refused('shares-exceed-price');
  if (openProposal(model, of) !== undefined) return refused('already-proposed');
  const key = nextKey('f', model.proposals);
  model.proposals.push({
    ...{ key, referral: of, weeks, weeklyPence, others, decidedOn, isExceptional, answer: null, version: 1 },
  });
  return done(key, 1);
};

export const confirmApproval = (
  model: Model,
  { referral, isByProposer, version }: RequestOf<'confirm-approval'>,
): Answer => {
  const proposal = openProposal(model, referral);
  if (proposal === undefined) return refused('nothing-proposed');
  if (proposal.version !== version) return changed;
  if (isByProposer) return refused('second-approver-needed');
  const { weeks, weeklyPence, others, decidedOn, isExceptional } = proposal;
  if (!isExceptional && yesPence(model, referral, proposal) > secondLimitPence)
    return refused('above-your-limit');
  proposal.answer = 'confirmed';
  proposal.version += 1;
  return recordDecision(model, { referral, isApproved: true, decidedOn, weeks, weeklyPence, others });
};

export const returnProposal = (model: Model, { referral, version }: RequestOf<'return-proposal'>): Answer => {
  const proposal = openProposal(model, referral);
  if (proposal === undefined) return refused('nothing-proposed');
  if (proposal.version !== version) return changed;
  proposal.answer = 'returned';
  proposal.version += 1;
  return done(null, proposal.version);
};

export const approveRequest = (
  model: Model,
  { referral, decidedOn, version }: RequestOf<'approve-request'>,
): Answer => {
  const open = openRequest(model, referral);
  if (open === undefined) return refused('nothing-requested');
  if (open.version !== version) return changed;
  const { weeks, weeklyPence } = open;
  return decideFunding(model, { referral, isApproved: true, decidedOn, weeks, weeklyPence, others: [] });
};

export const revokeApproval = (model: Model, { referral }: RequestOf<'revoke-approval'>): Answer => {
  const latest = latestDecision(model, referral);
  if (latest === undefined || !latest.isApproved || latest.isRevoked) return refused('nothing-approved');
  withdrawUnfunded(model, referral);
  if (claimedNights(model, latest.key) > 0) return refused('approval-in-use');
  latest.isRevoked = true;
  return done(null, null);
};

/** The approval on which nights of a referral rest, the latest of them. */
const claimedDecision = (model: Model, referral: Key): Decision | undefined =>
  model.decisions.findLast(
    (one) => one.referral === referral && approvedNights(one) > 0 && claimedNights(model, one.key) > 0,
  );

export const moveNotice = (
  model: Model,
  { kind, referral }: RequestOf<'give-notice' | 'lift-notice'>,
): Answer => {
  const decision = claimedDecision(model, referral);
  const place = placeInView(model, (one) => one.referral === referral);
  if (kind === 'give-notice' && (decision === undefined || place?.state !== 'booked'))
    return refused('no-bed-booked');
  const stands = decision !== undefined && isUnderNotice(decision);
  if (stands === (kind === 'give-notice')) return refused(stands ? 'notice-stands' : 'no-notice-stands');
  if (decision !== undefined) decision.notices += 1;
  return done(null, null);
};

/** Whether a decision would let somebody stay so long; what a run looks for when it chooses dates. */
export const nightsLeft = (model: Model, decision: Decision | undefined): number =>
  decision !== undefined && isLiveOn(decision, todayOf(model))
    ? approvedNights(decision) - claimedNights(model, decision.key)
    : 0;
