import type { Scope } from '../../../kernel/actor.js';
import type { IdSource } from '../../../kernel/ids.js';
import { addNights, type IsoDate } from '../../../kernel/iso-date.js';
import { pence, type Pence } from '../../../kernel/money.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import { nightCount, type Stay } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import {
  isClaimable,
  longestTurnaroundNights,
  type BedUnit,
  type ReadCalendars,
} from '../../capacity/contract/availability.js';
import type { LedgerRefusal } from '../../capacity/contract/ledger.js';
import type { FundingUsedUp } from '../../funding/contract/approved-nights.js';
import {
  costByYear,
  shareAmongPayers,
  type BudgetRefusal,
  type FundingDecision,
} from '../../funding/contract/funding.js';
import type { TakeClient } from '../../referrals/contract/facts.js';
import { offerFellDueV1, offerMadeV1, placementChangedV1, providerMoveMovedV1 } from '../contract/events.js';
import { weighAtOnce, type OfferAlreadyOpen, type ProjectAlreadyOffered } from '../domain/offers-at-once.js';
import type { Offer } from '../domain/offer.js';
import type { Placement } from '../domain/placement.js';
import {
  atAgreedRate,
  onwardDays,
  weighOnward,
  type MoveDeclineReason,
  type OnwardFacts,
  type OnwardObstacle,
  type OnwardPlace,
} from '../domain/provider-move.js';
import { giveBackNights, recordStep, releaseUnslept, type ChangePlacementDeps } from './change-placement.js';
import type { CheckFitDeps } from './check-fit.js';
import { coverOfOnward, type CoverOfStayDeps } from './cover-of-stay.js';
import type { OfferRepository } from './ports.js';
import { recordResolution } from './resolve-offer.js';
import { hasAPlace, type PersonHasAPlace, type ReadStanding } from './standing-place.js';

/** A place at another provider, proposed for somebody who is here. `providerId` is the one that is asked. */
export interface ProviderMove extends OnwardPlace {
  readonly moveId: string;
  readonly placementId: string;
  readonly partnershipId: string;
  readonly fromProviderId: string;
  readonly providerId: string;
  readonly projectId: string;
  readonly reason: string;
  readonly proposedBy: string;
  readonly version: number;
}

/** How a move was answered. */
export type MoveAnswer =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'declined'; readonly reason: MoveDeclineReason; readonly note: string | null }
  | { readonly kind: 'withdrawn' };

/** Moves as rows: one open for a stay, answered once. */
export interface ProviderMoveRepository {
  /** Null outside scope or when unknown: a provider finds those it is asked for, and with `leaving` those of its own. */
  find(tx: Tx, scope: Scope, moveId: string, side: 'receiving' | 'leaving'): Promise<ProviderMove | null>;
  /** The one of a stay that waits for its answer; null when none does. */
  findOpen(tx: Tx, placementId: string): Promise<Pick<ProviderMove, 'moveId' | 'version'> | null>;
  /** False when one waits already. */
  insert(tx: Tx, move: ProviderMove): Promise<boolean>;
  /** False when it was answered since. */
  answer(
    tx: Tx,
    move: Pick<ProviderMove, 'moveId' | 'version'>,
    answer: MoveAnswer,
    answeredBy: string,
  ): Promise<boolean>;
}

/** What moving somebody on to another provider needs. */
export interface ProviderMoveDeps extends ChangePlacementDeps, CheckFitDeps {
  readonly moves: ProviderMoveRepository;
  readonly offers: OfferRepository;
  readonly takeClient: TakeClient;
  readonly readStanding: ReadStanding;
  readonly readStayWeighing: CoverOfStayDeps['readStayWeighing'];
  readonly newId: IdSource;
}

type ReadOnwardDeps = Pick<
  ProviderMoveDeps,
  | 'placements'
  | 'readReferral'
  | 'readUnit'
  | 'readRoomMix'
  | 'readAdmissionRules'
  | 'readStayWeighing'
  | 'now'
>;

