import {
  approvedNights,
  assessedUntil,
  bedOf,
  bedSince,
  beds,
  budgetKey,
  budgetYears,
  claimedNights,
  claimsOf,
  closureOf,
  costOf,
  currentDetox,
  decisionOf,
  detoxBeforeDays,
  firstLimitPence,
  furthestAheadNights,
  isDue,
  isLiveOn,
  isUnderNotice,
  latestDecision,
  missingOf,
  moneyOf,
  offerOf,
  openLeave,
  openProposal,
  openReferral,
  openRequest,
  otherPartnership,
  personOf,
  placementOf,
  receivedDaysAgo,
  referralOf,
  secondLimitPence,
  stillThere,
  todayOf,
  totalCost,
  transferOf,
  urgencyReviewDays,
  validDays,
  yearlyLimitPence,
  type BedKey,
  type Decision,
  type Key,
  type Model,
  type Offer,
  type PaidNights,
  type PartnershipName,
  type Placement,
  type Referral,
} from './pathway-model.js';
import type { Request, RequestOf } from './pathway-requests.js';

/** What the service must answer: done, and what that made or moved; or refused, with this code. */
export type Answer =
  | {
      readonly kind: 'done';
      /** The thing that came to be, by its key here. */
      readonly made: Key | null;
      /** The version of what was moved or made, where it has one. */
      readonly version: number | null;
    }
  | { readonly kind: 'refused'; readonly code: string };

export interface Step {
  readonly model: Model;
  readonly answer: Answer;
}

const done = (made: Key | null, version: number | null): Answer => ({ kind: 'done', made, version });
const refused = (code: string): Answer => ({ kind: 'refused', code });
const changed = refused('changed-since-you-read-it');
const noSuch = refused('not-found');

// Each of the functions below is given a copy of its own to change; a refusal's copy is thrown away.

const nextKey = (letter: string, things: readonly unknown[]): Key => `${letter}${things.length + 1}`;

const closeReferralOf = (referral: Referral, reason: string): void => {
  referral.state = 'closed';
  referral.closedReason = reason;
  referral.version += 1;
};

const noteDeath = (model: Model, person: number): void => {
  personOf(model, person).hasDied = true;
  const open = openReferral(model, person);
  if (open !== undefined) closeReferralOf(open, 'died');
};

const recordReferral = (model: Model, { person }: RequestOf<'record-referral'>): Answer => {
  if (openReferral(model, person) !== undefined) return refused('open-referral-exists');
  if (personOf(model, person).hasDied) return refused('person-recorded-as-died');
  const key = nextKey('r', model.referrals);
  model.referrals.push({
    ...{ key, person, receivedOn: todayOf(model) - receivedDaysAgo, state: 'open', closedReason: null },
    ...{ partnership: personOf(model, person).partnership, needsDetox: personOf(model, person).needsDetox },
    ...{ urgencyReviewOn: todayOf(model) + urgencyReviewDays },
    ...{ assessments: [], detoxes: [], lapsedOn: null, version: 1 },
  });
  return done(key, 1);
};

/** Any fact about an open referral moves it on by one version. */
const moveOn = (referral: Referral, version: number): Answer => {
  if (referral.state === 'closed') return refused('referral-closed');
  if (referral.version !== version) return changed;
  referral.version += 1;
  return done(null, referral.version);
};

const recordAssessment = (
  model: Model,
  { referral: key, heldOn, isSuitable, version }: RequestOf<'record-assessment'>,
): Answer => {
  const today = todayOf(model);
  if (heldOn > today) return refused('held-in-the-future');
  if (heldOn < today - validDays) return refused('held-too-long-ago');
  const referral = referralOf(model, key);
  const moved = moveOn(referral, version);
  if (moved.kind === 'refused') return moved;
  if (referral.lapsedOn !== null && heldOn < referral.lapsedOn) return refused('held-before-relapse');
  referral.assessments.push({ heldOn, isSuitable, hasLapsed: false });
  return moved;
};

const bookDetox = (
  model: Model,
  { referral: key, startsOn, endsOn, version }: RequestOf<'book-detox'>,
): Answer => {
  if (endsOn > todayOf(model) + furthestAheadNights) return refused('detox-too-far-ahead');
  const referral = referralOf(model, key);
  if (startsOn < referral.receivedOn - detoxBeforeDays) return refused('detox-too-long-ago');
  const moved = moveOn(referral, version);
  if (moved.kind === 'refused') return moved;
  if (referral.lapsedOn !== null && endsOn <= referral.lapsedOn) return refused('detox-before-relapse');
  referral.detoxes.push({ startsOn, endsOn, hasLapsed: false });
  return moved;
};

