import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import type { IdSource } from '../../../kernel/ids.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Pence } from '../../../kernel/money.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReadReferral, TakeClient } from '../../referrals/contract/facts.js';
import { fundingAskedV1 } from '../contract/events.js';
import { additionalFundObstacle, type AdditionalFundNotOpen } from '../domain/payers.js';
import type { FundingRequests } from './request-ports.js';

/** What asking for money needs. */
export interface RequestFundingDeps {
  readonly readReferral: ReadReferral;
  readonly takeClient: TakeClient;
  readonly requests: FundingRequests;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

/** So many weeks at a price, and why. */
export interface RequestFunding {
  readonly memberId: string;
  readonly today: IsoDate;
  readonly referralId: string;
  readonly weeks: number;
  readonly weeklyRatePence: Pence;
  readonly reason: string;
  /** Asks the Additional Placement Fund in the place of the partnership's own money. */
  readonly isFromAdditionalFund?: boolean;
}

/** Why money is not asked for. */
export type RequestFundingRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'referral-closed' }
  | AdditionalFundNotOpen
  | { readonly code: 'funding-already-requested'; readonly requestedOn: IsoDate };

/** A request as it now stands. */
export type RequestMoved = { readonly requestId: string; readonly version: number };

/**
 * A coordinator asks for money for a person: the first step towards a decision. One request waits for a referral at a
 * time; more weeks may be asked for somebody who has arrived. The Additional Placement Fund may be asked where the
 * referral is on the partnership's own money, which it is there to take the place of (Scottish Government, 2024).
 */
export const makeRequestFunding =
  ({ readReferral, takeClient, requests, newId, audit, events }: RequestFundingDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    {
      memberId,
      today,
      referralId,
      weeks,
      weeklyRatePence,
      reason,
      isFromAdditionalFund = false,
    }: RequestFunding,
  ): Promise<Outcome<RequestMoved, RequestFundingRefusal>> => {
    if (!(await takeClient(tx, scope, referralId))) return refuse({ code: 'not-found' });
    const referral = await readReferral(tx, scope, referralId);
    if (referral === null) return refuse({ code: 'not-found' });
    if (referral.state === 'closed' && referral.closedReason !== 'placed') {
      return refuse({ code: 'referral-closed' });
    }
    const { partnershipId } = referral;
    const route = isFromAdditionalFund ? 'additional_placement_fund' : referral.route;
    const closed = isFromAdditionalFund ? additionalFundObstacle(referral.route, [route]) : null;
    if (closed !== null) return refuse(closed);
    const requestId = newId();
    const request = { requestId, referralId, partnershipId, route, weeks, weeklyRatePence, reason };
    if (!(await requests.insert(tx, { ...request, requestedOn: today, version: 1 }, memberId))) {
      const open = await requests.findOpen(tx, referralId);
      return refuse({ code: 'funding-already-requested', requestedOn: open?.requestedOn ?? today });
    }
    await audit(tx, {
      action: 'funding.funding-requested',
      subjectKind: 'funding_request',
      subjectId: requestId,
      version: 1,
      after: { referralId, route, weeks, weeklyRatePence },
      reason,
    });
    await events(tx, fundingAskedV1.make({ referralId }));
    return done({ requestId, version: 1 });
  };