/** Reads what a move rests on; `bed-not-found` for a bed nobody knows. */
const readFacts = async (
  deps: ReadOnwardDeps,
  tx: Tx,
  placement: Placement,
  { bedId, movesOn, departsOn }: Omit<OnwardPlace, 'weeklyRatePence'>,
): Promise<Outcome<OnwardFacts, { readonly code: 'not-found' } | { readonly code: 'bed-not-found' }>> => {
  const { referralId } = placement;
  const referral = await deps.readReferral(tx, { kind: 'national' }, referralId);
  if (referral === null) return refuse({ code: 'not-found' });
  const unit = await deps.readUnit(tx, bedId);
  if (unit === null) return refuse({ code: 'bed-not-found' });
  const stay = { arrivesOn: movesOn, departsOn };
  // Dates that are no stay are refused whatever is in the room, and could be centuries.
  const mix = unit.roomId === null || !isClaimable(stay) ? [] : await deps.readRoomMix(tx, stay, unit.roomId);
  const { today } = await deps.now(tx);
  return done({
    ...{ placement, referral, unit, today, roomMix: mix },
    bedSinceOn: await deps.placements.readBedSince(tx, placement),
    cover: (await coverOfOnward(deps, tx, placement, stay)).cover,
    rules: await deps.readAdmissionRules(tx, movesOn, unit.projectId),
  });
};

/** A move as it was recorded. */
export type MoveMoved = { readonly moveId: string; readonly version: number };

/** As the domain says; or nothing to be found, not as it was read, or another waits or was agreed. */
export type ProposeMoveRefusal =
  | OnwardObstacle
  | { readonly code: 'not-found' }
  | { readonly code: 'bed-not-found' }
  | { readonly code: 'changed-since-you-read-it' }
  | { readonly code: 'move-waits' }
  | { readonly code: 'moves-on-already'; readonly placementId: string };

/**
 * Proposes a place at another provider for somebody who is here, from a day on. Nothing is held and nothing changes until that
 * provider accepts: the person has a bed, and money and nights are not taken twice.
 */
export const makeProposeMove =
  (deps: ProviderMoveDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: OnwardPlace & {
      readonly memberId: string;
      readonly placementId: string;
      readonly expectedVersion: number;
      readonly reason: string;
    },
  ): Promise<Outcome<MoveMoved, ProposeMoveRefusal>> => {
    const { placementId, expectedVersion, memberId, reason, bedId, movesOn, departsOn, weeklyRatePence } =
      command;
    const seen = await deps.placements.find(tx, scope, placementId);
    if (seen === null) return refuse({ code: 'not-found' });
    // Whoever records that they left takes the person's row too: nothing is proposed for a stay that has just ended.
    await deps.takeClient(tx, { kind: 'national' }, seen.referralId);
    const placement = (await deps.placements.find(tx, scope, placementId)) ?? seen;
    if (placement.version !== expectedVersion) return refuse({ code: 'changed-since-you-read-it' });
    const next = await deps.placements.readNext(tx, placementId);
    if (next !== null) return refuse({ code: 'moves-on-already', placementId: next.placementId });
    const facts = await readFacts(deps, tx, placement, command);
    if (!facts.ok) return facts;
    const weighed = weighOnward(facts.value, command);
    if (!weighed.ok) return weighed;
    const { unit } = facts.value;
    const move: ProviderMove = {
      ...{ moveId: deps.newId(), placementId, partnershipId: placement.partnershipId },
      ...{ fromProviderId: placement.providerId, providerId: unit.providerId, projectId: unit.projectId },
      ...{ bedId, movesOn, departsOn, weeklyRatePence, reason, proposedBy: memberId, version: 1 },
    };
    if (!(await deps.moves.insert(tx, move))) return refuse({ code: 'move-waits' });
    await deps.audit(tx, {
      action: 'placements.provider-move-proposed',
      subjectKind: 'provider_move',
      subjectId: move.moveId,
      version: 1,
      after: { placementId, bedId, movesOn, departsOn, weeklyRatePence },
      reason,
    });
    await deps.events(tx, providerMoveMovedV1.make({ moveId: move.moveId }));
    return done({ moveId: move.moveId, version: 1 });
  };

