import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import type { IdSource } from '../../../kernel/ids.js';
import { addNights, type IsoDate } from '../../../kernel/iso-date.js';
import type { Pence } from '../../../kernel/money.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import { nightCount } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReadReferral, TakeClient } from '../../referrals/contract/facts.js';
import { fundingAskedV1, fundingDecidedV1, fundingReturnedV1 } from '../contract/events.js';
import type { BudgetRefusal } from '../contract/funding.js';
import type { ReadRunningStay, StayChanged, TakeOverStay } from '../contract/takeover.js';
import type { AboveYourLimit } from '../domain/delegation.js';
import type { FundingDecision } from '../domain/funding.js';
import { sharesOf, type Payer, type PayerShare, type SharesRefusal } from '../domain/payers.js';
import {
  routeOfPayers,
  weighTakeoverDay,
  weighTakeoverYes,
  type FundingTakeover,
  type TakeoverDayRefusal,
} from '../domain/takeover.js';
import type { LimitOf } from './approval-limit-ports.js';

/** Takeovers as rows. What was asked for is kept as it was; a unique key keeps one open for a referral. */
export interface FundingTakeovers {
  /** The one that waits for its yes; null when there is none. */
  findOpen(tx: Tx, referralId: string): Promise<FundingTakeover | null>;
  /** False when one waits already. */
  insert(tx: Tx, takeover: FundingTakeover): Promise<boolean>;
  /** False when it was answered since, or, for a yes, when the member asked for it. */
  answer(
    tx: Tx,
    takeover: Pick<FundingTakeover, 'takeoverId' | 'version'>,
    answer:
      | { readonly kind: 'confirmed'; readonly fundingDecisionId: string }
      | { readonly kind: 'returned'; readonly note: string },
    answeredBy: string,
  ): Promise<boolean>;
}

/** A takeover in a list of those that wait. */
export interface WaitingTakeover extends FundingTakeover {
  readonly clientId: string;
  readonly reference: string;
  readonly proposedByName: string;
}

/** Takeovers in scope that wait for their yes, the oldest first. */
export type ListTakeovers = (
  tx: Tx,
  scope: Scope,
  query: { readonly after: string | null; readonly limit: number },
) => Promise<readonly WaitingTakeover[]>;

/** What taking over needs. */
export interface TakeoverDeps {
  readonly readReferral: ReadReferral;
  readonly takeClient: TakeClient;
  readonly takeovers: FundingTakeovers;
  readonly readRunningStay: ReadRunningStay;
  readonly takeOverStay: TakeOverStay<TakeOverStayRefusal>;
  readonly insertDecision: (tx: Tx, decision: FundingDecision, decidedBy: string) => Promise<void>;
  readonly limitOf: LimitOf;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
  /** How long an approval may wait for an offer. Unit: days. */
  readonly approvalValidDays: number;
}

/** What the stay or the money says to it. */
export type TakeOverStayRefusal =
  StayChanged | BudgetRefusal | { readonly code: 'changed-since-you-read-it' };

/** Who is to pay what of a week, from which day on, and why. */
export interface AskTakeover {
  readonly memberId: string;
  readonly referralId: string;
  readonly fromOn: IsoDate;
  readonly weeklyRatePence: Pence;
  /** Who pays all that the others do not. */
  readonly payer: Payer;
  readonly otherPayers: readonly PayerShare[];
  readonly reason: string;
  readonly today: IsoDate;
}

/** Why it was not asked for. */
export type AskTakeoverRefusal =
  | SharesRefusal
  | TakeoverDayRefusal
  | { readonly code: 'not-found' }
  | { readonly code: 'nobody-stays' }
  | { readonly code: 'takeover-waits' };

/** A takeover as it was recorded. */
export type TakeoverAsked = { readonly takeoverId: string; readonly version: number };

/**
 * Asks that others pay for the rest of a stay: another fund, somebody outside, or several together. Nothing moves until
 * an approver who did not ask for it gives their yes.
 */
export const makeAskTakeover =
  (deps: TakeoverDeps) =>
  async (tx: Tx, scope: Scope, command: AskTakeover): Promise<Outcome<TakeoverAsked, AskTakeoverRefusal>> => {
    const { memberId, referralId, fromOn, weeklyRatePence, payer, otherPayers, reason, today } = command;
    if (!(await deps.takeClient(tx, scope, referralId))) return refuse({ code: 'not-found' });
    const referral = await deps.readReferral(tx, scope, referralId);
    if (referral === null) return refuse({ code: 'not-found' });
    const running = await deps.readRunningStay(tx, referralId);
    if (running === null) return refuse({ code: 'nobody-stays' });
    const day = weighTakeoverDay(fromOn, running.stay, today);
    if (!day.ok) return day;
    const shared = sharesOf(payer, weeklyRatePence, otherPayers, referral.route);
    if (!shared.ok) return shared;
    const takeover: FundingTakeover = {
      ...{ takeoverId: deps.newId(), referralId, partnershipId: referral.partnershipId },
      ...{ placementId: running.placementId, reason, proposedBy: memberId, version: 1 },
      nights: { arrivesOn: fromOn, departsOn: running.stay.departsOn },
      ...{ route: routeOfPayers(payer, otherPayers, running.route), weeklyRatePence, shares: shared.value },
    };
    if (!(await deps.takeovers.insert(tx, takeover))) return refuse({ code: 'takeover-waits' });
    await deps.audit(tx, {
      action: 'funding.takeover-asked',
      subjectKind: 'funding_takeover',
      subjectId: takeover.takeoverId,
      version: 1,
      after: { referralId, fromOn, toOn: takeover.nights.departsOn, weeklyRatePence, shares: shared.value },
      reason,
    });
    await deps.events(tx, fundingAskedV1.make({ referralId }));
    return done({ takeoverId: takeover.takeoverId, version: 1 });
  };

