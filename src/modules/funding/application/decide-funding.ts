import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import type { IdSource } from '../../../kernel/ids.js';
import { addNights, type IsoDate } from '../../../kernel/iso-date.js';
import { pence } from '../../../kernel/money.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReadReferral, ReferralFacts, Route, TakeClient } from '../../referrals/contract/facts.js';
import type { ReadNightsPaid } from '../contract/nights-paid.js';
import type { WithdrawUnfundedOffer } from '../contract/withdraw-unfunded-offer.js';
import { fundingDecidedV1 } from '../contract/events.js';
import type { ReadLatestDecisions } from '../contract/funding.js';
import { withinLimit, type AboveYourLimit } from '../domain/delegation.js';
import type { FundingAnswer, FundingDecision } from '../domain/funding.js';
import { payersChanged, sharesOf, type SharesRefusal } from '../domain/payers.js';
import type { LimitOf } from './approval-limit-ports.js';
import { overtakeProposal } from './overtake-proposal.js';
import type { FundingProposals } from './proposal-ports.js';
import type { FundingRequests } from './request-ports.js';

/** What recording a funding decision needs. */
export interface DecideFundingDeps {
  readonly readReferral: ReadReferral;
  readonly takeClient: TakeClient;
  readonly insertDecision: (tx: Tx, decision: FundingDecision, decidedBy: string) => Promise<void>;
  readonly requests: FundingRequests;
  readonly proposals: FundingProposals;
  readonly limitOf: LimitOf;
  readonly readNightsPaid: ReadNightsPaid;
  readonly readLatestDecisions: ReadLatestDecisions;
  readonly withdrawUnfundedOffer: WithdrawUnfundedOffer;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
  /** How long an approval may wait for an offer. Unit: days. */
  readonly approvalValidDays: number;
}

/** Why nothing can be decided that day, with the day that would be accepted. */
export type UndecidableRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'referral-closed' }
  | { readonly code: 'decided-in-the-future'; readonly today: string }
  | { readonly code: 'decided-before-referral'; readonly receivedOn: string };

/** A bed is booked or somebody sleeps on the approval before: `claimedNights` of it. A no would not take it away. */
export type ApprovalInUse = { readonly code: 'approval-in-use'; readonly claimedNights: number };

/** Why a funding decision cannot be recorded. */
export type RecordDecisionRefusal = UndecidableRefusal | ApprovalInUse;

/** As above; or its price cannot be shared so, or it costs more than the member may approve alone. */
export type DecideFundingRefusal = RecordDecisionRefusal | SharesRefusal | AboveYourLimit;

/** The decision as recorded. */
export type Decided = { readonly fundingDecisionId: string; readonly version: number };

/** Who decides what about which referral. */
export type Decision = FundingAnswer & {
  readonly memberId: string;
  readonly today: IsoDate;
  readonly referralId: string;
  readonly decidedOn: IsoDate;
};

/** Why nothing can be decided on a referral that day; null where it can. */
export const whyUndecidable = (
  referral: ReferralFacts | null,
  decidedOn: IsoDate,
  today: IsoDate,
): UndecidableRefusal | null => {
  if (decidedOn > today) return { code: 'decided-in-the-future', today };
  if (referral === null) return { code: 'not-found' };
  // More weeks may be approved for somebody who has arrived; a referral closed otherwise asks for nothing.
  if (referral.state === 'closed' && referral.closedReason !== 'placed') return { code: 'referral-closed' };
  return decidedOn < referral.receivedOn
    ? { code: 'decided-before-referral', receivedOn: referral.receivedOn }
    : null;
};

/** Whether a member may give a yes of this size alone, weighed where everything about the person's money is decided. */
export const weighAlone = async (
  deps: Pick<DecideFundingDeps, 'takeClient' | 'limitOf' | 'readNightsPaid'>,
  tx: Tx,
  scope: Scope,
  {
    memberId,
    referralId,
    today,
    weeks,
    weeklyRatePence,
  }: Pick<Decision, 'memberId' | 'referralId' | 'today'> & Pick<FundingDecision, 'weeks' | 'weeklyRatePence'>,
): Promise<ReturnType<typeof withinLimit>> => {
  const paid = (await deps.takeClient(tx, scope, referralId))
    ? await deps.readNightsPaid(tx, referralId)
    : null;
  return withinLimit({ weeks, weeklyRatePence, paid }, await deps.limitOf(tx, memberId, today));
};

/**
 * Writes a decision down, whoever was entitled to give it. A request that waits is answered by it, and a proposal that
 * waits is overtaken. A no takes back the offer that waits for its answer, and so does a yes from another fund. Where a bed is
 * booked or slept in, a no answers a request for more and nothing else: the yes before it stands.
 * `proposed` is what a second approver confirmed; null for a decision of one member.
 */