/** Who answers which move, at the version they read. */
export interface MoveStep {
  readonly memberId: string;
  readonly moveId: string;
  readonly expectedVersion: number;
}

/** Why the place cannot be taken: as when it was proposed, or what the nights, the person or the money say now. */
export type AcceptMoveRefusal =
  | OnwardObstacle
  | LedgerRefusal
  | FundingUsedUp
  | BudgetRefusal
  | PersonHasAPlace
  | { readonly code: 'not-found' }
  | { readonly code: 'bed-not-found' }
  | { readonly code: 'changed-since-you-read-it' }
  | OfferAlreadyOpen
  | ProjectAlreadyOffered;

/** The row of the offer behind every stay: here it is made and taken in one moment, so it only says so. Unit: hours. */
const answerHours = 1;

const offerOf = (
  offerId: string,
  { referralId, clientId, partnershipId }: Placement,
  { bedId, projectId, providerId }: ProviderMove,
  stay: Stay,
  { fundingDecisionId }: FundingDecision,
  costPence: Pence,
  at: Date,
): Offer => ({
  ...{ offerId, referralId, clientId, partnershipId, bedId, projectId, providerId, fundingDecisionId },
  ...{ stay, costPence, state: 'offered', slot: 1, refusal: null, version: 1 },
  answerDueAt: new Date(at.getTime() + answerHours * 3_600_000),
  expiresAt: new Date(at.getTime() + answerHours * 3_600_000),
});

const nextOf = (offer: Offer, placementId: string, { route }: FundingDecision): Placement => {
  const { offerId, referralId, clientId, partnershipId, bedId, projectId, providerId, fundingDecisionId } =
    offer;
  return {
    ...{ placementId, offerId, referralId, clientId, partnershipId, bedId, projectId, providerId },
    ...{ route, fundingDecisionId, stay: offer.stay, state: 'booked', admittedOn: null, endedOn: null },
    version: 1,
  };
};

/** Nights first, then those approved, then money, of both stays together: the order of locks. */
const handOver = async (
  deps: ProviderMoveDeps,
  tx: Tx,
  first: Placement,
  next: Placement,
  {
    sex,
    bedVersion,
    funding,
  }: { sex: 'female' | 'male' | 'not_known'; bedVersion: number; funding: FundingDecision },
): Promise<Outcome<true, LedgerRefusal | FundingUsedUp | BudgetRefusal>> => {
  const { ledger, approvedNights, budgets } = deps;
  const until = { arrivesOn: first.stay.arrivesOn, departsOn: next.stay.arrivesOn };
  const isCutShort = until.departsOn < first.stay.departsOn;
  if (isCutShort) {
    await ledger.moveDeparture(tx, {
      ...{ claimId: first.placementId, bedId: first.bedId, clientId: first.clientId, sex },
      ...{ kind: 'stay', stay: first.stay, newDepartsOn: until.departsOn },
    });
  }
  const claimed = await ledger.claim(tx, {
    ...{ claimId: next.placementId, bedId: next.bedId, clientId: next.clientId, sex, bedVersion },
    ...{ kind: 'stay', stay: next.stay },
  });
  if (!claimed.ok) return claimed;
  if (isCutShort) await giveBackNights(deps, tx, first, until);
  const { fundingDecisionId, partnershipId } = next;
  const taken = await approvedNights.take(tx, { fundingDecisionId, nights: nightCount(next.stay) });
  if (!taken.ok) return taken;
  const shares = shareAmongPayers(funding, costByYear(funding.weeklyRatePence, next.stay).parts);
  // Takes the budgets of both in one order: what is freed here may lie in later years than what is held there.
  if (isCutShort) await releaseUnslept(deps, tx, first, until, shares);
  return budgets.hold(tx, { claimId: next.offerId, partnershipId, shares });
};

/**
 * The provider that was asked takes the person: in one transaction the nights from the day on are free where they are now, with
 * their money and those approved, and booked and paid for where they go. Weighed afresh, as when it was proposed. The person's
 * row is taken first; of two answers, or of an answer and a leaving, the guarded updates let one through.
 */
