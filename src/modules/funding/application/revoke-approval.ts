import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { EndApproval } from '../../referrals/contract/closing.js';
import type { ReadReferral, TakeClient } from '../../referrals/contract/facts.js';
import { fundingDecidedV1 } from '../contract/events.js';
import type { ReadLatestDecisions } from '../contract/funding.js';
import type { WithdrawUnfundedOffer } from '../contract/withdraw-unfunded-offer.js';
import type { RevokeReason } from '../domain/funding.js';
import type { ApprovalInUse } from './decide-funding.js';
import type { RevokeDecision } from './request-ports.js';

/** What taking a yes back needs. */
export interface RevokeApprovalDeps {
  readonly readReferral: ReadReferral;
  readonly takeClient: TakeClient;
  readonly readLatestDecisions: ReadLatestDecisions;
  readonly withdrawUnfundedOffer: WithdrawUnfundedOffer;
  readonly revokeDecision: RevokeDecision;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

/** Why a yes stands. `claimedNights` are booked or slept on it. */
export type RevokeApprovalRefusal =
  { readonly code: 'not-found' } | { readonly code: 'nothing-approved' } | ApprovalInUse;

const noteRevoked = async (
  { audit, events }: Pick<RevokeApprovalDeps, 'audit' | 'events'>,
  tx: Tx,
  {
    referralId,
    fundingDecisionId,
    reason,
    note,
  }: {
    readonly referralId: string;
    readonly fundingDecisionId: string;
    readonly reason: RevokeReason;
    readonly note: string | null;
  },
): Promise<void> => {
  await audit(tx, {
    action: 'funding.approval-revoked',
    subjectKind: 'funding_decision',
    subjectId: fundingDecisionId,
    version: 2,
    after: { referralId, reason },
    ...(note === null ? {} : { reason: note }),
  });
  await events(tx, fundingDecidedV1.make({ referralId }));
};

/**
 * Takes the latest yes to a referral back, with why. The offer that waits for its answer is taken back with it, and bed
 * and money are free at once. Not once a bed is booked or somebody sleeps on it: what was promised to a person is undone
 * by the provider's record that they will not arrive, never by the money going away under them.
 */
export const makeRevokeApproval =
  (deps: RevokeApprovalDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    {
      memberId,
      referralId,
      reason,
      note,
    }: {
      readonly memberId: string;
      readonly referralId: string;
      readonly reason: RevokeReason;
      readonly note: string | null;
    },
  ): Promise<Outcome<{ fundingDecisionId: string }, RevokeApprovalRefusal>> => {
    // Where every offer to the person is made: a revocation and an offer at once see each other.
    if (!(await deps.takeClient(tx, scope, referralId))) return refuse({ code: 'not-found' });
    if ((await deps.readReferral(tx, scope, referralId)) === null) return refuse({ code: 'not-found' });
    const latest = (await deps.readLatestDecisions(tx, [referralId])).get(referralId);
    if (latest?.decision !== 'approved' || latest.revoked !== undefined) {
      return refuse({ code: 'nothing-approved' });
    }
    await deps.withdrawUnfundedOffer(tx, referralId, 'The funder took the approval back');
    const { fundingDecisionId } = latest;
    const { claimedNights } = await deps.revokeDecision(tx, {
      fundingDecisionId,
      reason,
      note,
      revokedBy: memberId,
    });
    if (claimedNights > 0) return refuse({ code: 'approval-in-use', claimedNights });
    await noteRevoked(deps, tx, { referralId, fundingDecisionId, reason, note });
    return done({ fundingDecisionId });
  };

/** Ends the latest yes to a referral that leaves the partnership which gave it; nothing where there is none. */
export const makeEndApproval =
  (
    deps: Pick<RevokeApprovalDeps, 'readLatestDecisions' | 'revokeDecision' | 'audit' | 'events'>,
  ): EndApproval =>
  async (tx, { memberId, referralId, note }) => {
    const latest = (await deps.readLatestDecisions(tx, [referralId])).get(referralId);
    if (latest?.decision !== 'approved' || latest.revoked !== undefined) return;
    const { fundingDecisionId } = latest;
    const reason = 'circumstances_changed';
    const { claimedNights } = await deps.revokeDecision(tx, {
      fundingDecisionId,
      reason,
      note,
      revokedBy: memberId,
    });
    // Whoever calls has seen, with the person's row taken, that nobody has a bed or an offer of it.
    if (claimedNights > 0) throw new Error(`${claimedNights} nights rest on decision ${fundingDecisionId}.`);
    await noteRevoked(deps, tx, { referralId, fundingDecisionId, reason, note });
  };