/** Which referral's takeover, at the version it was read, and by whom. */
export interface TakeoverMove {
  readonly memberId: string;
  readonly referralId: string;
  readonly expectedVersion: number;
}

/** Why a takeover waits on. */
export type TakeoverMoveRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'nothing-asked' }
  | { readonly code: 'changed-since-you-read-it' };

const findTakeover = async (
  deps: TakeoverDeps,
  tx: Tx,
  scope: Scope,
  { referralId, expectedVersion }: TakeoverMove,
): Promise<Outcome<FundingTakeover, TakeoverMoveRefusal>> => {
  // Where everything about the money of the person is decided, so that of two answers the second sees the first.
  if (!(await deps.takeClient(tx, scope, referralId))) return refuse({ code: 'not-found' });
  if ((await deps.readReferral(tx, scope, referralId)) === null) return refuse({ code: 'not-found' });
  const open = await deps.takeovers.findOpen(tx, referralId);
  if (open === null) return refuse({ code: 'nothing-asked' });
  return open.version === expectedVersion ? done(open) : refuse({ code: 'changed-since-you-read-it' });
};

/** As for any step; or the yes is not theirs to give, the day has gone by, or the stay or the money does not allow it. */
export type ConfirmTakeoverRefusal =
  | TakeoverMoveRefusal
  | TakeoverDayRefusal
  | TakeOverStayRefusal
  | AboveYourLimit
  | { readonly code: 'second-approver-needed' };

/**
 * The approver of the new money gives their yes: from the day on it pays, for the nights to the planned end that was
 * agreed to. It is a decision of its own, on which the whole stay rests from now on.
 */
export const makeConfirmTakeover =
  (deps: TakeoverDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    move: TakeoverMove & { readonly today: IsoDate },
  ): Promise<
    Outcome<{ readonly fundingDecisionId: string; readonly version: number }, ConfirmTakeoverRefusal>
  > => {
    const found = await findTakeover(deps, tx, scope, move);
    if (!found.ok) return found;
    const takeover = found.value;
    const { memberId, referralId, today } = move;
    const weighed = weighTakeoverYes(takeover, memberId, await deps.limitOf(tx, memberId, today));
    if (!weighed.ok) return weighed;
    const running = await deps.readRunningStay(tx, referralId);
    if (running === null) return refuse({ code: 'stay-changed', departsOn: null });
    const day = weighTakeoverDay(takeover.nights.arrivesOn, running.stay, today);
    if (!day.ok) return day;
    const fundingDecisionId = deps.newId();
    const answer = { kind: 'confirmed', fundingDecisionId } as const;
    if (!(await deps.takeovers.answer(tx, takeover, answer, memberId))) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    const { partnershipId, route, weeklyRatePence, shares, nights, reason, takeoverId } = takeover;
    const paidBy = { route, weeklyRatePence, ...(shares === undefined ? {} : { shares }) };
    // New, so that nobody waits for its row: it may come before that of the placement.
    await deps.insertDecision(
      tx,
      {
        ...{
          fundingDecisionId,
          referralId,
          partnershipId,
          ...paidBy,
          decision: 'approved',
          decidedOn: today,
        },
        weeks: Math.ceil(nightCount(running.stay) / 7),
        declined: null,
        expiresOn: addNights(today, deps.approvalValidDays),
      },
      memberId,
    );
    const taken = await deps.takeOverStay(tx, {
      ...{ placementId: takeover.placementId, changeId: takeoverId, nights },
      ...{ fundingDecisionId, paidBy, reason, memberId },
    });
    if (!taken.ok) return taken;
    await deps.audit(tx, {
      action: 'funding.takeover-confirmed',
      subjectKind: 'funding_takeover',
      subjectId: takeoverId,
      version: takeover.version + 1,
      after: { referralId, fundingDecisionId },
    });
    await deps.events(tx, fundingDecidedV1.make({ referralId }));
    return done({ fundingDecisionId, version: takeover.version + 1 });
  };

/** Gives a takeover back with why; whoever pays now pays on. */
export const makeReturnTakeover =
  (deps: TakeoverDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    move: TakeoverMove & { readonly note: string },
  ): Promise<Outcome<TakeoverAsked, TakeoverMoveRefusal>> => {
    const found = await findTakeover(deps, tx, scope, move);
    if (!found.ok) return found;
    const { takeoverId } = found.value;
    const { memberId, referralId, note } = move;
    if (!(await deps.takeovers.answer(tx, found.value, { kind: 'returned', note }, memberId))) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    const version = move.expectedVersion + 1;
    await deps.audit(tx, {
      action: 'funding.takeover-returned',
      subjectKind: 'funding_takeover',
      subjectId: takeoverId,
      version,
      after: { referralId },
      reason: note,
    });
    await deps.events(tx, fundingReturnedV1.make({ returnedId: takeoverId }));
    return done({ takeoverId, version });
  };
