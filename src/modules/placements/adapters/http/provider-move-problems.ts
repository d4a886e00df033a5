import { commonProblems, type ProblemTable } from '../../../../platform/http/problem.js';
import type {
  AcceptMoveRefusal,
  EndMoveRefusal,
  ProposeMoveRefusal,
} from '../../application/provider-move.js';
import type { OnwardObstacle } from '../../domain/provider-move.js';
import { makeOfferProblems } from './offer-problems.js';

const weighed: ProblemTable<OnwardObstacle> = {
  'not-in-that-state': {
    status: 409,
    title: 'Nobody is staying here by this placement',
    remedy: 'Only somebody who has arrived and not left goes on; a booking is withdrawn and offered anew.',
    detail: ({ state }) => `It is ${state}.`,
  },
  'same-provider': {
    status: 422,
    title: 'The bed is one of the same provider',
    remedy: 'Move the person within the provider: nobody else has to agree.',
    pointer: '/bedId',
  },
  'move-outside-stay': {
    status: 422,
    title: 'The person cannot go on on that day',
    remedy: 'Give a day from earliestOn to latestOn.',
    pointer: '/movesOn',
    detail: ({ earliestOn, latestOn }) => `The first is ${earliestOn} and the last ${latestOn}.`,
  },
  'dates-not-a-stay': makeOfferProblems['dates-not-a-stay'],
  'arrival-in-the-past': { ...makeOfferProblems['arrival-in-the-past'], pointer: '/movesOn' },
  'arrival-too-far-ahead': { ...makeOfferProblems['arrival-too-far-ahead'], pointer: '/movesOn' },
  'arrives-before-detox-ends': { ...makeOfferProblems['arrives-before-detox-ends'], pointer: '/movesOn' },
  'arrives-before-liberation': { ...makeOfferProblems['arrives-before-liberation'], pointer: '/movesOn' },
  'person-unavailable': { ...makeOfferProblems['person-unavailable'], pointer: '/movesOn' },
  'stay-exceeds-funding': {
    ...makeOfferProblems['stay-exceeds-funding'],
    remedy:
      'The nights here and there are paid for together: have the approver approve more weeks, or end earlier.',
  },
  'dearer-than-approved': {
    status: 409,
    title: 'A week there costs more than is approved',
    remedy: 'Have the approver approve the higher weekly price first, or choose another place.',
    pointer: '/weeklyRatePence',
    detail: ({ askedPence, approvedPence }) => `Asked are ${askedPence} pence, approved ${approvedPence}.`,
  },
  'not-eligible': makeOfferProblems['not-eligible'],
  'eligibility-unknown': makeOfferProblems['eligibility-unknown'],
};

const propose: ProblemTable<ProposeMoveRefusal> = {
  ...weighed,
  'not-found': commonProblems['not-found'],
  'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
  'bed-not-found': makeOfferProblems['bed-not-found'],
  'move-waits': {
    status: 409,
    title: 'A place at another provider is proposed already',
    remedy: 'Wait for the answer, or take it back first.',
  },
  'moves-on-already': {
    status: 409,
    title: 'The person is booked elsewhere after this stay',
    remedy: 'Change that booking, placementId, or have it recorded that it never began.',
  },
};

const accept: ProblemTable<AcceptMoveRefusal> = {
  ...weighed,
  'not-found': commonProblems['not-found'],
  'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
  'bed-not-found': makeOfferProblems['bed-not-found'],
  'bed-already-taken': {
    ...makeOfferProblems['bed-already-taken'],
    remedy: 'Decline, so that another place can be proposed; or move whoever has those nights first.',
    pointer: '/moveId',
  },
  'bed-still-occupied': {
    ...makeOfferProblems['bed-still-occupied'],
    remedy:
      'Record the leaving of whoever is there, or their later day, and accept again; otherwise decline.',
    pointer: '/moveId',
  },
  'bed-not-open': { ...makeOfferProblems['bed-not-open'], pointer: '/moveId' },
  'bed-changed': { ...makeOfferProblems['bed-changed'], pointer: '/moveId' },
  'client-already-placed': { ...makeOfferProblems['client-already-placed'], pointer: '/moveId' },
  'room-holds-another-sex': { ...makeOfferProblems['room-holds-another-sex'], pointer: '/moveId' },
  'person-has-a-place': makeOfferProblems['person-has-a-place'],
  'offer-already-open': makeOfferProblems['offer-already-open'],
  'project-already-offered': makeOfferProblems['project-already-offered'],
  'funding-used-up': makeOfferProblems['funding-used-up'],
  'budget-missing': makeOfferProblems['budget-missing'],
  'budget-exhausted': makeOfferProblems['budget-exhausted'],
};

const end: ProblemTable<EndMoveRefusal> = {
  'not-found': commonProblems['not-found'],
  'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
};

/** How every refusal of a move to another provider is told to a program. */
export const providerMoveProblems = { propose, accept, end };
