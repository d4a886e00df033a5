import type { Scope } from '../../../kernel/actor.js';
import { addNights, nightsBetween, type IsoDate } from '../../../kernel/iso-date.js';
import { nightCount, type Stay } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { longestTurnaroundNights, type Run } from '../../capacity/contract/availability.js';
import {
  deriveSafetyTasks,
  type LeavingPolicy,
  type SafetyTask,
  type TaskKey,
} from '../domain/leaving-safely.js';
import { unpaidNights, type Placement, type PlacementState } from '../domain/placement.js';
import type { RecordedEnd, Repair, RepairPlan, RepairRefusal } from '../domain/repair.js';
import type { StayExceedsFunding } from '../domain/weigh-offer.js';
import type { ReadLeavingStory } from './leaving-facts.js';
import { comesBack, netOf, type MoneyChange, type PreviewDatesDeps } from './preview-dates.js';
import type { PersonHasAPlace } from './standing-place.js';
import {
  fundsOf,
  paidAsBefore,
  placeElsewhere,
  weigh,
  type Funds,
  type StayRepair,
  type WeighRepairDeps,
} from './weigh-repair.js';

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
  /** Nights past the planned end, as recorded now and as they would be: settled as with any late leaving. */
  readonly nightsPastBefore: number;
  readonly nightsPastAfter: number;
  readonly endBefore: RecordedEnd;
  readonly endAfter: RecordedEnd;
  /** Safety tasks not done yet that come, go, or are due on another day. */
  readonly safetyTasks: readonly SafetyTaskChange[];
  /** Whose arrival it was, by reference, on which day and in which bed; null where it was nobody else's. */
  readonly arrivalOf: OtherArrival | null;
  /** What a death that is taken back ended besides the stay, and stays so; null where none is taken back. */
  readonly endedByDeath: EndedByDeath | null;
}

/** The arrival of whoever came instead, on their own booking. */
export interface OtherArrival {
  readonly reference: string;
  readonly admittedOn: IsoDate;
  /** Nights of their booking before it, which are let go. */
  readonly nightsFreed: number;
  /** Whether it is in the bed in which the other person was recorded. */
  readonly isSameBed: boolean;
}

/** A safety task that a repair brings (due on no day before), takes away (on none after), or moves. */
export interface SafetyTaskChange {
  readonly key: TaskKey;
  readonly dueOnBefore: IsoDate | null;
  readonly dueOnAfter: IsoDate | null;
}

/** What came to nothing because somebody was recorded as having died. */
export interface EndedByDeath {
  readonly referrals: number;
  readonly bookings: number;
}

/** Counted by the person's own keys. */
export type ReadEndedByDeath = (tx: Tx, clientId: string) => Promise<EndedByDeath>;

/** The readers a look at a repair needs. */
export type PreviewRepairDeps = WeighRepairDeps &
  Pick<PreviewDatesDeps, 'readCalendars' | 'readClaimReferences'> & {
    readonly readEndedByDeath: ReadEndedByDeath;
    readonly readLeavingStory: ReadLeavingStory;
    readonly leavingPolicy: LeavingPolicy;
  };

const clashesOf = async (
  deps: PreviewRepairDeps,
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
  const needed = (funds?.parts ?? []).flatMap(({ shares }) => shares);
  return netOf([
    ...comesBack(await readStayMoney(tx, placementId), paidAsBefore(plan)),
    ...needed.map(({ payer, year, pence: changePence }) => ({ payer, year, changePence })),
  ]);
};

const otherArrivalOf = async (
  { readReferral }: PreviewRepairDeps,
  tx: Tx,
  { bedId }: Placement,
  { arrivalOf }: RepairPlan,
  other: Placement | null,
): Promise<OtherArrival | null> => {
  if (arrivalOf === null || other === null) return null;
  const { admittedOn } = arrivalOf;
  const referral = await readReferral(tx, { kind: 'national' }, other.referralId);
  return {
    reference: referral?.reference ?? '',
    admittedOn,
    nightsFreed: nightsBetween(other.stay.arrivesOn, admittedOn),
    isSameBed: other.bedId === bedId,
  };
};

