import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Pence } from '../../../kernel/money.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { fundingAskedV1, fundingReturnedV1 } from '../contract/events.js';
import { weighSecondYes } from '../domain/delegation.js';
import { sharesOf, type PayerShare, type SharesRefusal } from '../domain/payers.js';
import {
  recordDecision,
  weighAlone,
  whyUndecidable,
  type Decided,
  type DecideFundingDeps,
  type DecideFundingRefusal,
  type UndecidableRefusal,
} from './decide-funding.js';

/** What an approval that waits for a second approver needs. */
export type ProposeApprovalDeps = DecideFundingDeps;

/** What is approved, by whom and when. */
export interface Approval {
  readonly memberId: string;
  readonly referralId: string;
  readonly weeks: number;
  readonly weeklyRatePence: Pence;
  /** Who pays part of a week besides the route; absent where it pays all. */
  readonly otherPayers?: readonly PayerShare[];
  readonly decidedOn: IsoDate;
  readonly today: IsoDate;
}

/** A proposal as it was recorded. */
export type Proposed = { readonly proposalId: string; readonly version: number };

/** As for a decision; or nothing has to be proposed, or something is already. */
export type ProposeApprovalRefusal =
  | UndecidableRefusal
  | SharesRefusal
  | { readonly code: 'within-your-limit'; readonly limitPence: number; readonly totalPence: number }
  | { readonly code: 'already-proposed'; readonly proposedOn: string };

/**
 * Proposes an approval that costs more than the member may approve alone: it pays for nothing until a second approver
 * gives their yes. With a reason it is exceptional: wanted although it may be beyond everybody's limit.
 */
export const makeProposeApproval =
  (deps: ProposeApprovalDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: Approval & { readonly exceptionalReason: string | null },
  ): Promise<Outcome<Proposed, ProposeApprovalRefusal>> => {
    const { memberId, referralId, weeks, weeklyRatePence, decidedOn, today, exceptionalReason } = command;
    await deps.takeClient(tx, scope, referralId);
    const referral = await deps.readReferral(tx, scope, referralId);
    const undecidable = whyUndecidable(referral, decidedOn, today);
    if (undecidable !== null) return refuse(undecidable);
    if (referral === null) return refuse({ code: 'not-found' });
    const alone = await weighAlone(deps, tx, scope, command);
    if (alone.ok) return refuse({ code: 'within-your-limit', ...alone.value });
    const asked = await deps.requests.findOpen(tx, referralId);
    const route = asked?.route ?? referral.route;
    const others = command.otherPayers ?? [];
    const shared = others.length === 0 ? null : sharesOf(route, weeklyRatePence, others, referral.route);
    if (shared !== null && !shared.ok) return shared;
    const proposal = {
      ...{ proposalId: deps.newId(), referralId, partnershipId: referral.partnershipId },
      route,
      ...(shared === null ? {} : { shares: shared.value }),
      ...{ weeks, weeklyRatePence, decidedOn, exceptionalReason, proposedBy: memberId, version: 1 },
    };
    if (!(await deps.proposals.insert(tx, proposal))) {
      const open = await deps.proposals.findOpen(tx, referralId);
      return refuse({ code: 'already-proposed', proposedOn: open?.proposedOn ?? today });
    }
    await deps.audit(tx, {
      action: 'funding.approval-proposed',
      subjectKind: 'funding_proposal',
      subjectId: proposal.proposalId,
      version: 1,
      after: { referralId, weeks, weeklyRatePence, decidedOn, route, shares: shared?.value ?? [] },
      ...(exceptionalReason === null ? {} : { reason: exceptionalReason }),
    });
    await deps.events(tx, fundingAskedV1.make({ referralId }));
    return done({ proposalId: proposal.proposalId, version: 1 });
  };

/** Which referral's proposal, at the version it was read, and by whom. */
export interface ProposalMove {
  readonly memberId: string;
  readonly referralId: string;
  readonly expectedVersion: number;
  readonly today: IsoDate;
}

/** Why a proposal waits on. */
export type ProposalMoveRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'nothing-proposed' }
  | { readonly code: 'changed-since-you-read-it' };

