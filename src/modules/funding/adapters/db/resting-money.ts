import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';

/** Money of a referral that was asked for and waits, or was approved and can be used, with its weeks and when it was recorded. */
export const readRestingMoney = (tx: Tx, referralId: string, on: IsoDate) =>
  select<{
    readonly kind: 'funding-request' | 'funding-approval';
    readonly recordedAt: Date;
    readonly weeks: number;
  }>(
    tx,
    `SELECT 'funding-request' AS kind, q.recorded_at AS recordedAt, q.weeks FROM funding_request q
      WHERE q.open_referral_id = ?
     UNION ALL
     SELECT 'funding-approval', f.recorded_at, f.weeks FROM funding_decision f
      WHERE f.id = (SELECT l.id FROM funding_decision l
                     WHERE l.referral_id = ? AND l.answers_request_alone = 0 ORDER BY l.recorded_at DESC, l.id DESC LIMIT 1)
        AND f.decision = 'approved' AND f.revoked_at IS NULL AND f.expires_on > ?`,
    [referralId, referralId, on],
  );
