import { placementPolicy } from '../../config/placement-policy.js';
import { approvalLimits, listApproverLimits } from '../modules/funding/adapters/db/approval-limits.js';
import { listProposals, readOpenProposals } from '../modules/funding/adapters/db/proposal-lists.js';
import type { LimitOf } from '../modules/funding/application/approval-limit-ports.js';
import {
  makeConfirmApproval,
  makeGiveApproval,
  makeProposeApproval,
  makeReturnProposal,
  type ProposeApprovalDeps,
} from '../modules/funding/application/propose-approval.js';
import { makeSetApprovalLimit } from '../modules/funding/application/set-approval-limit.js';
import { withoutNotes } from './without-notes.js';

/** What a member may approve alone: what was set for them, or the limit of the service. */
export const limitOf: LimitOf = async (tx, memberId, on) =>
  (await approvalLimits.findLimit(tx, memberId, on)) ?? placementPolicy.approvalLimitPence;

/** Limits of approvers, and what two of them do together. */
export const createApproving = (deps: ProposeApprovalDeps) => ({
  limitOf,
  approvalLimitPence: placementPolicy.approvalLimitPence,
  setApprovalLimit: makeSetApprovalLimit({ limits: approvalLimits, limitOf, audit: deps.audit }),
  listApproverLimits,
  giveApproval: makeGiveApproval(deps),
  proposeApproval: makeProposeApproval(deps),
  confirmApproval: makeConfirmApproval(deps),
  returnProposal: makeReturnProposal(deps),
  listProposals: withoutNotes(listProposals, (proposal) => ({ ...proposal, exceptionalReason: null })),
  readOpenProposals,
});
