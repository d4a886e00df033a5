import { commonProblems, type ProblemTable } from '../../../../platform/http/problem.js';
import { sharesProblems } from './payer-fields.js';
import type {
  ApprovalInUse,
  DecideFundingRefusal,
  UndecidableRefusal,
} from '../../application/decide-funding.js';

/** How it is told that nothing can be decided, whoever decides. */
export const recordProblems: ProblemTable<UndecidableRefusal> = {
  'not-found': commonProblems['not-found'],
  'referral-closed': {
    status: 409,
    title: 'The referral is closed',
    remedy: 'Record a new referral if the person asks again.',
  },
  'decided-before-referral': {
    status: 422,
    title: 'The decision would be older than the referral',
    remedy: 'Give the day the referral was received, or a later one.',
    pointer: '/decidedOn',
  },
  'decided-in-the-future': {
    status: 422,
    title: 'A decision cannot be dated in the future',
    remedy: 'Give today or an earlier date.',
    pointer: '/decidedOn',
  },
};

/** How it is told that an approval is in use. */
export const inUseProblems: ProblemTable<ApprovalInUse> = {
  'approval-in-use': {
    status: 409,
    title: 'A bed is booked or somebody sleeps on this approval',
    remedy:
      'Nothing was changed. Where a bed is booked, give notice: the bed stays and the provider is told. Or have the provider record that the person will not arrive; then take the approval back.',
    detail: ({ claimedNights }) => `${claimedNights} nights rest on it.`,
  },
};

/** As above, of what one member decides alone. */
export const decideProblems: ProblemTable<DecideFundingRefusal> = {
  ...recordProblems,
  ...inUseProblems,
  ...sharesProblems,
  'above-your-limit': {
    status: 409,
    title: 'It costs more than you may approve alone',
    remedy: 'Propose it with POST to funding-proposal: a second approver confirms it.',
    detail: ({ limitPence, totalPence }) =>
      `It costs ${totalPence} pence; your limit is ${limitPence} pence.`,
  },
};
