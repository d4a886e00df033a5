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

/** The names of clients in a partnership's scope, by client. The one reader of names. */
export const readNames = async (
  tx: Tx,
  scope: Scope,
  clientIds: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  if (clientIds.length === 0 || scope.kind !== 'partnership') return new Map();
  const rows = await select<{ id: string; given_name: string; family_name: string }>(
    tx,
    `SELECT c.id, i.given_name, i.family_name FROM client c JOIN client_identity i ON i.client_id = c.id
      WHERE c.id IN (?) AND c.partnership_id = ?`,
    [clientIds, scope.partnershipId],
  );
  return new Map(rows.map(({ id, given_name, family_name }) => [id, `${given_name} ${family_name}`]));
};

/** Names of projects for choosing among. */
export const readProjectOptions = async (
  tx: Tx,
): Promise<readonly { readonly projectId: string; readonly name: string }[]> => {
  const rows = await select<{ id: string; name: string }>(tx, 'SELECT id, name FROM project ORDER BY name');
  return rows.map(({ id, name }) => ({ projectId: id, name }));
};
