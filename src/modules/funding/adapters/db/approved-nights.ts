import { done, refuse } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { execute, selectOne } from '../../../../platform/db/sql.js';
import type { ApprovedNights, FundingUsedUp } from '../../contract/approved-nights.js';

const readNights = async (
  tx: Tx,
  fundingDecisionId: string,
): Promise<Pick<FundingUsedUp, 'fundedNights' | 'claimedNights'>> => {
  const row = await selectOne<{ funded: string; claimed: string }>(
    tx,
    `SELECT IF(decision = 'approved' AND revoked_at IS NULL, weeks * 7, 0) AS funded, claimed_nights AS claimed
       FROM funding_decision WHERE id = ?`,
    [fundingDecisionId],
  );
  if (row === null) throw new Error(`No funding decision ${fundingDecisionId}.`);
  return { fundedNights: Number(row.funded), claimedNights: Number(row.claimed) };
};

/** A counter on the decision's own row; a guarded update has the last word. */
export const mariadbApprovedNights: ApprovedNights = {
  async check(tx, { fundingDecisionId, nights }) {
    const now = await readNights(tx, fundingDecisionId);
    return now.claimedNights + nights <= now.fundedNights
      ? done(true)
      : refuse({ code: 'funding-used-up', ...now, askedNights: nights });
  },

  async take(tx, { fundingDecisionId, nights }) {
    const taken = await execute(
      tx,
      `UPDATE funding_decision SET claimed_nights = claimed_nights + ?
        WHERE id = ? AND decision = 'approved' AND revoked_at IS NULL AND claimed_nights + ? <= weeks * 7`,
      [nights, fundingDecisionId, nights],
    );
    if (taken === 1) return done(true);
    return refuse({
      code: 'funding-used-up',
      ...(await readNights(tx, fundingDecisionId)),
      askedNights: nights,
    });
  },

  async giveBack(tx, { fundingDecisionId, nights }) {
    if (nights === 0) return;
    // Not below zero: the release before this one did not count, and nobody's leaving may fail over it.
    const given = await execute(
      tx,
      `UPDATE funding_decision SET claimed_nights = IF(claimed_nights > ?, claimed_nights - ?, 0) WHERE id = ?`,
      [nights, nights, fundingDecisionId],
    );
    if (given !== 1) throw new Error(`No funding decision ${fundingDecisionId}.`);
  },

  async readLeft(tx, fundingDecisionId) {
    const { fundedNights, claimedNights } = await readNights(tx, fundingDecisionId);
    return Math.max(0, fundedNights - claimedNights);
  },
};