const correctReferral = (
  model: Model,
  { referral: key, needsDetox, version }: RequestOf<'correct-referral'>,
): Answer => {
  const referral = referralOf(model, key);
  if (referral.state === 'closed') return refused('referral-closed');
  if (referral.version !== version) return changed;
  if (referral.needsDetox === needsDetox) return refused('nothing-corrected');
  referral.needsDetox = needsDetox;
  referral.version += 1;
  return done(null, referral.version);
};

/** What somebody has in view or lives in, the most pressing first; of one referral, or whatever referral it came of. */
export const placeInView = (
  model: Model,
  isTheirs: (place: { readonly referral: Key; readonly person: number }) => boolean,
): Offer | Placement | undefined => {
  const places = model.placements.filter(isTheirs);
  return (
    places.find(({ state }) => state === 'admitted') ??
    places.find(({ state }) => state === 'booked') ??
    model.offers.find((offer) => isTheirs(offer) && offer.state === 'offered')
  );
};

/** Of a referral that is closed the offer is taken back, the booking ended; one whose time was over ends as what it is. */
const letGo = (model: Model, place: Offer | Placement): void => {
  if ('beds' in place) {
    place.state = 'never_started';
    place.endTold = 'booking-ended';
    place.endedBy = 'partnership';
  } else if (place.state === 'offered') place.state = isDue(model, place) ? 'expired' : 'withdrawn';
  place.version += 1;
};

/** What waits for a second approver is not wanted any more: nobody asks for it, or something else was decided. */
const overtake = (model: Model, referral: Key): void => {
  const proposal = openProposal(model, referral);
  if (proposal === undefined) return;
  proposal.answer = 'overtaken';
  proposal.version += 1;
};

const closeReferral = (
  model: Model,
  { referral: key, reason, place: shown, version }: RequestOf<'close-referral'>,
): Answer => {
  const referral = referralOf(model, key);
  if (referral.state === 'closed') return refused('referral-closed');
  if (referral.version !== version) return changed;
  const isDeath = reason === 'died';
  const place = placeInView(model, (one) =>
    isDeath ? one.person === referral.person : one.referral === key,
  );
  if (place?.state === 'admitted') return refused(isDeath ? 'died-in-a-place' : 'stay-runs');
  if (place !== undefined && shown === null)
    return refused(place.state === 'booked' ? 'bed-booked' : 'offer-open');
  if (place !== undefined && (place.key !== shown?.key || place.version !== shown.version))
    return refused('place-changed-since-shown');
  if (isDeath) noteDeath(model, referral.person);
  else closeReferralOf(referral, reason);
  if (place !== undefined) letGo(model, place);
  askNoMore(model, key);
  return done(null, referral.version);
};

/** Nobody asks the funder any more. */
const askNoMore = (model: Model, referral: Key): void => {
  const open = openRequest(model, referral);
  if (open !== undefined) {
    open.standing = 'withdrawn';
    open.version += 1;
  }
  overtake(model, referral);
};

const askTransfer = (model: Model, { referral: of, isByTaker }: RequestOf<'ask-transfer'>): Answer => {
  const { state, partnership } = referralOf(model, of);
  if (state === 'closed') return isByTaker ? noSuch : refused('referral-closed');
  if (model.transfers.some((one) => one.referral === of && one.state === 'asked'))
    return refused('transfer-asked-already');
  const key = nextKey('t', model.transfers);
  const askedBy = isByTaker ? otherPartnership[partnership] : partnership;
  model.transfers.push({ key, referral: of, from: partnership, askedBy, state: 'asked', version: 1 });
  return done(key, 1);
};

