import { londonDate } from '../../../../kernel/iso-date.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, selectOne } from '../../../../platform/db/sql.js';
import type { FundingNotices } from '../../application/give-notice.js';
import type { ReadFundingNotice } from '../../contract/notice.js';

/** Notices of funders; the row of the decision is what an arrival and a notice meet in. */
export const fundingNotices: FundingNotices = {
  async takeClaimed(tx, referralId) {
    const row = await selectOne<{ id: string }>(
      tx,
      `SELECT id FROM funding_decision
        WHERE referral_id = ? AND decision = 'approved' AND revoked_at IS NULL AND claimed_nights > 0
        ORDER BY recorded_at DESC, id DESC LIMIT 1 FOR UPDATE`,
      [referralId],
    );
    if (row === null) return null;
    const last = await selectOne<{ step: number; kind: 'given' | 'lifted' }>(
      tx,
      'SELECT step, kind FROM funding_notice WHERE funding_decision_id = ? ORDER BY step DESC LIMIT 1',
      [row.id],
    );
    return { fundingDecisionId: row.id, step: last?.step ?? 0, last: last?.kind ?? null };
  },

  async add(tx, { fundingDecisionId, step, kind, reason, note, recordedBy }) {
    try {
      await execute(
        tx,
        `INSERT INTO funding_notice (funding_decision_id, step, kind, reason, note, recorded_by)
         VALUES (?, ?, ?, ?, ?, ?)`,
        [fundingDecisionId, step, kind, reason, note, recordedBy],
      );
      return true;
    } catch (error) {
      if (duplicateKeyOf(error) !== null) return false;
      throw error;
    }
  },
};

/** For whoever only looks: the row is not kept, so a notice may come a moment later. */
export const readNoticeOn: ReadFundingNotice = async (tx, fundingDecisionId) => {
  const last = await selectOne<{ kind: 'given' | 'lifted'; recorded_at: Date }>(
    tx,
    `SELECT kind, recorded_at FROM funding_notice WHERE funding_decision_id = ? ORDER BY step DESC LIMIT 1`,
    [fundingDecisionId],
  );
  return last?.kind === 'given' ? londonDate(last.recorded_at) : null;
};

/** The decision first, then its last notice: what was committed before is seen. */
export const readFundingNotice: ReadFundingNotice = async (tx, fundingDecisionId) => {
  await selectOne(tx, 'SELECT id FROM funding_decision WHERE id = ? FOR UPDATE', [fundingDecisionId]);
  return readNoticeOn(tx, fundingDecisionId);
};
