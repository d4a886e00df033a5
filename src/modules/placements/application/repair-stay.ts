import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Plain, Tx } from '../../../kernel/unit-of-work.js';
import type { LedgerRefusal } from '../../capacity/contract/ledger.js';
import type { FundingUsedUp } from '../../funding/contract/approved-nights.js';
import type { BudgetRefusal } from '../../funding/contract/funding.js';
import type { ReadFundingNotice } from '../../funding/contract/notice.js';
import type {
  RecordDeath,
  ReferralFacts,
  ReopenPlaced,
  TakeClient,
  TakeDeathBack,
} from '../../referrals/contract/facts.js';
import { placementChangedV1, repairMovedV1 } from '../contract/events.js';
import type { Placement } from '../domain/placement.js';
import type { Repair, RepairKind, RepairPlan, RepairRefusal } from '../domain/repair.js';
import type { FundingUnderNotice } from '../domain/stay-dates.js';
import type { StayExceedsFunding } from '../domain/weigh-offer.js';
import type { AdmitRefusal, makeAdmit } from './admit.js';
import {
  coverWhole,
  recordStep,
  releaseUnslept,
  type Changed,
  type ChangePlacementDeps,
} from './change-placement.js';
import { settleOverstay, type SettleOverstayDeps } from './settle-overstay.js';
import { stayChangedSince, type StayChangedSince } from './stay-changed-since.js';
import type { PersonHasAPlace } from './standing-place.js';
import {
  fundsOf,
  paidAsBefore,
  placeElsewhere,
  weigh,
  type Funds,
  type RepairRepository,
  type StayRepair,
  type WeighRepairDeps,
} from './weigh-repair.js';

/** What putting a stay right needs. */
export interface RepairStayDeps extends SettleOverstayDeps, WeighRepairDeps {
  readonly now: ChangePlacementDeps['now'];
  readonly repairs: RepairRepository;
  readonly takeClient: TakeClient;
  readonly readFundingNotice: ReadFundingNotice;
  readonly reopenPlaced: ReopenPlaced;
  readonly takeDeathBack: TakeDeathBack;
  readonly recordDeath: RecordDeath;
  readonly admit: ReturnType<typeof makeAdmit>;
}

/** A repair as it was recorded. */
export type RepairMoved = { readonly repairId: string; readonly version: number };

/** As the domain says; or nothing to be found, not as it was read, or another waits. */
export type ProposeRepairRefusal =
  | RepairRefusal
  | { readonly code: 'not-found' }
  | { readonly code: 'changed-since-you-read-it' }
  | StayChangedSince
  | { readonly code: 'repair-waits'; readonly proposedOn: IsoDate };

const daily: ReadonlySet<RepairKind> = new Set(['arrival_day', 'arrival_of_another', 'leaving_day']);
const isOfADay = (kind: RepairKind): boolean => daily.has(kind);

/** Says what was recorded by mistake, and why. Nothing changes until somebody else has confirmed it. */
export const makeProposeRepair =
  (deps: RepairStayDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: Repair & {
      readonly memberId: string;
      readonly placementId: string;
      readonly expectedVersion: number;
      readonly reason: string;
    },
  ): Promise<Outcome<RepairMoved, ProposeRepairRefusal>> => {
    const { placementId, kind, dayOn, ending = null, memberId, reason, expectedVersion } = command;
    const weighed = await weigh(deps, tx, scope, placementId, command);
    if (weighed === null) return refuse({ code: 'not-found' });
    const { placement, plan, end, other } = weighed;
    if (placement.version !== expectedVersion) {
      return refuse(await stayChangedSince(deps.readStayStepsSince, tx, placement, expectedVersion));
    }
    if (!plan.ok) return plan;
    const repair = {
      ...{ repairId: deps.newId(), placementId, placementVersion: placement.version, kind, reason },
      ...{ dayOn: isOfADay(kind) ? dayOn : null, ending: kind === 'leaving_reason' ? ending : null },
      ...(kind === 'arrival_of_another' && other !== null
        ? { otherPlacementId: other.placementId, otherVersion: other.version }
        : { otherPlacementId: null, otherVersion: null }),
      ...{ proposedBy: memberId, version: 1 },
    };
    if (!(await deps.repairs.insert(tx, repair, { ...placement, end }))) {
      const open = await deps.repairs.findOpen(tx, placementId);
      const { today } = await deps.now(tx);
      return refuse({ code: 'repair-waits', proposedOn: open?.proposedOn ?? today });
    }
    await deps.audit(tx, {
      action: 'placements.repair-proposed',
      subjectKind: 'stay_repair',
      subjectId: repair.repairId,
      version: 1,
      before: { admittedOn: placement.admittedOn, endedOn: placement.endedOn },
      after: {
        placementId,
        kind,
        dayOn: repair.dayOn,
        otherPlacementId: repair.otherPlacementId,
        ending: repair.ending === null ? null : { ...repair.ending },
      },
      reason,
    });
    await deps.events(tx, repairMovedV1.make({ repairId: repair.repairId }));
    return done({ repairId: repair.repairId, version: 1 });
  };

