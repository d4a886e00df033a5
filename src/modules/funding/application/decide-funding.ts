import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import type { IdSource } from '../../../kernel/ids.js';
import { addNights, type IsoDate } from '../../../kernel/iso-date.js';
import { pence } from '../../../kernel/money.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReadReferral, TakeClient } from '../../referrals/contract/facts.js';
import type { WithdrawUnfundedOffer } from '../contract/withdraw-unfunded-offer.js';
import { fundingDecidedV1 } from '../contract/events.js';
import type { ReadLatestDecisions } from '../contract/funding.js';
import type { FundingAnswer, FundingDecision } from '../domain/funding.js';
import type { FundingRequests } from './request-ports.js';

/** What recording a funding decision needs. */
export interface DecideFundingDeps {
  readonly readReferral: ReadReferral;
  readonly takeClient: TakeClient;
  readonly insertDecision: (tx: Tx, decision: FundingDecision, decidedBy: string) => Promise<void>;
  readonly requests: FundingRequests;
  readonly readLatestDecisions: ReadLatestDecisions;
  readonly withdrawUnfundedOffer: WithdrawUnfundedOffer;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
  /** How long an approval may wait for an offer. Unit: days. */
  readonly approvalValidDays: number;
}

/** Why a funding decision cannot be recorded, with the day that would be accepted. */
export type DecideFundingRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'referral-closed' }
  | { readonly code: 'decided-in-the-future'; readonly today: string }
  | { readonly code: 'decided-before-referral'; readonly receivedOn: string };

/** The decision as recorded. */
export type Decided = { readonly fundingDecisionId: string; readonly version: number };

/**
 * Records the partnership's funding decision on a referral: the first of the two gates. A request that waits is answered
 * by it; a panel may also decide on what was asked for on paper. A no takes back the offer that waits for its answer,
 * and so does a yes from another fund.
 */
export const makeDecideFunding =
  ({
    readReferral,
    takeClient,
    insertDecision,
    requests,
    readLatestDecisions,
    withdrawUnfundedOffer,
    newId,
    audit,
    events,
    approvalValidDays,
  }: DecideFundingDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: FundingAnswer & {
      readonly memberId: string;
      readonly today: IsoDate;
      readonly referralId: string;
      readonly decidedOn: IsoDate;
    },
  ): Promise<Outcome<Decided, DecideFundingRefusal>> => {
    const { referralId, decision, decidedOn, today } = command;
    if (decidedOn > today) return refuse({ code: 'decided-in-the-future', today });
    // Where every offer to the person is made: a no and an offer decided at once see each other.
    await takeClient(tx, scope, referralId);
    const referral = await readReferral(tx, scope, referralId);
    if (referral === null) return refuse({ code: 'not-found' });
    // More weeks may be approved for somebody who has arrived; a referral closed otherwise asks for nothing.
    if (referral.state === 'closed' && referral.closedReason !== 'placed') {
      return refuse({ code: 'referral-closed' });
    }
    if (decidedOn < referral.receivedOn) {
      return refuse({ code: 'decided-before-referral', receivedOn: referral.receivedOn });
    }
    const fundingDecisionId = newId();
    const expiresOn = addNights(decidedOn, approvalValidDays);
    const asked = await requests.findOpen(tx, referralId);
    const { partnershipId } = referral;
    // What was asked for may come from another fund than the referral's own.
    const route = asked?.route ?? referral.route;
    const before = (await readLatestDecisions(tx, [referralId])).get(referralId);
    const granted =
      command.decision === 'approved'
        ? { weeks: command.weeks, weeklyRatePence: command.weeklyRatePence, declined: null }
        : {
            weeks: 0,
            weeklyRatePence: pence(0),
            declined: { reason: command.reason, note: command.note },
          };
    await insertDecision(
      tx,
      {
        fundingDecisionId,
        referralId,
        partnershipId,
        route,
        decision,
        decidedOn,
        ...granted,
        expiresOn,
      },
      command.memberId,
    );
    // Its money is held where nobody will take it from.
    if (decision === 'approved' && before !== undefined && before.route !== route) {
      await withdrawUnfundedOffer(tx, referralId, 'Another fund pays from now on');
    }
    if (decision === 'declined') await withdrawUnfundedOffer(tx, referralId, 'The funder declined');
    if (
      asked !== null &&
      !(await requests.step(tx, asked, { kind: 'decided', fundingDecisionId }, command.memberId))
    ) {
      throw new Error(`Request ${asked.requestId} moved on while its person's row was held.`);
    }
    await audit(tx, {
      action: 'funding.funding-decided',
      subjectKind: 'funding_decision',
      subjectId: fundingDecisionId,
      version: 1,
      after: { referralId, decision, decidedOn, ...granted, route },
    });
    await events(tx, fundingDecidedV1.make({ referralId }));
    return done({ fundingDecisionId, version: 1 });
  };