export const makeAcceptMove =
  (deps: ProviderMoveDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    step: MoveStep,
  ): Promise<Outcome<{ placementId: string; version: number }, AcceptMoveRefusal>> => {
    const move = await deps.moves.find(tx, scope, step.moveId, 'receiving');
    if (move === null) return refuse({ code: 'not-found' });
    if (move.version !== step.expectedVersion) return refuse({ code: 'changed-since-you-read-it' });
    const seen = await deps.placements.find(tx, { kind: 'national' }, move.placementId);
    if (seen === null) return refuse({ code: 'not-found' });
    await deps.takeClient(tx, { kind: 'national' }, seen.referralId);
    if (!(await deps.moves.answer(tx, move, { kind: 'accepted' }, step.memberId))) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    const first = await deps.placements.find(tx, { kind: 'national' }, move.placementId);
    if (first === null) return refuse({ code: 'not-found' });
    const facts = await readFacts(deps, tx, first, move);
    if (!facts.ok) return facts;
    const weighed = weighOnward(facts.value, move);
    if (!weighed.ok) return weighed;
    const { referral, unit } = facts.value;
    const funding = atAgreedRate(weighed.value, move.weeklyRatePence);
    const stay = { arrivesOn: move.movesOn, departsOn: move.departsOn };
    const { at } = await deps.now(tx);
    const costPence = costByYear(funding.weeklyRatePence, stay).totalPence;
    const offer = offerOf(deps.newId(), first, move, stay, funding, costPence, at);
    const decision = { moveId: move.moveId, referralVersion: referral.version, bedVersion: unit.version };
    // Whoever has a place is offered nothing beside where they go on to.
    const slot = weighAtOnce(await deps.offers.takeOpen(tx, first.clientId), 1, offer.projectId);
    if (!slot.ok) return slot;
    if (!(await deps.offers.insert(tx, offer, { memberId: move.proposedBy, decision, remindAt: at }))) {
      throw new Error(`Client ${first.clientId} is taken, and was made another offer meanwhile.`);
    }
    const standing = await deps.readStanding(tx, first);
    if (standing !== null && standing.placementId !== first.placementId) return refuse(hasAPlace(standing));
    const next = nextOf(offer, deps.newId(), funding);
    const left = await leaveOn(deps, tx, first, move);
    if (!left.ok) return left;
    await deps.placements.insert(tx, next, first.placementId);
    const moved = await handOver(deps, tx, first, next, {
      ...{ sex: referral.sex, bedVersion: unit.version, funding },
    });
    if (!moved.ok) return moved;
    await record(deps, tx, move, first, offer, next);
    return done({ placementId: next.placementId, version: 1 });
  };

/** The stay now ends on the day of the move; one that would end then anyway keeps its row as it is. */
const leaveOn = async (
  deps: ProviderMoveDeps,
  tx: Tx,
  first: Placement,
  { movesOn, reason, proposedBy }: ProviderMove,
): Promise<Outcome<true, { readonly code: 'changed-since-you-read-it' }>> => {
  if (movesOn === first.stay.departsOn) return done(true);
  const { bedId, projectId, providerId, route, fundingDecisionId } = first;
  const changed = await deps.placements.change(tx, first, {
    ...{ changeId: deps.newId(), changesOn: movesOn, bed: { bedId, projectId, providerId } },
    ...{ stay: { ...first.stay, departsOn: movesOn }, route, fundingDecisionId },
    ...{ holds: null, reason, madeBy: proposedBy },
  });
  return changed === 'changed' ? done(true) : refuse({ code: 'changed-since-you-read-it' });
};