/** Who answers which repair, at the version they read. */
export interface RepairMove {
  readonly memberId: string;
  readonly repairId: string;
  readonly expectedVersion: number;
}

/** Why a repair waits on, or cannot be done any more. */
export type ConfirmRepairRefusal =
  | RepairRefusal
  | LedgerRefusal
  | FundingUsedUp
  | BudgetRefusal
  | StayExceedsFunding
  | FundingUnderNotice
  | { readonly code: 'not-found' }
  | { readonly code: 'changed-since-you-read-it' }
  | { readonly code: 'second-person-needed' }
  | { readonly code: 'stay-changed-since' }
  | { readonly code: 'bed-not-vacated'; readonly reference: string }
  | { readonly code: 'person-asked-again' }
  | PersonHasAPlace
  | { readonly code: 'other-arrival-refused'; readonly because: AdmitRefusal }
  | { readonly code: 'referral-closed' };

const repairedAs: Readonly<Record<RepairKind, string>> = {
  arrival_undone: 'placements.arrival-undone',
  arrival_of_another: 'placements.arrival-of-another',
  arrival_day: 'placements.arrival-day-corrected',
  leaving_undone: 'placements.leaving-undone',
  leaving_day: 'placements.leaving-day-corrected',
  leaving_reason: 'placements.leaving-reason-corrected',
  death_undone: 'placements.death-undone',
};

const occupant = async (
  { placements, readReferral }: RepairStayDeps,
  tx: Tx,
  placement: Placement,
): Promise<ConfirmRepairRefusal> => {
  const there = await placements.findStillThere(tx, placement);
  const other = there === null ? null : await readReferral(tx, { kind: 'national' }, there.referralId);
  return { code: 'bed-not-vacated', reference: other?.reference ?? '' };
};

const moveNights = async (
  { ledger }: RepairStayDeps,
  tx: Tx,
  { placementId, bedId, clientId, endedOn }: Placement,
  { state, endedOn: planEndedOn, added, freed, after, before }: RepairPlan,
  sex: ReferralFacts['sex'],
): Promise<Outcome<true, LedgerRefusal>> => {
  const claim = { claimId: placementId, bedId, clientId, sex, kind: 'stay' as const };
  const isLeavingMoved = state === 'ended' && planEndedOn !== endedOn;
  const isPastGiven = (state === 'admitted' || isLeavingMoved) && (endedOn ?? '') > before.departsOn;
  if (isLeavingMoved && freed !== null && !isPastGiven) {
    return ledger.moveDeparture(tx, { ...claim, stay: before, newDepartsOn: after.departsOn });
  }
  if (!isLeavingMoved && freed !== null) await ledger.releaseBefore(tx, placementId, after.arrivesOn);
  if (isPastGiven && endedOn !== null) {
    // Nights past the planned day are nobody's until it is said again, or settled anew, when they left.
    const late = { arrivesOn: after.arrivesOn, departsOn: endedOn };
    return ledger.moveDeparture(tx, { ...claim, stay: late, newDepartsOn: after.departsOn });
  }
  if (added === null) return done(true);
  if (added.arrivesOn === before.departsOn) {
    return ledger.moveDeparture(tx, { ...claim, stay: before, newDepartsOn: after.departsOn });
  }
  // Whoever was moved since is refused, so that every night of the stay is in this bed.
  return ledger.reassign(tx, { ...claim, stay: after, fromOn: after.arrivesOn, fromBedId: bedId });
};

