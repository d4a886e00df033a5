import type { Scope } from '../../../kernel/actor.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { FundingProposal } from '../domain/delegation.js';

/** How a proposal ended: a second yes, a no to it or its proposer's own, or another decision before it. */
export type ProposalAnswer =
  | { readonly kind: 'confirmed'; readonly fundingDecisionId: string }
  | { readonly kind: 'returned'; readonly note: string }
  | { readonly kind: 'overtaken' };

/** Proposals as rows. What was proposed is kept as it was; a unique key keeps one open for a referral. */
export interface FundingProposals {
  /** The one that waits for a second approver; null when there is none. */
  findOpen(tx: Tx, referralId: string): Promise<FundingProposal | null>;
  /** False when one waits already. */
  insert(tx: Tx, proposal: Omit<FundingProposal, 'proposedOn'>): Promise<boolean>;
  /** False when it was answered since, or, for a second yes, when the member proposed it. */
  answer(
    tx: Tx,
    proposal: Pick<FundingProposal, 'proposalId' | 'version'>,
    answer: ProposalAnswer,
    answeredBy: string,
  ): Promise<boolean>;
}

/** The proposals of these referrals that wait for a second approver; referrals without one are absent. */
export type ReadOpenProposals = (
  tx: Tx,
  referralIds: readonly string[],
) => Promise<ReadonlyMap<string, FundingProposal & { readonly proposedByName: string }>>;

/** A proposal in a list of those that wait. */
export interface WaitingProposal extends FundingProposal {
  readonly clientId: string;
  readonly reference: string;
  readonly proposedByName: string;
}

/** Proposals in scope that wait for a second approver, the oldest first. */
export type ListProposals = (
  tx: Tx,
  scope: Scope,
  query: { readonly after: string | null; readonly limit: number },
) => Promise<readonly WaitingProposal[]>;
