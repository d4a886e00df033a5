import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { RevokeReason } from '../domain/funding.js';
import type { PayerShare } from '../domain/payers.js';
import type { DeferReason, FundingRequest } from '../domain/request.js';

/** A request as somebody read it. */
export type RequestVersion = Pick<FundingRequest, 'requestId' | 'version'>;

/** What can happen to a request. It waits no longer once it is withdrawn or decided. */
export type RequestStep =
  | { readonly kind: 'listed'; readonly panelOn: IsoDate }
  | { readonly kind: 'deferred'; readonly reason: DeferReason; readonly note: string | null }
  | { readonly kind: 'answered'; readonly note: string }
  | { readonly kind: 'withdrawn'; readonly note: string }
  | { readonly kind: 'decided'; readonly fundingDecisionId: string };

/** Requests as rows. What was asked for, and each step, is kept as it was; a unique key keeps one open for a referral. */
export interface FundingRequests {
  /** The one that waits for an answer; null when there is none. */
  findOpen(tx: Tx, referralId: string): Promise<FundingRequest | null>;
  /** False when one waits already. */
  insert(tx: Tx, request: Omit<FundingRequest, 'standing'>, requestedBy: string): Promise<boolean>;
  /** Adds a step to a request that waits, at the version it was read; false when it has moved on. */
  step(tx: Tx, request: RequestVersion, step: RequestStep, recordedBy: string): Promise<boolean>;
}

/** A yes that was taken back. */
export interface Revocation {
  readonly fundingDecisionId: string;
  readonly reason: RevokeReason;
  readonly note: string | null;
  readonly revokedBy: string;
}

/** Takes a yes back, once, and only while no night rests on it: the nights that do, 0 when it was taken back. */
export type RevokeDecision = (tx: Tx, revocation: Revocation) => Promise<{ readonly claimedNights: number }>;

/** A request in a list of those that wait. */
export interface WaitingRequest extends FundingRequest {
  readonly clientId: string;
  readonly reference: string;
}

/** Requests in scope that wait for an answer, the oldest first; those of a referral closed meanwhile wait no more. */
export type ListRequests = (
  tx: Tx,
  scope: Scope,
  query: {
    readonly after: string | null;
    readonly limit: number;
    /** Leaves out those an approver's yes waits for a second one on: they stand among the proposals. */
    readonly isWithoutProposed?: boolean;
  },
) => Promise<readonly WaitingRequest[]>;

/** One thing that happened between asking for money and the end of a yes. */
export type FundingStep = { readonly at: Date; readonly by: string | null } & (
  | {
      readonly kind: 'requested';
      readonly weeks: number;
      readonly weeklyRatePence: number;
      readonly route: string;
      readonly note: string;
    }
  | { readonly kind: 'listed'; readonly panelOn: IsoDate }
  | { readonly kind: 'deferred'; readonly reason: string; readonly note: string | null }
  | {
      readonly kind:
        'withdrawn' | 'returned' | 'overtaken' | 'answered' | 'notice-lifted' | 'takeover-returned';
      readonly note: string | null;
    }
  | {
      readonly kind: 'proposed';
      readonly weeks: number;
      readonly weeklyRatePence: number;
      readonly route: string;
      /** Who pays what of a week; absent where the route pays it all. */
      readonly shares?: readonly PayerShare[];
      /** Why it is exceptional; null where it is not. */
      readonly note: string | null;
    }
  | ({
      readonly kind: 'takeover-asked' | 'taken-over';
      readonly fromOn: IsoDate;
      readonly note: string | null;
      /** The decision on which the stay rests from then on; null while it is only asked for. */
      readonly fundingDecisionId: string | null;
    } & Pick<FundingRequest, 'weeklyRatePence' | 'route'> & {
        readonly shares?: readonly PayerShare[];
      })
  | {
      readonly kind: 'approved';
      readonly decidedOn: IsoDate;
      readonly weeks: number;
      readonly weeklyRatePence: number;
      readonly route: string;
      readonly shares?: readonly PayerShare[];
      readonly expiresOn: IsoDate;
    }
  | {
      readonly kind: 'declined';
      readonly decidedOn: IsoDate;
      readonly reason: string | null;
      readonly note: string | null;
    }
  | { readonly kind: 'revoked' | 'notice-given'; readonly reason: string; readonly note: string | null }
);

/** Everything that happened about the money of a referral in scope, newest first. */
export type ReadFundingHistory = (
  tx: Tx,
  scope: Scope,
  referralId: string,
) => Promise<readonly FundingStep[]>;

/** The notices that stand, of referrals with a bed booked or slept in; referrals without one are absent. */
export type ReadFundingNotices = (
  tx: Tx,
  referralIds: readonly string[],
) => Promise<
  ReadonlyMap<string, { readonly on: IsoDate; readonly reason: string; readonly note: string | null }>
>;
