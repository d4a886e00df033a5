import type { Scope } from '../../../kernel/actor.js';
import type { IdSource } from '../../../kernel/ids.js';
import { addNights, type IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import { nightCount, nightsInCommon, type Stay } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { LedgerRefusal } from '../../capacity/contract/ledger.js';
import {
  longestTurnaroundNights,
  type ReadCalendars,
  type Run,
} from '../../capacity/contract/availability.js';
import type { FundingUsedUp } from '../../funding/contract/approved-nights.js';
import {
  costByYear,
  shareAmongPayers,
  type BudgetRefusal,
  type FundingDecision,
  type ReadLatestDecisions,
  type ReadOwnDecision,
} from '../../funding/contract/funding.js';
import type { ReadFundingNotice } from '../../funding/contract/notice.js';
import type {
  ReferralFacts,
  ReopenPlaced,
  TakeClient,
  TakeDeathBack,
} from '../../referrals/contract/facts.js';
import { placementChangedV1 } from '../contract/events.js';
import type { Placement, PlacementState } from '../domain/placement.js';
import {
  weighRepair,
  type Repair,
  type RepairFacts,
  type RepairKind,
  type RepairPlan,
  type RepairRefusal,
} from '../domain/repair.js';
import type { FundingUnderNotice } from '../domain/stay-dates.js';
import { coverOf, type StayExceedsFunding } from '../domain/weigh-offer.js';
import {
  coverWhole,
  recordStep,
  releaseUnslept,
  type Changed,
  type ChangePlacementDeps,
} from './change-placement.js';
import type { CheckFitDeps } from './check-fit.js';
import { comesBack, netOf, type MoneyChange, type PreviewDatesDeps } from './preview-dates.js';
import type { LeaveRepository } from './record-leave.js';
import { hasAPlace, type PersonHasAPlace, type ReadStanding } from './standing-place.js';

/** A repair as it is kept: what it says, and what the stay said when it was proposed. */
export interface StayRepair extends Repair {
  readonly repairId: string;
  readonly placementId: string;
  readonly placementVersion: number;
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedOn: IsoDate;
  readonly version: number;
}

/** How a stay ended, as it was recorded; nulls for one that has not. */
export interface RecordedEnd {
  readonly kind: string | null;
  readonly reason: string | null;
}

/** Repairs as rows: proposed once at a time for a stay, answered once, and never by whoever proposed when it is a yes. */
export interface RepairRepository {
  /** Null outside scope or when unknown. */
  find(tx: Tx, scope: Scope, repairId: string): Promise<StayRepair | null>;
  /** The one that waits for a second person; null when there is none. */
  findOpen(tx: Tx, placementId: string): Promise<StayRepair | null>;
  readEnd(tx: Tx, placementId: string): Promise<RecordedEnd>;
  /** Whether something recorded after the leaving says by itself that the person died. */
  isDeathToldSince(tx: Tx, placementId: string): Promise<boolean>;
  /** False when one waits already. */
  insert(
    tx: Tx,
    repair: Omit<StayRepair, 'proposedOn'>,
    was: Pick<Placement, 'admittedOn' | 'endedOn'> & { readonly end: RecordedEnd },
  ): Promise<boolean>;
  /** False when it was answered since, or for a yes of whoever proposed it. */
  answer(
    tx: Tx,
    repair: Pick<StayRepair, 'repairId' | 'version'>,
    answer: { readonly kind: 'confirmed' } | { readonly kind: 'returned'; readonly note: string },
    answeredBy: string,
  ): Promise<boolean>;
  /** The stay becomes what the plan says, as it stood at its version; what was before is kept beside it. */
  apply(
    tx: Tx,
    placement: Placement,
    plan: RepairPlan,
    of: {
      readonly repairId: string;
      /** The fund that pays for a booking; of a stay the one under which it began. */
      readonly route: Placement['route'];
      readonly fundingDecisionId: string;
      /** The nights its own money is for; null where none moves, or only comes back. */
      readonly holds: Stay | null;
      readonly reason: string;
      readonly madeBy: string;
    },
  ): Promise<'changed' | 'stale' | 'bed-occupied'>;
}

/** Whether the person of a stay is recorded as having died, and whether another stay of theirs says so. */
export type ReadDeath = (
  tx: Tx,
  placement: Pick<Placement, 'placementId' | 'clientId'>,
) => Promise<Pick<RepairFacts, 'isDeathRecorded' | 'isDeathOfAnotherStay'>>;

/** What putting a stay right needs. */
export interface RepairStayDeps extends ChangePlacementDeps, CheckFitDeps {
  readonly repairs: RepairRepository;
  readonly readDeath: ReadDeath;
  readonly readLeaves: LeaveRepository['read'];
  readonly readLatestDecisions: ReadLatestDecisions;
  readonly readOwnDecision: ReadOwnDecision;
  readonly readStanding: ReadStanding;
  readonly takeClient: TakeClient;
  readonly readFundingNotice: ReadFundingNotice;
  readonly reopenPlaced: ReopenPlaced;
  readonly takeDeathBack: TakeDeathBack;
  readonly newId: IdSource;
}

/** A stay with everything a repair of it rests on. */
interface Weighable {
  readonly placement: Placement;
  readonly referral: ReferralFacts;
  readonly plan: Outcome<RepairPlan, RepairRefusal>;
  readonly end: RecordedEnd;
}

const weigh = async (
  deps: Pick<RepairStayDeps, 'placements' | 'readReferral' | 'readLeaves' | 'readDeath' | 'repairs' | 'now'>,
  tx: Tx,
  scope: Scope,
  placementId: string,
  repair: Repair,
): Promise<Weighable | null> => {
  const placement = await deps.placements.find(tx, scope, placementId);
  if (placement === null) return null;
  const referral = await deps.readReferral(tx, { kind: 'national' }, placement.referralId);
  if (referral === null) return null;
  const { today } = await deps.now(tx);
  const end = await deps.repairs.readEnd(tx, placementId);
  const leaves = await deps.readLeaves(tx, placementId);
  const plan = weighRepair(placement, repair, {
    today,
    bedSinceOn: await deps.placements.readBedSince(tx, placement),
    firstLeaveOn: leaves[0]?.fromOn ?? null,
    referredOn: referral.receivedOn,
    endReason: end.reason,
    isDeathToldSince: await deps.repairs.isDeathToldSince(tx, placementId),
    ...(await deps.readDeath(tx, placement)),
    next: await deps.placements.readNext(tx, placementId),
  });
  return { placement, referral, plan, end };
};

/** A repair as it was recorded. */
export type RepairMoved = { readonly repairId: string; readonly version: number };

/** As the domain says; or nothing to be found, not as it was read, or another waits. */
export type ProposeRepairRefusal =
  | RepairRefusal
  | { readonly code: 'not-found' }
  | { readonly code: 'changed-since-you-read-it' }
  | { readonly code: 'repair-waits'; readonly proposedOn: IsoDate };

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
    const { placementId, kind, dayOn, memberId, reason, expectedVersion } = command;
    const weighed = await weigh(deps, tx, scope, placementId, command);
    if (weighed === null) return refuse({ code: 'not-found' });
    const { placement, plan, end } = weighed;
    if (placement.version !== expectedVersion) return refuse({ code: 'changed-since-you-read-it' });
    if (!plan.ok) return plan;
    const repair = {
      ...{ repairId: deps.newId(), placementId, placementVersion: placement.version, kind, reason },
      ...{ dayOn: kind === 'arrival_day' ? dayOn : null, proposedBy: memberId, version: 1 },
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
      after: { placementId, kind, dayOn: repair.dayOn },
      reason,
    });
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
  | { readonly code: 'referral-closed' };

