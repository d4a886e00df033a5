import { pence } from '../../../../kernel/money.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { execute, select } from '../../../../platform/db/sql.js';
import type { Payer, PayerShare } from '../../domain/payers.js';

interface ShareRow {
  readonly agreement_id: string;
  readonly payer: Payer;
  readonly weekly_pence: number;
}

/** Who pays what of a week, of decisions or proposals; those whose route pays it all are absent. By the primary key. */
export const readShares = async (
  tx: Tx,
  agreementIds: readonly string[],
): Promise<ReadonlyMap<string, readonly PayerShare[]>> => {
  if (agreementIds.length === 0) return new Map();
  const rows = await select<ShareRow>(
    tx,
    'SELECT agreement_id, payer, weekly_pence FROM payer_share WHERE agreement_id IN (?) ORDER BY agreement_id, payer',
    [agreementIds],
  );
  const shares = new Map<string, readonly PayerShare[]>();
  for (const { agreement_id: id, payer, weekly_pence } of rows) {
    shares.set(id, [...(shares.get(id) ?? []), { payer, weeklyPence: pence(weekly_pence) }]);
  }
  return shares;
};

/** Of one decision or proposal; nothing where its route pays it all. */
export const sharesOfAgreement = (
  shares: ReadonlyMap<string, readonly PayerShare[]>,
  agreementId: string,
): { readonly shares?: readonly PayerShare[] } => {
  const found = shares.get(agreementId);
  return found === undefined ? {} : { shares: found };
};

/** Keeps who pays what of a week; nothing where the route pays it all. Never changed after. */
export const insertShares = async (
  tx: Tx,
  agreementId: string,
  shares: readonly PayerShare[] | undefined,
): Promise<void> => {
  if (shares === undefined || shares.length === 0) return;
  await execute(tx, 'INSERT INTO payer_share (agreement_id, payer, weekly_pence) VALUES ?', [
    shares.map(({ payer, weeklyPence }) => [agreementId, payer, weeklyPence]),
  ]);
};
