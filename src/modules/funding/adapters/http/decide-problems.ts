import { commonProblems, type ProblemTable } from '../../../../platform/http/problem.js';
import type { DecideFundingRefusal } from '../../application/decide-funding.js';

/** How every refusal to record a decision is told. */
export const decideProblems: ProblemTable<DecideFundingRefusal> = {
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
