import { commonProblems, type ProblemTable } from '../../../../platform/http/problem.js';
import { sharesProblems } from './payer-fields.js';
import type { DecideFundingRefusal, RecordDecisionRefusal } from '../../application/decide-funding.js';

/** How every refusal to record a decision is told, whoever gives it. */
export const recordProblems: ProblemTable<RecordDecisionRefusal> = {
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

/** As above, of what one member decides alone. */
export const decideProblems: ProblemTable<DecideFundingRefusal> = {
  ...recordProblems,
  ...sharesProblems,
  'above-your-limit': {
    status: 409,
    title: 'It costs more than you may approve alone',
    remedy: 'Propose it with POST to funding-proposal: a second approver confirms it.',
    detail: ({ limitPence, totalPence }) =>
      `It costs ${totalPence} pence; your limit is ${limitPence} pence.`,
  },
};