export const recordDecision = async (
  deps: DecideFundingDeps,
  tx: Tx,
  scope: Scope,
  command: Decision,
  proposed: {
    readonly fundingDecisionId: string;
    readonly proposalId: string;
    readonly route: Route;
  } | null,
): Promise<Outcome<Decided, RecordDecisionRefusal | SharesRefusal>> => {
  const { requests, readLatestDecisions, withdrawUnfundedOffer } = deps;
  const { referralId, decision, decidedOn, today } = command;
  // Where every offer to the person is made: a no and an offer decided at once see each other.
  await deps.takeClient(tx, scope, referralId);
  const referral = await deps.readReferral(tx, scope, referralId);
  const undecidable = whyUndecidable(referral, decidedOn, today);
  if (undecidable !== null) return refuse(undecidable);
  if (referral === null) return refuse({ code: 'not-found' });
  const fundingDecisionId = proposed?.fundingDecisionId ?? deps.newId();
  const expiresOn = addNights(decidedOn, deps.approvalValidDays);
  const asked = await requests.findOpen(tx, referralId);
  const { partnershipId } = referral;
  // What was asked for may come from another fund than the referral's own.
  const route = proposed?.route ?? asked?.route ?? referral.route;
  const before = (await readLatestDecisions(tx, [referralId])).get(referralId);
  const others = command.decision === 'approved' ? (command.otherPayers ?? []) : [];
  const shared =
    command.decision === 'approved' && others.length > 0
      ? sharesOf(route, command.weeklyRatePence, others, referral.route)
      : null;
  if (shared !== null && !shared.ok) return shared;
  const shares = shared === null ? {} : { shares: shared.value };
  const granted =
    command.decision === 'approved'
      ? { weeks: command.weeks, weeklyRatePence: command.weeklyRatePence, declined: null, ...shares }
      : {
          weeks: 0,
          weeklyRatePence: pence(0),
          declined: { reason: command.reason, note: command.note },
        };
  // A no to what is asked for answers that alone; any other would be one to what is booked or slept already.
  const paid = decision === 'declined' ? await deps.readNightsPaid(tx, referralId) : null;
  if (paid !== null && asked === null) return refuse({ code: 'approval-in-use', claimedNights: paid.nights });
  const answersRequestAlone = paid !== null;
  await deps.insertDecision(
    tx,
    {
      ...{ fundingDecisionId, referralId, partnershipId, route, decision, decidedOn },
      ...granted,
      ...{ expiresOn, answersRequestAlone },
    },
    command.memberId,
  );
  // Its money is held where nobody will take it from.
  const by = { route, weeklyRatePence: granted.weeklyRatePence, ...shares };
  if (decision === 'approved' && before !== undefined && payersChanged(before, by)) {
    await withdrawUnfundedOffer(tx, referralId, 'Another fund pays from now on');
  }
  if (decision === 'declined' && !answersRequestAlone) {
    await withdrawUnfundedOffer(tx, referralId, 'The funder declined');
  }
  if (
    asked !== null &&
    !(await requests.step(tx, asked, { kind: 'decided', fundingDecisionId }, command.memberId))
  ) {
    throw new Error(`Request ${asked.requestId} moved on while its person's row was held.`);
  }
  await overtakeProposal(deps, tx, { referralId, memberId: command.memberId, why: 'Decided otherwise' });
  await deps.audit(tx, {
    action: 'funding.funding-decided',
    subjectKind: 'funding_decision',
    subjectId: fundingDecisionId,
    version: 1,
    after: {
      ...{ referralId, decision, decidedOn, ...granted, route },
      // What two members said yes to.
      ...(proposed === null ? {} : { proposalId: proposed.proposalId }),
    },
  });
  await deps.events(tx, fundingDecidedV1.make({ referralId }));
  return done({ fundingDecisionId, version: 1 });
};

/**
 * Records the partnership's funding decision on a referral: the first of the two gates. A panel may also decide on what
 * was asked for on paper. A yes that costs more than the member may approve alone is not theirs to give: it is proposed,
 * and a second approver confirms it.
 */
export const makeDecideFunding =
  (deps: DecideFundingDeps) =>
  async (tx: Tx, scope: Scope, command: Decision): Promise<Outcome<Decided, DecideFundingRefusal>> => {
    if (command.decision === 'approved') {
      const alone = await weighAlone(deps, tx, scope, command);
      if (!alone.ok) return alone;
    }
    return recordDecision(deps, tx, scope, command, null);
  };