const repairedAs: Readonly<Record<RepairKind, string>> = {
  arrival_undone: 'placements.arrival-undone',
  arrival_day: 'placements.arrival-day-corrected',
  leaving_undone: 'placements.leaving-undone',
  death_undone: 'placements.death-undone',
};

/** The nights the money of a repair pays for: those added, all of a booking that is held again. Null where it only comes back. */
const paidAnew = ({ state, added, after }: RepairPlan): Stay | null => (state === 'booked' ? after : added);

/** The nights that whoever paid for them goes on paying for; null for none. */
const paidAsBefore = ({ state, before, after }: RepairPlan): Stay | null =>
  state === 'booked' ? null : nightsInCommon(before, after);

/** The decision a stay rests on from now on, and the one that pays for the nights a repair adds. */
interface Funds {
  readonly restsOn: FundingDecision;
  readonly paidBy: FundingDecision;
}

/**
 * Who pays for what a repair adds; null where it adds nothing. Who took over a stay pays to its end: nights at its beginning,
 * and a booking that stands again, are paid for by whoever was asked first.
 */
const fundsOf = async (
  deps: Pick<RepairStayDeps, 'readLatestDecisions' | 'readOwnDecision'>,
  tx: Tx,
  { referralId }: Placement,
  plan: RepairPlan,
): Promise<Outcome<Funds | null, StayExceedsFunding>> => {
  const anew = paidAnew(plan);
  if (anew === null) return done(null);
  const latest = (await deps.readLatestDecisions(tx, [referralId])).get(referralId) ?? null;
  const own = (await deps.readOwnDecision(tx, referralId)) ?? latest;
  const cover = coverOf(plan.state === 'booked' ? own : latest, plan.after);
  if (!cover.ok) return cover;
  const isAtTheEnd = plan.state !== 'booked' && anew.departsOn === plan.after.departsOn;
  return done({ restsOn: cover.value, paidBy: isAtTheEnd ? cover.value : (own ?? cover.value) });
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
  { state, added, freed, after, before }: RepairPlan,
  sex: ReferralFacts['sex'],
): Promise<Outcome<true, LedgerRefusal>> => {
  const claim = { claimId: placementId, bedId, clientId, sex, kind: 'stay' as const };
  if (freed !== null) await ledger.releaseBefore(tx, placementId, after.arrivesOn);
  if (state === 'admitted' && endedOn !== null && endedOn > after.departsOn) {
    // Nights past the planned day are nobody's until it is said again when they left.
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
  const { budgets } = deps;
  const { fundingDecisionId, partnershipId } = placement;
  const holds = paidAnew(plan);
  const restsOn = funds?.restsOn.fundingDecisionId ?? fundingDecisionId;
  // A notice stands on the decision it was given on: on another one nobody would be told of it at the door.
  const isOther = plan.state === 'booked' && restsOn !== fundingDecisionId;
  const noticeOn = isOther ? await deps.readFundingNotice(tx, fundingDecisionId) : null;
  if (noticeOn !== null) return refuse({ code: 'funding-under-notice', noticeOn });
  const covered = await coverWhole(deps, tx, { ...placement, stay: plan.before }, plan.after, restsOn);
  if (!covered.ok) return covered;
  const shares =
    holds === null || funds === null
      ? []
      : shareAmongPayers(funds.paidBy, costByYear(funds.paidBy.weeklyRatePence, holds).parts);
  await releaseUnslept(deps, tx, placement, paidAsBefore(plan), shares);
  if (holds === null) return done(true);
  const held = await budgets.hold(tx, { claimId: repairId, partnershipId, shares });
  if (!held.ok) return held;
  if (plan.state !== 'booked') await budgets.post(tx, repairId);
  return done(true);
};

/** Another place the person has, where the repair would have them be in this one again; null for none. */
const placeElsewhere = async (
  { readStanding, placements }: Pick<RepairStayDeps, 'readStanding' | 'placements'>,
  tx: Tx,
  { placementId, clientId, referralId, state }: Placement,
  plan: RepairPlan,
): Promise<PersonHasAPlace | null> => {
  if (state !== 'ended' || plan.state === 'ended') return null;
  const standing = await readStanding(tx, { clientId, referralId });
  if (standing === null || standing.placementId === placementId) return null;
  // A booking that goes on from this stay waits for it.
  const next = await placements.readNext(tx, placementId);
  return standing.placementId === next?.placementId ? null : hasAPlace(standing);
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
    await deps.takeClient(tx, { kind: 'national' }, stay.referralId);
    const weighed = await weigh(deps, tx, scope, repair.placementId, repair);
    if (weighed === null) return refuse({ code: 'not-found' });
    const { placement, referral, plan: planned } = weighed;
    if (placement.version !== repair.placementVersion) return refuse({ code: 'stay-changed-since' });
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
    const applied = await deps.repairs.apply(tx, placement, plan, {
      ...{ repairId: repair.repairId, reason: repair.reason, madeBy: repair.proposedBy },
      holds: paidAnew(plan),
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
    return recordStep(
      deps,
      tx,
      placement,
      repairedAs[repair.kind],
      { state: plan.state, admittedOn: plan.admittedOn, endedOn: plan.endedOn, ...plan.stay },
      placementChangedV1,
      repair.reason,
    );
  };

/** Gives a repair back with why: the second person's no, or the proposer's own second thought. Nothing changes. */
export const makeReturnRepair =
  ({ repairs, audit }: Pick<RepairStayDeps, 'repairs' | 'audit'>) =>
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
    return done({ repairId, version });
  };

/** What a repair would do, before anything is done. */
export interface RepairPreview {
  readonly plan: RepairPlan | null;
  readonly obstacle: RepairRefusal | StayExceedsFunding | PersonHasAPlace | null;
  readonly nightsAdded: number;
  readonly nightsFreed: number;
  /** Others who have the bed on nights that would be taken. */
  readonly clashes: readonly (Pick<Run, 'state' | 'fromOn' | 'toOn'> & {
    readonly reference: string | null;
  })[];
  readonly money: readonly MoneyChange[];
  /** The day the start is counted by now, and would be; null where it is, or would be, counted by none. */
  readonly startedOnBefore: IsoDate | null;
  readonly startedOnAfter: IsoDate | null;
  readonly endedOnBefore: IsoDate | null;
  readonly endedOnAfter: IsoDate | null;
  /** What a death that is taken back ended besides the stay, and stays so; null where none is taken back. */
  readonly endedByDeath: EndedByDeath | null;
}

/** What came to nothing because somebody was recorded as having died. */
export interface EndedByDeath {
  readonly referrals: number;
  readonly bookings: number;
}

/** Counted by the person's own keys. */
export type ReadEndedByDeath = (tx: Tx, clientId: string) => Promise<EndedByDeath>;

/** The readers a look at a repair needs. */
export type PreviewRepairDeps = Pick<
  RepairStayDeps,
  | 'placements'
  | 'readReferral'
  | 'readLeaves'
  | 'readDeath'
  | 'repairs'
  | 'now'
  | 'readLatestDecisions'
  | 'readOwnDecision'
  | 'readStanding'
> &
  Pick<PreviewDatesDeps, 'readCalendars' | 'readStayMoney' | 'readClaimReferences'> & {
    readonly readEndedByDeath: ReadEndedByDeath;
  };

const clashesOf = async (
  deps: PreviewRepairDeps & { readonly readCalendars: ReadCalendars },
  tx: Tx,
  scope: Scope,
  { placementId, bedId }: Placement,
  added: Stay | null,
): Promise<RepairPreview['clashes']> => {
  if (added === null) return [];
  const within = { ...added, departsOn: addNights(added.departsOn, longestTurnaroundNights) };
  const runs = ((await deps.readCalendars(tx, { bedId }, within))[0]?.runs ?? []).filter(
    ({ state, claimId, fromOn }) => state !== 'free' && claimId !== placementId && fromOn < added.departsOn,
  );
  const claims = runs.flatMap(({ claimId }) => (claimId === null ? [] : [claimId]));
  const references = await deps.readClaimReferences(tx, scope, claims);
  return runs.map(({ state, fromOn, toOn, claimId }) => ({
    ...{ state, fromOn, toOn },
    reference: references.get(claimId ?? '') ?? null,
  }));
};

const moneyOf = async (
  { readStayMoney }: PreviewRepairDeps,
  tx: Tx,
  { placementId }: Placement,
  plan: RepairPlan,
  funds: Funds | null,
): Promise<readonly MoneyChange[]> => {
  const holds = paidAnew(plan);
  const needed =
    holds === null || funds === null
      ? []
      : shareAmongPayers(funds.paidBy, costByYear(funds.paidBy.weeklyRatePence, holds).parts);
  return netOf([
    ...comesBack(await readStayMoney(tx, placementId), paidAsBefore(plan)),
    ...needed.map(({ payer, year, pence: changePence }) => ({ payer, year, changePence })),
  ]);
};

/**
 * What putting a stay right would do to its nights, the money, and what is counted by date. Asked of the same rules as the
 * repair itself; whether nights and money are still there, only the repair can say. Null outside scope.
 */
export const makePreviewRepair =
  (deps: PreviewRepairDeps) =>
  async (tx: Tx, scope: Scope, placementId: string, repair: Repair): Promise<RepairPreview | null> => {
    const weighed = await weigh(deps, tx, scope, placementId, repair);
    if (weighed === null) return null;
    const { placement, plan: planned } = weighed;
    const { admittedOn: startedOnBefore, endedOn: endedOnBefore } = placement;
    if (!planned.ok) {
      return {
        ...{ plan: null, obstacle: planned.refusal, nightsAdded: 0, nightsFreed: 0, clashes: [], money: [] },
        ...{ startedOnBefore, startedOnAfter: startedOnBefore, endedOnBefore, endedOnAfter: endedOnBefore },
        endedByDeath: null,
      };
    }
    const plan = planned.value;
    const found = await fundsOf(deps, tx, placement, plan);
    const elsewhere = await placeElsewhere(deps, tx, placement, plan);
    return {
      plan,
      obstacle: elsewhere ?? (found.ok ? null : found.refusal),
      nightsAdded: plan.added === null ? 0 : nightCount(plan.added),
      nightsFreed: plan.freed === null ? 0 : nightCount(plan.freed),
      clashes: await clashesOf(deps, tx, scope, placement, plan.added),
      money: await moneyOf(deps, tx, placement, plan, found.ok ? found.value : null),
      ...{ startedOnBefore, startedOnAfter: plan.admittedOn, endedOnBefore, endedOnAfter: plan.endedOn },
      endedByDeath: plan.isDeathUndone ? await deps.readEndedByDeath(tx, placement.clientId) : null,
    };
  };

/** A stay as it is found for a repair: by reference, never by name. */
export interface RepairableStay {
  readonly placementId: string;
  readonly clientId: string;
  readonly reference: string;
  readonly projectName: string;
  readonly bedLabel: string;
  readonly state: PlacementState;
  readonly arrivesOn: IsoDate;
  readonly departsOn: IsoDate;
  readonly admittedOn: IsoDate | null;
  readonly endedOn: IsoDate | null;
  /** Whether its leaving is recorded as a death, or the person as having died since. */
  readonly endedWithDeath: boolean;
  readonly version: number;
  /** The repair that waits for a second person; null when none does. */
  readonly open:
    | (StayRepair & {
        readonly proposedByName: string;
        /** Whether the stay was changed after it was proposed: it can only be given back. */
        readonly isOvertaken: boolean;
      })
    | null;
}

/** The stays of a reference, newest first, or the one asked for, or those a repair waits for; in scope, at most `limit`. */
export type ListRepairable = (
  tx: Tx,
  scope: Scope,
  query: (
    | { readonly reference: string }
    | { readonly placementId: string }
    | { readonly waitingAfter: string | null }
  ) & { readonly limit: number },
) => Promise<readonly RepairableStay[]>;