const moveMoney = async (
  deps: RepairStayDeps,
  tx: Tx,
  placement: Placement,
  plan: RepairPlan,
  funds: Funds | null,
  repairId: string,
): Promise<Outcome<true, FundingUsedUp | BudgetRefusal | FundingUnderNotice>> => {
  const { budgets, repairs } = deps;
  const { placementId, fundingDecisionId, partnershipId } = placement;
  const restsOn = funds?.restsOn.fundingDecisionId ?? fundingDecisionId;
  // A notice stands on the decision it was given on: on another one nobody would be told of it at the door.
  const isOther = plan.state === 'booked' && restsOn !== fundingDecisionId;
  const noticeOn = isOther ? await deps.readFundingNotice(tx, fundingDecisionId) : null;
  if (noticeOn !== null) return refuse({ code: 'funding-under-notice', noticeOn });
  const covered = await coverWhole(deps, tx, { ...placement, stay: plan.before }, plan.after, restsOn);
  if (!covered.ok) return covered;
  const parts = funds?.parts ?? [];
  const shares = parts.flatMap((part) => part.shares);
  await releaseUnslept(deps, tx, placement, paidAsBefore(plan), shares);
  for (const [index, part] of parts.entries()) {
    const claimId = index === 0 ? repairId : deps.newId();
    if (index > 0) await repairs.keepPart(tx, { claimId, repairId, placementId, nights: part.nights });
    const held = await budgets.hold(tx, { claimId, partnershipId, shares: part.shares });
    if (!held.ok) return held;
    if (plan.state !== 'booked') await budgets.post(tx, claimId);
  }
  return done(true);
};

/** Two people are taken in the order of their ids, so that two repairs that name each other wait for one another in no circle. */
const takePeople = async (
  { placements, takeClient }: RepairStayDeps,
  tx: Tx,
  scope: Scope,
  stay: Placement,
  { otherPlacementId = null }: StayRepair,
): Promise<void> => {
  const other = otherPlacementId === null ? null : await placements.find(tx, scope, otherPlacementId);
  const people = [stay, ...(other === null ? [] : [other])].sort((a, b) =>
    a.clientId < b.clientId ? -1 : 1,
  );
  for (const { referralId } of people) await takeClient(tx, { kind: 'national' }, referralId);
};

/** Whoever came instead has arrived, as if that had been recorded on the day. */
const admitOther = async (
  { admit }: RepairStayDeps,
  tx: Tx,
  { arrivalOf }: RepairPlan,
  other: Placement | null,
  { proposedBy, reason }: StayRepair,
): Promise<Outcome<true, Extract<ConfirmRepairRefusal, { readonly code: 'other-arrival-refused' }>>> => {
  if (arrivalOf === null || other === null) return done(true);
  const { placementId, version: expectedVersion } = other;
  const arrived = await admit(
    tx,
    { kind: 'national' },
    // They are there: what a funder said of the money before keeps nobody out of a record.
    {
      ...{ memberId: proposedBy, placementId, expectedVersion, admittedOn: arrivalOf.admittedOn },
      ...{ knowsOfNotice: true, reason },
    },
  );
  return arrived.ok ? done(true) : refuse({ code: 'other-arrival-refused', because: arrived.refusal });
};

/** Nights past the planned end of a leaving that is later than it was said: in the ledger, and paid, as with any late leaving. */
const settlePast = async (
  deps: RepairStayDeps,
  tx: Tx,
  placement: Placement,
  { state, endedOn, stay }: RepairPlan,
  { proposedBy }: Pick<StayRepair, 'proposedBy'>,
): Promise<Outcome<Readonly<Record<string, Plain>>, { readonly code: 'changed-since-you-read-it' }>> => {
  const isLeavingMoved = state === 'ended' && endedOn !== null && endedOn !== placement.endedOn;
  if (!isLeavingMoved || endedOn <= stay.departsOn) return done({});
  const settled = await settleOverstay(deps, tx, placement, { endedOn, memberId: proposedBy });
  if (!settled.ok) return refuse({ code: 'changed-since-you-read-it' });
  const { nightsToOn, readyToOn, ...overstay } = settled.value;
  return done({ nightsToOn, readyToOn, overstay });
};

/**
 * The second person's yes: the stay becomes what it would be had the mistake not been made. Nights it has again must be free,
 * and paid for as an extension is; nights it never had are free, with their money. What was recorded stays to be read. A
 * referral that the arrival closed is open again; what a death closed besides the stay stays closed, and is told.
 */
