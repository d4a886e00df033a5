import type { Tx } from '../../../../kernel/unit-of-work.js';
import { selectOne } from '../../../../platform/db/sql.js';

const tables = {
  offerId: 'offer t WHERE t.id = ?',
  placementId: 'placement t WHERE t.id = ?',
  repairId: 'placement t JOIN stay_repair s ON s.placement_id = t.id WHERE s.id = ?',
  moveId: 'placement t JOIN provider_move s ON s.placement_id = t.id WHERE s.id = ?',
  requestId: 'suitability_request t WHERE t.id = ?',
  transferId: 'referral_transfer t WHERE t.id = ?',
  proposalId: 'funding_proposal t WHERE t.id = ?',
  takeoverId: 'funding_takeover t WHERE t.id = ?',
} as const;

/**
 * By what an offer, a stay, a repair or move of one, a question about somebody, a transfer, or what waits for a second yes to
 * its money can be named.
 */
export type NamesBehind = keyof typeof tables;

/** The referral behind one of these, whosever it is; null for one that is not there. */
export const readReferralBehind = async (tx: Tx, name: NamesBehind, id: string): Promise<string | null> => {
  const row = await selectOne<{ readonly referral_id: string }>(
    tx,
    `SELECT t.referral_id FROM ${tables[name]}`,
    [id],
  );
  return row?.referral_id ?? null;
};
