import { select } from '../../../../platform/db/sql.js';
import type { ListProposals, ReadOpenProposals } from '../../application/proposal-ports.js';
import { readShares, sharesOfAgreement } from './payer-shares.js';
import { proposalColumns, toProposal, type ProposalRow } from './proposal-repository.js';

/** Proposals of these referrals that wait, with who proposed each. */
export const readOpenProposals: ReadOpenProposals = async (tx, referralIds) => {
  if (referralIds.length === 0) return new Map();
  const rows = await select<ProposalRow & { readonly proposed_by_name: string | null }>(
    tx,
    `SELECT ${proposalColumns}, m.display_name AS proposed_by_name
       FROM funding_proposal f LEFT JOIN member m ON m.id = f.proposed_by WHERE f.open_referral_id IN (?)`,
    [referralIds],
  );
  const shares = await readShares(
    tx,
    rows.map(({ id }) => id),
  );
  return new Map(
    rows.map((row) => [
      row.referral_id,
      {
        ...toProposal(row),
        ...sharesOfAgreement(shares, row.id),
        proposedByName: row.proposed_by_name ?? 'a former member',
      },
    ]),
  );
};

/** Proposals of a partnership that wait, by the key of the index; ids are in order of time. */
export const listProposals: ListProposals = async (tx, scope, { after, limit }) => {
  if (scope.kind !== 'partnership') return [];
  const rows = await select<
    ProposalRow & {
      readonly client_id: string;
      readonly reference: string;
      readonly proposed_by_name: string | null;
    }
  >(
    tx,
    `SELECT ${proposalColumns}, c.id AS client_id, c.reference, m.display_name AS proposed_by_name
       FROM funding_proposal f
       JOIN referral r ON r.id = f.referral_id
       JOIN client c ON c.id = r.client_id
       LEFT JOIN member m ON m.id = f.proposed_by
      WHERE f.partnership_id = ? AND f.answer IS NULL AND f.id > ?
        AND (r.state = 'open' OR r.closed_reason = 'placed')
      ORDER BY f.id LIMIT ?`,
    [scope.partnershipId, after ?? '', limit],
  );
  const shares = await readShares(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    ...toProposal(row),
    ...sharesOfAgreement(shares, row.id),
    clientId: row.client_id,
    reference: row.reference,
    proposedByName: row.proposed_by_name ?? 'a former member',
  }));
};
