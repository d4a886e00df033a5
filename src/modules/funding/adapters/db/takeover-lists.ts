import { select } from '../../../../platform/db/sql.js';
import type { ListTakeovers } from '../../application/takeover.js';
import { readShares } from './payer-shares.js';
import { takeoverColumns, toTakeover, type TakeoverRow } from './takeover-repository.js';

/** Takeovers that a partnership's approvers have to answer, by the key of the index; ids are in order of time. */
export const listTakeovers: ListTakeovers = async (tx, scope, { after, limit }) => {
  if (scope.kind !== 'partnership') return [];
  const rows = await select<
    TakeoverRow & {
      readonly client_id: string;
      readonly reference: string;
      readonly proposed_by_name: string | null;
    }
  >(
    tx,
    `SELECT ${takeoverColumns}, c.id AS client_id, c.reference, m.display_name AS proposed_by_name
       FROM funding_takeover t
       JOIN referral r ON r.id = t.referral_id
       JOIN client c ON c.id = r.client_id
       LEFT JOIN member m ON m.id = t.proposed_by
      WHERE t.partnership_id = ? AND t.answer IS NULL AND t.id > ?
      ORDER BY t.id LIMIT ?`,
    [scope.partnershipId, after ?? '', limit],
  );
  const shares = await readShares(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    ...toTakeover(row, shares),
    clientId: row.client_id,
    reference: row.reference,
    proposedByName: row.proposed_by_name ?? 'a former member',
  }));
};