const answerTransfer = (
  model: Model,
  {
    kind,
    transfer: of,
    isByWrongSide,
    version,
  }: RequestOf<'accept-transfer' | 'decline-transfer' | 'withdraw-transfer'>,
): Answer => {
  const transfer = transferOf(model, of);
  if (transfer.state !== 'asked') return refused('transfer-answered');
  if (isByWrongSide) return refused('other-side-answers');
  if (kind === 'accept-transfer') {
    const referral = referralOf(model, transfer.referral);
    if (referral.state === 'closed') return refused('referral-closed');
    const place = placeInView(model, ({ person }) => person === referral.person);
    if (place !== undefined) return refused(heldAs[place.state] ?? '');
    if (transfer.version !== version) return changed;
    referral.partnership = otherPartnership[transfer.from];
    personOf(model, referral.person).partnership = referral.partnership;
    referral.version += 1;
    // Promises of the partnership that is left.
    askNoMore(model, referral.key);
    const latest = latestDecision(model, referral.key);
    if (latest?.isApproved === true) latest.isRevoked = true;
  }
  if (transfer.version !== version) return changed;
  transfer.state = answersOf[kind];
  transfer.version += 1;
  return done(null, transfer.version);
};

const heldAs: Readonly<Record<string, string>> = {
  offered: 'offer-open',
  booked: 'bed-booked',
  admitted: 'stay-runs',
};
const answersOf = {
  'accept-transfer': 'accepted',
  'decline-transfer': 'declined',
  'withdraw-transfer': 'withdrawn',
} as const;

/** Whoever has arrived may still be paid for longer; a referral closed otherwise asks for nothing. */
const asksForMoney = (referral: Referral): boolean =>
  referral.state === 'open' || referral.closedReason === 'placed';

