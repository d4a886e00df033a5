import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';

interface OpenReferralRow {
  readonly id: string;
  readonly reference: string;
  readonly received_on: IsoDate;
  readonly urgency_band: string;
  readonly version: number;
}

/** Open referrals of a partnership after a mark of day and id, in order of receipt. */
export const listOpenReferrals = async (
  tx: Tx,
  scope: Scope,
  { after, limit }: { readonly after: string | null; readonly limit: number },
) => {
  const [receivedOn, id] = after?.split('~') ?? [null, null];
  const rows = await select<OpenReferralRow>(
    tx,
    `SELECT r.id, c.reference, r.received_on, r.urgency_band, r.version
       FROM referral r JOIN client c ON c.id = r.client_id
      WHERE r.state = 'open' AND r.partnership_id = ?
        AND (? IS NULL OR r.received_on > ? OR (r.received_on = ? AND r.id > ?))
      ORDER BY r.received_on, r.id LIMIT ${limit}`,
    [
      scope.kind === 'partnership' ? scope.partnershipId : '',
      receivedOn ?? null,
      receivedOn ?? null,
      receivedOn ?? null,
      id ?? null,
    ],
  );
  return rows.map((row) => ({
    referralId: row.id,
    reference: row.reference,
    receivedOn: row.received_on,
    urgencyBand: row.urgency_band,
    version: row.version,
  }));
};
