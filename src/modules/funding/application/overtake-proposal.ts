import type { AppendAudit } from '../../../kernel/audit.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { FundingProposals } from './proposal-ports.js';

/** What ending a proposal that nobody confirms any more needs. */
export interface OvertakeProposalDeps {
  readonly proposals: FundingProposals;
  readonly audit: AppendAudit;
}

/**
 * Ends the approval that waits for a second approver, where one does, saying what overtook it. Call it with the person's row
 * taken, as everything about a proposal is done.
 *
 * @throws when it was answered meanwhile: somebody answered it without taking the person's row
 */
export const overtakeProposal = async (
  { proposals, audit }: OvertakeProposalDeps,
  tx: Tx,
  {
    referralId,
    memberId,
    why,
  }: { readonly referralId: string; readonly memberId: string; readonly why: string },
): Promise<void> => {
  const open = await proposals.findOpen(tx, referralId);
  if (open === null) return;
  if (!(await proposals.answer(tx, open, { kind: 'overtaken' }, memberId))) {
    throw new Error(`Proposal ${open.proposalId} moved on while its person's row was held.`);
  }
  await audit(tx, {
    action: 'funding.proposal-overtaken',
    subjectKind: 'funding_proposal',
    subjectId: open.proposalId,
    version: open.version + 1,
    after: { referralId },
    reason: why,
  });
};