const requestFunding = (
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

const moveRequest = (
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
  'referral' | 'isApproved' | 'decidedOn' | 'weeks' | 'weeklyPence'
>;

/** A decision, whoever was entitled to give it. */
const recordDecision = (model: Model, decided: Decided): Answer => {
  const { isApproved, decidedOn, weeks, weeklyPence } = decided;
  const referral = referralOf(model, decided.referral);
  const obstacle = undecidable(model, referral, decidedOn);
  if (obstacle !== null) return obstacle;
  const key = nextKey('d', model.decisions);
  const granted = isApproved ? { weeks, weeklyPence } : { weeks: 0, weeklyPence: 0 };
  model.decisions.push({
    ...{ key, referral: referral.key, isApproved, decidedOn, ...granted, isRevoked: false, notices: 0 },
  });
  if (!isApproved) withdrawUnfunded(model, referral.key);
  const open = openRequest(model, referral.key);
  if (open !== undefined) {
    open.standing = 'decided';
    open.version += 1;
  }
  overtake(model, referral.key);
  return done(key, 1);
};

/** Whether the first approver of its partnership may give this yes alone. */
export const isWithinLimit = (
  model: Model,
  referral: Key,
  { weeks, weeklyPence }: Pick<Decided, 'weeks' | 'weeklyPence'>,
): boolean => weeks * weeklyPence <= firstLimitPence[referralOf(model, referral).partnership];

const decideFunding = (model: Model, decided: Decided): Answer => {
  const answer = recordDecision(model, decided);
  return answer.kind === 'refused' || !decided.isApproved || isWithinLimit(model, decided.referral, decided)
    ? answer
    : refused('above-your-limit');
};

const proposeApproval = (
  model: Model,
  { referral: of, decidedOn, weeks, weeklyPence, isExceptional }: RequestOf<'propose-approval'>,
): Answer => {
  const obstacle = undecidable(model, referralOf(model, of), decidedOn);
  if (obstacle !== null) return obstacle;
  if (isWithinLimit(model, of, { weeks, weeklyPence })) return refused('within-your-limit');
  if (openProposal(model, of) !== undefined) return refused('already-proposed');
  const key = nextKey('f', model.proposals);
  model.proposals.push({
    ...{ key, referral: of, weeks, weeklyPence, decidedOn, isExceptional, answer: null, version: 1 },
  });
  return done(key, 1);
};

const confirmApproval = (
  model: Model,
  { referral, isByProposer, version }: RequestOf<'confirm-approval'>,
): Answer => {
  const proposal = openProposal(model, referral);
  if (proposal === undefined) return refused('nothing-proposed');
  if (proposal.version !== version) return changed;
  if (isByProposer) return refused('second-approver-needed');
  const { weeks, weeklyPence, decidedOn, isExceptional } = proposal;
  if (!isExceptional && weeks * weeklyPence > secondLimitPence) return refused('above-your-limit');
  proposal.answer = 'confirmed';
  proposal.version += 1;
  return recordDecision(model, { referral, isApproved: true, decidedOn, weeks, weeklyPence });
};

const returnProposal = (model: Model, { referral, version }: RequestOf<'return-proposal'>): Answer => {
  const proposal = openProposal(model, referral);
  if (proposal === undefined) return refused('nothing-proposed');
  if (proposal.version !== version) return changed;
  proposal.answer = 'returned';
  proposal.version += 1;
  return done(null, proposal.version);
};

const approveRequest = (
  model: Model,
  { referral, decidedOn, version }: RequestOf<'approve-request'>,
): Answer => {
  const open = openRequest(model, referral);
  if (open === undefined) return refused('nothing-requested');
  if (open.version !== version) return changed;
  const { weeks, weeklyPence } = open;
  return decideFunding(model, { referral, isApproved: true, decidedOn, weeks, weeklyPence });
};

const revokeApproval = (model: Model, { referral }: RequestOf<'revoke-approval'>): Answer => {
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

const moveNotice = (model: Model, { kind, referral }: RequestOf<'give-notice' | 'lift-notice'>): Answer => {
  const decision = claimedDecision(model, referral);
  const place = placeInView(model, (one) => one.referral === referral);
  if (kind === 'give-notice' && (decision === undefined || place?.state !== 'booked'))
    return refused('no-bed-booked');
  const stands = decision !== undefined && isUnderNotice(decision);
  if (stands === (kind === 'give-notice')) return refused(stands ? 'notice-stands' : 'no-notice-stands');
  if (decision !== undefined) decision.notices += 1;
  return done(null, null);
};

// ---- Beds, nights, money ----

const meet = (fromA: number, toA: number, fromB: number, toB: number): boolean =>
  Math.max(fromA, fromB) < Math.min(toA, toB);

/** Whether a bed is somebody else's on one of the nights, or on one that would be kept clear after them. */
const isBedTaken = (model: Model, bed: BedKey, from: number, to: number): boolean =>
  claimsOf(model).some(
    (claim) =>
      claim.bed === bed &&
      // Nights kept clear may lie under nights out of service.
      (claim.person === null
        ? meet(from, to, claim.from, claim.to)
        : meet(from, to + beds[bed].clearNights, claim.from, claim.clear)),
  );

const isPersonPlaced = (model: Model, person: number, from: number, to: number): boolean =>
  claimsOf(model).some((claim) => claim.person === person && meet(from, to, claim.from, claim.to));

/** Whether somebody is still in the bed past the day they were to leave. */
const isStillOccupied = (model: Model, bed: BedKey): boolean =>
  stillThere(model).some((placement) => bedOf(placement) === bed);

/** Whether somebody of another sex is still in the bed's room past the day they were to leave. */
const isRoomStillHeld = (model: Model, person: number, bed: BedKey, to: number): boolean => {
  const { room } = beds[bed];
  const { sex } = personOf(model, person);
  return (
    room !== null &&
    stillThere(model).some(
      (other) =>
        other.person !== person &&
        beds[bedOf(other)].room === room &&
        personOf(model, other.person).sex !== sex &&
        other.to < to,
    )
  );
};

/** Whether the bed is for this person: its sex, and that of whoever sleeps in its room. */
const isBedFor = (model: Model, person: number, bed: BedKey, from: number, to: number): boolean => {
  const { sex } = personOf(model, person);
  const { onlyFor, room } = beds[bed];
  if (onlyFor !== null && onlyFor !== sex) return false;
  if (isRoomStillHeld(model, person, bed, to)) return false;
  return (
    room === null ||
    claimsOf(model).every(
      (claim) =>
        claim.person === null ||
        beds[claim.bed].room !== room ||
        personOf(model, claim.person).sex === sex ||
        !meet(from, to, claim.from, claim.to),
    )
  );
};

/** The first thing that the money of some nights lacks; null when there is enough in every year they touch. */
const moneyObstacle = (model: Model, partnership: PartnershipName, paid: PaidNights): Answer | null => {
  const money = moneyOf(model);
  for (const { year, pence } of costOf(paid)) {
    if (!budgetYears.includes(year)) return refused('budget-missing');
    const { held, spent } = money.get(budgetKey(partnership, year)) ?? { held: 0, spent: 0 };
    if (held + spent + pence > yearlyLimitPence[partnership]) return refused('budget-exhausted');
  }
  return null;
};

const hasPlace = (model: Model, person: number, referral: Key): boolean =>
  model.placements.some(
    (placement) =>
      placement.person === person &&
      (placement.state === 'booked' ||
        placement.state === 'admitted' ||
        (placement.state === 'ended' && placement.referral === referral)),
  );

const makeOffer = (model: Model, { referral: of, bed, from, to }: RequestOf<'make-offer'>): Answer => {
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
  const tooDear = moneyObstacle(model, partnership, { from, to, weeklyPence: decision.weeklyPence });
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

const acceptOffer = (model: Model, { offer: of, version }: RequestOf<'accept-offer'>): Answer => {
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
  const held: PaidNights = { from, to, weeklyPence: decisionOf(model, offer.decision).weeklyPence };
  if (totalCost({ ...held, weeklyPence: decision.weeklyPence }) !== totalCost(held))
    return refused('price-changed');
  if (isRoomStillHeld(model, person, offer.bed, to)) return refused('place-does-not-fit');
  if (isStillOccupied(model, offer.bed)) return refused('bed-still-occupied');
  if (
    decision.key !== offer.decision &&
    claimedNights(model, decision.key) + to - from > approvedNights(decision)
  )
    return refused('funding-used-up');
  offer.state = 'accepted';
  offer.version += 1;
  const key = nextKey('p', model.placements);
  model.placements.push({
    ...{ key, offer: of, referral: referral.key, person, decision: decision.key, from, to },
    ...{ partnership: offer.partnership, leaves: [] },
    ...{ beds: [{ bed: offer.bed, from }], paid: [{ ...held, until: to }] },
    ...{ state: 'booked', endedOn: null, late: null, endTold: null, endedBy: null, version: 1 },
  });
  return done(key, offer.version);
};

const endOffer = (
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

/** Where the placement is not in the state, or at the version, that a step is taken from; null when it is. */
const stepObstacle = (placement: Placement, state: Placement['state'], version: number): Answer | null => {
  if (placement.state !== state) return refused('not-in-that-state');
  return placement.version === version ? null : changed;
};

const admit = (
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
  if (isBedLivedIn(model, bedOf(placement))) return refused('bed-not-vacated');
  if (isUnderNotice(decisionOf(model, placement.decision)) && !knowsOfNotice)
    return refused('funding-under-notice');
  placement.state = 'admitted';
  placement.from = admittedOn;
  placement.version += 1;
  return done(null, placement.version);
};

const recordLeave = (
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

const recordReturn = (
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

/** Everything but what one placement has. */
const without = (model: Model, { key }: Placement): Model => ({
  ...model,
  placements: model.placements.filter((one) => one.key !== key),
});

const isBedLivedIn = (model: Model, bed: BedKey): boolean =>
  model.placements.some((placement) => placement.state === 'admitted' && bedOf(placement) === bed);

/** Why nights in a bed cannot be somebody's, all but their own left out of the reckoning; null when they can. */
const nightsObstacle = (
  others: Model,
  person: number,
  bed: BedKey,
  from: number,
  to: number,
): Answer | null => {
  if (isPersonPlaced(others, person, from, to)) return refused('client-already-placed');
  return isBedTaken(others, bed, from, to) ? refused('bed-already-taken') : null;
};

const extend = (
  model: Model,
  { placement: of, to, version }: Pick<RequestOf<'extend'>, 'placement' | 'to' | 'version'>,
): Answer => {
  const placement = placementOf(model, of);
  const obstacle = stepObstacle(placement, 'admitted', version);
  if (obstacle !== null) return obstacle;
  const { person, from, to: was } = placement;
  const bed = bedOf(placement);
  if (to <= was) return refused('not-later-than-now');
  const decision = latestDecision(model, placement.referral);
  if (decision === undefined || to - from > approvedNights(decision)) return refused('stay-exceeds-funding');
  const others = without(model, placement);
  if (!isBedFor(others, person, bed, bedSince(placement), to)) return refused('place-does-not-fit');
  const taken = nightsObstacle(others, person, bed, was, to);
  if (taken !== null) return taken;
  if (claimedNights(others, decision.key) + to - from > approvedNights(decision))
    return refused('funding-used-up');
  const added: PaidNights = { from: was, to, weeklyPence: decision.weeklyPence };
  const tooDear = moneyObstacle(model, placement.partnership, added);
  if (tooDear !== null) return tooDear;
  placement.to = to;
  placement.decision = decision.key;
  placement.paid.push({ ...added, until: to });
  placement.version += 1;
  return done(null, placement.version);
};

/** A booking is held for other nights instead: what it rests on is weighed afresh. */
const moveBooking = (model: Model, placement: Placement, from: number, to: number): Answer => {
  const { person } = placement;
  const bed = bedOf(placement);
  const detox = currentDetox(referralOf(model, placement.referral));
  if (detox !== null && from < detox.endsOn) return refused('arrives-before-detox-ends');
  const decision = latestDecision(model, placement.referral);
  if (decision === undefined || to - from > approvedNights(decision)) return refused('stay-exceeds-funding');
  const others = without(model, placement);
  if (!isBedFor(others, person, bed, from, to)) return refused('place-does-not-fit');
  const taken = nightsObstacle(others, person, bed, from, to);
  if (taken !== null) return taken;
  // A notice stands on the decision it was given on: the booking does not slip from under it.
  if (placement.decision !== decision.key && isUnderNotice(decisionOf(model, placement.decision)))
    return refused('funding-under-notice');
  if (claimedNights(others, decision.key) + to - from > approvedNights(decision))
    return refused('funding-used-up');
  const held: PaidNights = { from, to, weeklyPence: decision.weeklyPence };
  const tooDear = moneyObstacle(others, placement.partnership, held);
  if (tooDear !== null) return tooDear;
  placement.from = from;
  placement.to = to;
  placement.beds = [{ bed, from }];
  placement.decision = decision.key;
  placement.paid = [{ ...held, until: to }];
  placement.version += 1;
  return done(null, placement.version);
};

/** The planned end comes earlier: the nights after it, and their money, are free. */
const shorten = (model: Model, placement: Placement, to: number): Answer => {
  if (to < Math.max(todayOf(model), bedSince(placement) + 1)) return refused('end-too-early');
  placement.to = to;
  for (const paid of placement.paid) paid.until = Math.min(paid.until, to);
  placement.version += 1;
  return done(null, placement.version);
};

const changeDates = (
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

const moveBed = (model: Model, { placement: of, bed, movesOn, version }: RequestOf<'move-bed'>): Answer => {
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

/** The first of some days that satisfies; the day after them where none does. */
const firstDayThat = (from: number, to: number, satisfies: (day: number) => boolean): number => {
  for (let day = from; day < to; day += 1) if (satisfies(day)) return day;
  return to;
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
  placement.late = { nightsTo, readyTo };
  const decision = latestDecision(model, placement.referral);
  const paidTo = Math.min(nightsTo, from + approvedNights(decision));
  if (decision === undefined || paidTo <= to) return;
  const added: PaidNights = { from: to, to: paidTo, weeklyPence: decision.weeklyPence };
  if (moneyObstacle(model, placement.partnership, added) !== null) return;
  placement.to = paidTo;
  placement.decision = decision.key;
  placement.paid.push({ ...added, until: paidTo });
};

const endsTold = { completed: 'left', dropped_out: 'left-unplanned', died: 'stay-ended' } as const;

const discharge = (
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
  if (endedOn > placement.to) settleLate(model, placement, endedOn);
  placement.state = 'ended';
  placement.endTold = endsTold[reason];
  placement.endedBy = 'provider';
  placement.endedOn = endedOn;
  placement.version += 1;
  return done(null, placement.version);
};

/** What was assessed, and booked for detox, before a relapse counts no longer. */
const lapse = (model: Model, referral: Referral): void => {
  const counts = assessedUntil(referral) !== null || currentDetox(referral) !== null;
  if (referral.state === 'closed' || !counts) return;
  for (const fact of [...referral.assessments, ...referral.detoxes]) fact.hasLapsed = true;
  referral.lapsedOn = todayOf(model);
  referral.version += 1;
};

const neverStarted = (
  model: Model,
  { placement: of, reason, version }: RequestOf<'never-started'>,
): Answer => {
  const placement = placementOf(model, of);
  const obstacle = stepObstacle(placement, 'booked', version);
  if (obstacle !== null) return obstacle;
  if (reason === 'died') noteDeath(model, placement.person);
  if (reason === 'relapse_or_unstable') lapse(model, referralOf(model, placement.referral));
  placement.state = 'never_started';
  placement.endTold = reason === 'died' ? 'booking-ended' : 'did-not-come';
  placement.endedBy = 'provider';
  placement.version += 1;
  return done(null, placement.version);
};

const closeBed = (model: Model, { bed, from, to }: RequestOf<'close-bed'>): Answer => {
  const isInUse = claimsOf(model).some((claim) => claim.bed === bed && meet(from, to, claim.from, claim.to));
  if (isInUse || isStillOccupied(model, bed)) return refused('nights-in-use');
  const key = nextKey('c', model.closures);
  model.closures.push({ key, bed, from, to, state: 'planned', version: 1 });
  return done(key, 1);
};

const reopenBed = (model: Model, { closure: of, version }: RequestOf<'reopen-bed'>): Answer => {
  const closure = closureOf(model, of);
  const today = todayOf(model);
  if (closure.state === 'cancelled') return refused('already-cancelled');
  if (closure.to <= today) return refused('out-of-service-is-over');
  if (closure.version !== version) return changed;
  if (closure.from < today) closure.to = today;
  else closure.state = 'cancelled';
  closure.version += 1;
  return done(null, closure.version);
};

const apply = (model: Model, request: Request): Answer => {
  switch (request.kind) {
    case 'record-referral':
      return recordReferral(model, request);
    case 'record-assessment':
      return recordAssessment(model, request);
    case 'book-detox':
      return bookDetox(model, request);
    case 'correct-referral':
      return correctReferral(model, request);
    case 'close-referral':
      return closeReferral(model, request);
    case 'ask-transfer':
      return askTransfer(model, request);
    case 'accept-transfer':
    case 'decline-transfer':
    case 'withdraw-transfer':
      return answerTransfer(model, request);
    case 'request-funding':
      return requestFunding(model, request);
    case 'list-for-panel':
    case 'defer-request':
    case 'withdraw-request':
      return moveRequest(model, request);
    case 'approve-request':
      return approveRequest(model, request);
    case 'decide-funding':
      return decideFunding(model, request);
    case 'propose-approval':
      return proposeApproval(model, request);
    case 'confirm-approval':
      return confirmApproval(model, request);
    case 'return-proposal':
      return returnProposal(model, request);
    case 'revoke-approval':
      return revokeApproval(model, request);
    case 'give-notice':
    case 'lift-notice':
      return moveNotice(model, request);
    case 'make-offer':
      return makeOffer(model, request);
    case 'accept-offer':
      return acceptOffer(model, request);
    case 'decline-offer':
    case 'withdraw-offer':
      return endOffer(model, request);
    case 'admit':
      return admit(model, request);
    case 'record-leave':
      return recordLeave(model, request);
    case 'record-return':
      return recordReturn(model, request);
    case 'extend':
      return extend(model, request);
    case 'change-dates':
      return changeDates(model, request);
    case 'move-bed':
      return moveBed(model, request);
    case 'discharge':
      return discharge(model, request);
    case 'never-started':
      return neverStarted(model, request);
    case 'close-bed':
      return closeBed(model, request);
    case 'reopen-bed':
      return reopenBed(model, request);
  }
};

/** What a request must be answered, and everything as it is afterwards. The model given stays as it was. */
export const step = (model: Model, request: Request): Step => {
  if (request.isOutsider === true) return { model, answer: noSuch };
  const next = structuredClone(model);
  const answer = apply(next, request);
  return { model: answer.kind === 'done' ? next : model, answer };
};

/** Time passes, and nothing else. */
export const later = (model: Model, ms: number): Model => ({ ...model, nowMs: model.nowMs + ms });

/** Offers whose time is up are let go. */
export const expireDue = (model: Model): Model => {
  const next = structuredClone(model);
  for (const offer of next.offers) {
    if (!isDue(next, offer)) continue;
    offer.state = 'expired';
    offer.version += 1;
  }
  return next;
};

/** Every message that is due is acted on: offers end in time, and who has arrived asks no longer. */
export const deliver = (model: Model): Model => {
  const next = expireDue(model);
  for (const { state, referral: key } of next.placements) {
    const referral = referralOf(next, key);
    if ((state === 'admitted' || state === 'ended') && referral.state === 'open')
      closeReferralOf(referral, 'placed');
  }
  return next;
};

/** The service has said until when an offer may be answered. */
export const learnExpiry = (model: Model, offer: Key, expiresAtMs: number): Model => {
  const next = structuredClone(model);
  offerOf(next, offer).expiresAtMs = expiresAtMs;
  return next;
};

/** Whether a decision would let somebody stay so long; what a run looks for when it chooses dates. */
export const nightsLeft = (model: Model, decision: Decision | undefined): number =>
  decision !== undefined && isLiveOn(decision, todayOf(model))
    ? approvedNights(decision) - claimedNights(model, decision.key)
    : 0;
