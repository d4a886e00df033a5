import type { SettleMoney } from '../../referrals/contract/closing.js';
import { moveRequest, type MoveRequestDeps } from './move-request.js';
import { overtakeProposal } from './overtake-proposal.js';
import type { FundingTakeovers } from './takeover.js';

/** What settling the money of a referral needs. */
export interface SettleMoneyDeps extends MoveRequestDeps {
  readonly takeovers: Pick<FundingTakeovers, 'findOpen' | 'answer'>;
}

/**
 * Ends what waits for an answer about the money of a referral, since the referral itself ends or goes to another
 * partnership: the request is withdrawn, what waits for a second approver is overtaken, and others who were asked to pay
 * are asked no more. Nothing where nothing waits.
 */
export const makeSettleMoney =
  (deps: SettleMoneyDeps): SettleMoney =>
  async (tx, scope, { memberId, referralId, note }) => {
    const { takeClient, requests, takeovers, audit } = deps;
    await takeClient(tx, scope, referralId);
    const open = await requests.findOpen(tx, referralId);
    if (open !== null) {
      const of = { memberId, referralId, expectedVersion: open.version };
      const moved = await moveRequest(deps, tx, scope, of, { kind: 'withdrawn', note });
      // Every other step of a request takes the person's row first, which is held here.
      if (!moved.ok)
        throw new Error(
          `The request of referral ${referralId} could not be withdrawn: ${moved.refusal.code}.`,
        );
    }
    // A panel may have decided on paper what nobody asked for here.
    await overtakeProposal(deps, tx, { referralId, memberId, why: note });
    const asked = await takeovers.findOpen(tx, referralId);
    if (asked === null) return;
    if (!(await takeovers.answer(tx, asked, { kind: 'returned', note }, memberId))) {
      throw new Error(`Takeover ${asked.takeoverId} moved on while its person's row was held.`);
    }
    await audit(tx, {
      action: 'funding.takeover-returned',
      subjectKind: 'funding_takeover',
      subjectId: asked.takeoverId,
      version: asked.version + 1,
      after: { referralId },
      reason: note,
    });
  };