const dueDays = (tasks: readonly SafetyTask[]): ReadonlyMap<TaskKey, IsoDate> =>
  new Map(
    tasks
      .filter(({ status }) => status !== 'done' && status !== 'fallen-away')
      .map(({ key, dueOn }) => [key, dueOn]),
  );

const safetyTasksOf = async (
  { readLeavingStory, leavingPolicy, now }: PreviewRepairDeps,
  tx: Tx,
  scope: Scope,
  placementId: string,
  { state, admittedOn, endedOn, end, stay: { departsOn }, isDeathUndone, isDeathLearned }: RepairPlan,
): Promise<readonly SafetyTaskChange[]> => {
  const story = await readLeavingStory(tx, scope, placementId);
  if (story === null) return [];
  const { today } = await now(tx);
  const isRecordedAsDied = isDeathLearned || (story.isRecordedAsDied && !isDeathUndone);
  const would = {
    ...{ ...story, state, admittedOn, departsOn, endedOn, isRecordedAsDied },
    ...{ endKind: end.kind, endReason: end.reason },
  };
  const [before, after] = [story, would].map((facts) =>
    dueDays(deriveSafetyTasks(leavingPolicy, facts, story.records, today)),
  );
  return [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])]
    .map((key) => ({ key, dueOnBefore: before?.get(key) ?? null, dueOnAfter: after?.get(key) ?? null }))
    .filter(({ dueOnBefore, dueOnAfter }) => dueOnBefore !== dueOnAfter);
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
    const { placement, plan: planned, end, other } = weighed;
    const { admittedOn: startedOnBefore, endedOn: endedOnBefore } = placement;
    if (!planned.ok) {
      return {
        ...{ plan: null, obstacle: planned.refusal, nightsAdded: 0, nightsFreed: 0, clashes: [], money: [] },
        ...{ startedOnBefore, startedOnAfter: startedOnBefore, endedOnBefore, endedOnAfter: endedOnBefore },
        ...{ endBefore: end, endAfter: end, safetyTasks: [], arrivalOf: null, endedByDeath: null },
        nightsPastBefore: unpaidNights(placement.stay, endedOnBefore),
        nightsPastAfter: unpaidNights(placement.stay, endedOnBefore),
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
      nightsPastBefore: unpaidNights(placement.stay, endedOnBefore),
      nightsPastAfter: unpaidNights(plan.stay, plan.endedOn),
      ...{ endBefore: end, endAfter: plan.end },
      safetyTasks: await safetyTasksOf(deps, tx, scope, placementId, plan),
      arrivalOf: await otherArrivalOf(deps, tx, placement, plan, other),
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
  /** How it ended, as recorded; nulls where it did not. */
  readonly end: RecordedEnd;
  /** Whether its leaving is recorded as a death, or the person as having died since. */
  readonly endedWithDeath: boolean;
  readonly version: number;
  /** The repair that waits for a second person; null when none does. */
  readonly open:
    | (StayRepair & {
        readonly proposedByName: string;
        /** Of whoever came instead; null where it is of nobody else. */
        readonly otherReference: string | null;
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

/** A repair that was answered: what was said to be wrong, by whom, and who confirmed it or gave it back. */
export interface AnsweredRepair extends Repair {
  readonly repairId: string;
  readonly clientId: string;
  readonly answer: 'confirmed' | 'returned';
  /** Of whoever came instead; null where it is of nobody else. */
  readonly otherReference: string | null;
  readonly reason: string;
  readonly proposedByName: string;
  readonly proposedOn: IsoDate;
  readonly answeredByName: string;
  readonly answeredOn: IsoDate;
  /** Why it was given back; null for one that was confirmed. */
  readonly note: string | null;
}

/** The answered repairs of a stay in scope, newest first, at most `limit`. */
export type ListAnsweredRepairs = (
  tx: Tx,
  scope: Scope,
  query: { readonly placementId: string; readonly limit: number },
) => Promise<readonly AnsweredRepair[]>;

/** The booking of the person with a reference, for whoever came instead of another; null where there is none in scope. */
export type FindBooking = (tx: Tx, scope: Scope, reference: string) => Promise<string | null>;