export const makeConfirmRepair =
  (deps: RepairStayDeps) =>
  async (tx: Tx, scope: Scope, move: RepairMove): Promise<Outcome<Changed, ConfirmRepairRefusal>> => {
    const repair = await deps.repairs.find(tx, scope, move.repairId);
    if (repair === null) return refuse({ code: 'not-found' });
    if (repair.version !== move.expectedVersion) return refuse({ code: 'changed-since-you-read-it' });
    if (repair.proposedBy === move.memberId) return refuse({ code: 'second-person-needed' });
    const stay = await deps.placements.find(tx, scope, repair.placementId);
    if (stay === null) return refuse({ code: 'not-found' });
    // Before the stay: the person and the referral come first in the order of locks. A death is recorded under the same row.
    await takePeople(deps, tx, scope, stay, repair);
    const weighed = await weigh(deps, tx, scope, repair.placementId, repair);
    if (weighed === null) return refuse({ code: 'not-found' });
    const { placement, referral, plan: planned, other } = weighed;
    const isOtherChanged = other !== null && other.version !== repair.otherVersion;
    if (placement.version !== repair.placementVersion || isOtherChanged)
      return refuse({ code: 'stay-changed-since' });
    if (!planned.ok) return planned;
    const plan = planned.value;
    const found = await fundsOf(deps, tx, placement, plan);
    if (!found.ok) return found;
    const funds = found.value;

    const elsewhere = await placeElsewhere(deps, tx, placement, plan);
    if (elsewhere !== null) return refuse(elsewhere);
    // Somebody who came on from another provider was placed by the arrival there.
    const previous = await deps.placements.readPrevious(tx, placement.placementId);
    if (plan.state === 'booked' && previous === null) {
      const reopened = await deps.reopenPlaced(tx, placement.referralId);
      if (reopened === 'asked-again') return refuse({ code: 'person-asked-again' });
      if (reopened === 'closed') return refuse({ code: 'referral-closed' });
    }
    if (plan.isDeathUndone) await deps.takeDeathBack(tx, placement.referralId);
    if (!(await deps.repairs.answer(tx, repair, { kind: 'confirmed' }, move.memberId))) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    if (plan.isDeathLearned) await deps.recordDeath(tx, placement.referralId, repair.proposedBy);
    const applied = await deps.repairs.apply(tx, placement, plan, {
      ...{ repairId: repair.repairId, reason: repair.reason, madeBy: repair.proposedBy },
      holds: funds?.parts[0]?.nights ?? null,
      fundingDecisionId: funds?.restsOn.fundingDecisionId ?? placement.fundingDecisionId,
      route: plan.state === 'booked' && funds !== null ? funds.restsOn.route : placement.route,
    });
    if (applied === 'stale') return refuse({ code: 'stay-changed-since' });
    if (applied === 'bed-occupied') return refuse(await occupant(deps, tx, placement));
    // A leave recorded since it was weighed says that somebody is here; from now on the row of the stay keeps leaves away.
    const isAway = plan.state === 'booked' && (await deps.readLeaves(tx, placement.placementId)).length > 0;
    if (isAway) return refuse({ code: 'stay-changed-since' });
    const nights = await moveNights(deps, tx, placement, plan, referral.sex);
    if (!nights.ok) return nights;
    const money = await moveMoney(deps, tx, placement, plan, funds, repair.repairId);
    if (!money.ok) return money;
    const restsOn = funds?.restsOn.fundingDecisionId ?? placement.fundingDecisionId;
    const settled = await settlePast(deps, tx, { ...placement, fundingDecisionId: restsOn }, plan, repair);
    if (!settled.ok) return settled;
    const after = {
      ...{ state: plan.state, admittedOn: plan.admittedOn, endedOn: plan.endedOn, ...plan.stay },
      ...settled.value,
    };
    const recorded = await recordStep(
      deps,
      tx,
      placement,
      repairedAs[repair.kind],
      // The days of a stay that ended otherwise are as they were, with whatever lay past the planned end.
      repair.kind === 'leaving_reason' ? { state: plan.state, ...plan.end } : after,
      placementChangedV1,
      repair.reason,
    );
    const arrived = await admitOther(deps, tx, plan, other, repair);
    if (!arrived.ok) return arrived;
    await deps.events(tx, repairMovedV1.make({ repairId: repair.repairId }));
    return recorded;
  };

/** Gives a repair back with why: the second person's no, or the proposer's own second thought. Nothing changes. */
export const makeReturnRepair =
  ({ repairs, audit, events }: Pick<RepairStayDeps, 'repairs' | 'audit' | 'events'>) =>
  async (
    tx: Tx,
    scope: Scope,
    move: RepairMove & { readonly note: string },
  ): Promise<
    Outcome<RepairMoved, { readonly code: 'not-found' } | { readonly code: 'changed-since-you-read-it' }>
  > => {
    const { repairId, expectedVersion, note, memberId } = move;
    const repair = await repairs.find(tx, scope, repairId);
    if (repair === null) return refuse({ code: 'not-found' });
    const at = { repairId, version: expectedVersion };
    if (!(await repairs.answer(tx, at, { kind: 'returned', note }, memberId))) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    const version = expectedVersion + 1;
    await audit(tx, {
      action: 'placements.repair-returned',
      subjectKind: 'stay_repair',
      subjectId: repairId,
      version,
      after: { placementId: repair.placementId },
      reason: note,
    });
    await events(tx, repairMovedV1.make({ repairId }));
    return done({ repairId, version });
  };