const record = async (
  deps: ProviderMoveDeps,
  tx: Tx,
  move: ProviderMove,
  first: Placement,
  { offerId, referralId, bedId, stay, costPence, expiresAt }: Offer,
  { placementId }: Placement,
): Promise<void> => {
  if (move.movesOn < first.stay.departsOn) {
    const after = { state: 'admitted', departsOn: move.movesOn, toPlacementId: placementId };
    await recordStep(deps, tx, first, 'placements.stay-handed-on', after, placementChangedV1, move.reason);
  }
  await deps.audit(tx, {
    ...{ action: 'placements.offer-made', subjectKind: 'offer', subjectId: offerId, version: 1 },
    after: { referralId, bedId, ...stay, costPence },
  });
  await deps.events(
    tx,
    offerMadeV1.make({ offerId }),
    offerFellDueV1.make({ offerId }, { dueAt: expiresAt }),
  );
  if (!(await deps.offers.resolve(tx, { offerId, version: 1 }, 'accepted', null))) {
    throw new Error(`Offer ${offerId} was made in this transaction and could not be taken.`);
  }
  await recordResolution(deps, tx, { offerId, version: 1 }, 'accepted');
  await deps.audit(tx, {
    ...{ action: 'placements.offer-accepted', subjectKind: 'placement', subjectId: placementId, version: 1 },
    after: { offerId, state: 'booked', ...stay, followsPlacementId: first.placementId },
  });
  await deps.audit(tx, {
    action: 'placements.provider-move-accepted',
    subjectKind: 'provider_move',
    subjectId: move.moveId,
    version: move.version + 1,
    after: { placementId },
  });
  await deps.events(tx, providerMoveMovedV1.make({ moveId: move.moveId }));
};

/** Nothing to be found, or answered since. */
export type EndMoveRefusal = { readonly code: 'not-found' } | { readonly code: 'changed-since-you-read-it' };

const endMove =
  (side: 'receiving' | 'leaving') =>
  async (
    { moves, audit, events }: Pick<ProviderMoveDeps, 'moves' | 'audit' | 'events'>,
    tx: Tx,
    scope: Scope,
    { moveId, expectedVersion, memberId }: MoveStep,
    answer: Exclude<MoveAnswer, { kind: 'accepted' }>,
  ): Promise<Outcome<MoveMoved, EndMoveRefusal>> => {
    const move = await moves.find(tx, scope, moveId, side);
    if (move === null) return refuse({ code: 'not-found' });
    if (!(await moves.answer(tx, { moveId, version: expectedVersion }, answer, memberId))) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    const version = expectedVersion + 1;
    await audit(tx, {
      action: `placements.provider-move-${answer.kind}`,
      subjectKind: 'provider_move',
      subjectId: moveId,
      version,
      after: { placementId: move.placementId, ...(answer.kind === 'declined' ? { why: answer.reason } : {}) },
      ...(answer.kind === 'declined' && answer.note !== null ? { reason: answer.note } : {}),
    });
    await events(tx, providerMoveMovedV1.make({ moveId }));
    return done({ moveId, version });
  };

/** The provider that was asked says no, with why. Nothing changes for the person. */
export const makeDeclineMove =
  (deps: Pick<ProviderMoveDeps, 'moves' | 'audit' | 'events'>) =>
  (
    tx: Tx,
    scope: Scope,
    step: MoveStep & { readonly reason: MoveDeclineReason; readonly note: string | null },
  ): Promise<Outcome<MoveMoved, EndMoveRefusal>> =>
    endMove('receiving')(deps, tx, scope, step, { kind: 'declined', reason: step.reason, note: step.note });

/** Whoever could propose it takes it back before it is answered. */
export const makeWithdrawMove =
  (deps: Pick<ProviderMoveDeps, 'moves' | 'audit' | 'events'>) =>
  (tx: Tx, scope: Scope, step: MoveStep): Promise<Outcome<MoveMoved, EndMoveRefusal>> =>
    endMove('leaving')(deps, tx, scope, step, { kind: 'withdrawn' });

/** The places somebody could go on to, and the days between which they can. */
export interface OnwardPlaces {
  readonly placement: Placement;
  readonly earliestOn: IsoDate;
  readonly latestOn: IsoDate;
  /** Null where the days can be asked for; otherwise why not. */
  readonly obstacle: OnwardObstacle | null;
  readonly beds: readonly BedUnit[];
  /** What the decision that would pay pays for a week; null when there is none. Whole pence. */
  readonly approvedPence: Pence | null;
}