const findProposal = async (deps: ProposeApprovalDeps, tx: Tx, scope: Scope, move: ProposalMove) => {
  const { referralId, expectedVersion } = move;
  if (!(await deps.takeClient(tx, scope, referralId))) return refuse({ code: 'not-found' });
  if ((await deps.readReferral(tx, scope, referralId)) === null) return refuse({ code: 'not-found' });
  const open = await deps.proposals.findOpen(tx, referralId);
  if (open === null) return refuse({ code: 'nothing-proposed' });
  return open.version === expectedVersion ? done(open) : refuse({ code: 'changed-since-you-read-it' });
};

/** As for any step; or the yes is not theirs to give, or what was proposed can no longer be decided. */
export type ConfirmApprovalRefusal =
  ProposalMoveRefusal | DecideFundingRefusal | { readonly code: 'second-approver-needed' };

/** The second yes: what was proposed is approved, word for word, and pays from now on. */
export const makeConfirmApproval =
  (deps: ProposeApprovalDeps) =>
  async (tx: Tx, scope: Scope, move: ProposalMove): Promise<Outcome<Decided, ConfirmApprovalRefusal>> => {
    const found = await findProposal(deps, tx, scope, move);
    if (!found.ok) return found;
    const proposal = found.value;
    const { memberId, referralId, today } = move;
    const paid = await deps.readNightsPaid(tx, referralId);
    const weighed = weighSecondYes({ ...proposal, paid }, memberId, await deps.limitOf(tx, memberId, today));
    if (!weighed.ok) return weighed;
    const fundingDecisionId = deps.newId();
    const answer = { kind: 'confirmed', fundingDecisionId } as const;
    if (!(await deps.proposals.answer(tx, proposal, answer, memberId))) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    const { weeks, weeklyRatePence, decidedOn, route, shares = [] } = proposal;
    const otherPayers = shares.filter(({ payer }) => payer !== route);
    return recordDecision(
      deps,
      tx,
      scope,
      {
        ...{ memberId, referralId, today, decidedOn },
        ...{ decision: 'approved', weeks, weeklyRatePence, otherPayers },
      },
      { fundingDecisionId, proposalId: proposal.proposalId, route },
    );
  };

/** Gives a proposal back with why: the second approver's no to it, or the proposer's own. The request waits on. */
export const makeReturnProposal =
  (deps: ProposeApprovalDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    move: ProposalMove & { readonly note: string },
  ): Promise<Outcome<Proposed, ProposalMoveRefusal>> => {
    const found = await findProposal(deps, tx, scope, move);
    if (!found.ok) return found;
    const { proposalId } = found.value;
    if (
      !(await deps.proposals.answer(tx, found.value, { kind: 'returned', note: move.note }, move.memberId))
    ) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    const version = move.expectedVersion + 1;
    await deps.audit(tx, {
      action: 'funding.proposal-returned',
      subjectKind: 'funding_proposal',
      subjectId: proposalId,
      version,
      after: { referralId: move.referralId },
      reason: move.note,
    });
    await deps.events(tx, fundingReturnedV1.make({ returnedId: proposalId }));
    return done({ proposalId, version });
  };

/** What became of a yes: approved at once, or proposed to a second approver. One of the two ids is null. */
export type Given = { readonly fundingDecisionId: string | null; readonly proposalId: string | null };

/**
 * One member's yes, with what they may say alone: within their limit it is the decision; above it, the proposal of one.
 */
export const makeGiveApproval = (deps: ProposeApprovalDeps) => {
  const propose = makeProposeApproval(deps);
  return async (
    tx: Tx,
    scope: Scope,
    approval: Approval & { readonly exceptionalReason: string | null },
  ): Promise<Outcome<Given, DecideFundingRefusal | ProposeApprovalRefusal>> => {
    if (!(await weighAlone(deps, tx, scope, approval)).ok) {
      const proposed = await propose(tx, scope, approval);
      return proposed.ok
        ? done({ fundingDecisionId: null, proposalId: proposed.value.proposalId })
        : proposed;
    }
    const { memberId, referralId, weeks, weeklyRatePence, decidedOn, today, otherPayers = [] } = approval;
    const decided = await recordDecision(
      deps,
      tx,
      scope,
      {
        ...{ memberId, referralId, today, decidedOn },
        ...{ decision: 'approved', weeks, weeklyRatePence, otherPayers },
      },
      null,
    );
    return decided.ok
      ? done({ fundingDecisionId: decided.value.fundingDecisionId, proposalId: null })
      : decided;
  };
};
