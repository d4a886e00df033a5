import { londonDate, type IsoDate } from '../../../../kernel/iso-date.js';
import { pence } from '../../../../kernel/money.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, selectOne } from '../../../../platform/db/sql.js';
import type { Route } from '../../../referrals/contract/facts.js';
import { insertShares, readShares, sharesOfAgreement } from './payer-shares.js';
import type { FundingProposals } from '../../application/proposal-ports.js';
import type { FundingProposal } from '../../domain/delegation.js';

/** A proposal as it is kept. */
export interface ProposalRow {
  readonly id: string;
  readonly referral_id: string;
  readonly partnership_id: string;
  readonly route: Route;
  readonly weeks: number;
  readonly weekly_rate_pence: number;
  readonly decided_on: IsoDate;
  readonly exceptional_reason: string | null;
  readonly proposed_by: string;
  readonly proposed_at: Date;
  readonly version: number;
}

/** The columns of a proposal `f`. */
export const proposalColumns = `f.id, f.referral_id, f.partnership_id, f.route, f.weeks, f.weekly_rate_pence,
  f.decided_on, f.exceptional_reason, f.proposed_by, f.proposed_at, f.version`;

/** A row as the domain knows it. */
export const toProposal = (row: ProposalRow): FundingProposal => ({
  proposalId: row.id,
  referralId: row.referral_id,
  partnershipId: row.partnership_id,
  route: row.route,
  weeks: row.weeks,
  weeklyRatePence: pence(row.weekly_rate_pence),
  decidedOn: row.decided_on,
  exceptionalReason: row.exceptional_reason,
  proposedBy: row.proposed_by,
  proposedOn: londonDate(row.proposed_at),
  version: row.version,
});

/** Proposals on MariaDB or MySQL: a unique key keeps one open for a referral, a guarded update answers it once. */
export const mariadbFundingProposals: FundingProposals = {
  async findOpen(tx, referralId) {
    const row = await selectOne<ProposalRow>(
      tx,
      `SELECT ${proposalColumns} FROM funding_proposal f WHERE f.open_referral_id = ?`,
      [referralId],
    );
    return row === null
      ? null
      : { ...toProposal(row), ...sharesOfAgreement(await readShares(tx, [row.id]), row.id) };
  },

  async insert(tx, proposal) {
    try {
      await execute(
        tx,
        `INSERT INTO funding_proposal (id, referral_id, partnership_id, route, weeks, weekly_rate_pence, decided_on,
           exceptional_reason, proposed_by, proposed_at, version)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6), ?)`,
        [
          proposal.proposalId,
          proposal.referralId,
          proposal.partnershipId,
          proposal.route,
          proposal.weeks,
          proposal.weeklyRatePence,
          proposal.decidedOn,
          proposal.exceptionalReason,
          proposal.proposedBy,
          proposal.version,
        ],
      );
      await insertShares(tx, proposal.proposalId, proposal.shares);
      return true;
    } catch (error) {
      if (duplicateKeyOf(error) === 'funding_proposal_one_open') return false;
      throw error;
    }
  },

  async answer(tx, { proposalId, version }, answer, answeredBy) {
    const answered = await execute(
      tx,
      `UPDATE funding_proposal
          SET answer = ?, answered_by = ?, answered_at = UTC_TIMESTAMP(6), answer_note = ?, funding_decision_id = ?,
              version = version + 1
        WHERE id = ? AND version = ? AND answer IS NULL AND (? <> 'confirmed' OR proposed_by <> ?)`,
      [
        answer.kind,
        answeredBy,
        answer.kind === 'returned' ? answer.note : null,
        answer.kind === 'confirmed' ? answer.fundingDecisionId : null,
        ...[proposalId, version, answer.kind, answeredBy],
      ],
    );
    return answered === 1;
  },
};