/** Beds shown at most: a form is read, not searched. */
const bedsAtMost = 60;

/**
 * The beds of other providers that are free for the days and fit the person, asked of the same rules as the move itself. Null
 * outside scope. Only the acceptance can say that one is still free.
 */
export const makeFindOnwardPlaces =
  (deps: ReadOnwardDeps & { readonly readCalendars: ReadCalendars }) =>
  async (tx: Tx, scope: Scope, placementId: string, asked: Stay): Promise<OnwardPlaces | null> => {
    const placement = await deps.placements.find(tx, scope, placementId);
    if (placement === null) return null;
    const { today } = await deps.now(tx);
    const bedSinceOn = await deps.placements.readBedSince(tx, placement);
    const { decision, cover } = await coverOfOnward(deps, tx, placement, asked);
    const days = onwardDays(placement, bedSinceOn, today);
    const found = { placement, ...days, approvedPence: decision?.weeklyRatePence ?? null };
    const referral = await deps.readReferral(tx, { kind: 'national' }, placement.referralId);
    if (referral === null) return null;
    if (!isClaimable(asked)) return { ...found, obstacle: { code: 'dates-not-a-stay' }, beds: [] };
    const within = { ...asked, departsOn: addNights(asked.departsOn, longestTurnaroundNights) };
    const calendars = await deps.readCalendars(tx, {}, within);
    const roomMix = await deps.readRoomMix(tx, asked);
    const rules = await deps.readAdmissionRules(tx, asked.arrivesOn);
    const onward = { movesOn: asked.arrivesOn, departsOn: asked.departsOn, weeklyRatePence: zero };
    const weighed = calendars
      .filter(({ unit }) => unit.providerId !== placement.providerId)
      .filter(({ unit, runs }) =>
        runs
          .filter(({ fromOn }) => fromOn < addNights(asked.departsOn, unit.turnaroundNights))
          .every(({ state }) => state === 'free'),
      )
      .map(({ unit }) => ({
        unit,
        outcome: weighOnward(
          {
            ...{ placement, bedSinceOn, referral, cover, unit, rules, today },
            roomMix: roomMix.filter(({ roomId }) => roomId === unit.roomId),
          },
          onward,
        ),
      }));
    const beds = weighed.filter(({ outcome }) => outcome.ok).map(({ unit }) => unit);
    // What has nothing to do with a bed stands in the way of every one alike.
    const [refused] = weighed.flatMap(({ outcome }) =>
      outcome.ok || bedObstacles.has(outcome.refusal.code) ? [] : [outcome.refusal],
    );
    return { ...found, obstacle: refused ?? null, beds: beds.slice(0, bedsAtMost) };
  };

/** What it costs is asked last: here only the place is. */
const zero = pence(0);
const bedObstacles: ReadonlySet<string> = new Set(['not-eligible', 'eligibility-unknown', 'same-provider']);

/** A move as it is shown to both sides: by reference, never by name. */
export interface ShownMove {
  readonly moveId: string;
  readonly placementId: string;
  readonly clientId: string;
  readonly reference: string;
  readonly sex: 'female' | 'male' | 'not_known';
  readonly fromProject: string;
  readonly toProject: string;
  readonly toBed: string;
  readonly movesOn: IsoDate;
  readonly departsOn: IsoDate;
  readonly weeklyRatePence: number;
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  /** Whether the reader's provider is the one that is asked. */
  readonly isAsked: boolean;
  readonly answer: MoveAnswer['kind'] | null;
  readonly declineReason: MoveDeclineReason | null;
  readonly answerNote: string | null;
  readonly version: number;
}

/** Those that wait, oldest first; or the last of one stay. In scope of either side, at most `limit`. */
export type ListMoves = (
  tx: Tx,
  scope: Scope,
  query: ({ readonly waitingAfter: string | null } | { readonly placementId: string }) & {
    readonly limit: number;
  },
) => Promise<readonly ShownMove[]>;
