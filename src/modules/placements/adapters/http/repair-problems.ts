import { commonProblems, type ProblemTable } from '../../../../platform/http/problem.js';
import type { ConfirmRepairRefusal, ProposeRepairRefusal } from '../../application/repair-stay.js';
import type { RepairRefusal } from '../../domain/repair.js';
import { makeOfferProblems } from './offer-problems.js';
import { placementProblems } from './placement-problems.js';

const weighed: ProblemTable<RepairRefusal> = {
  'repair-not-for-state': {
    status: 409,
    title: 'Nothing of the kind is recorded of this stay',
    remedy:
      'Read it again: an arrival can be undone of somebody who is here, a leaving of somebody who left.',
    detail: ({ state }) => `It is ${state}.`,
  },
  'goes-on-elsewhere': {
    status: 409,
    title: 'The person goes on from here to another provider',
    remedy: 'Undo the arrival there first, or have it recorded that it never began.',
    detail: ({ arrivesOn }) => `They are there, or booked, from ${arrivesOn}.`,
  },
  'death-told-since': {
    status: 409,
    title: 'A record made after the leaving says too that the person died',
    remedy: 'If that is a mistake as well, have that record corrected under Leaving safely first.',
  },
  'death-recorded-elsewhere': {
    status: 409,
    title: 'The person is recorded as having died, and not by this leaving',
    remedy:
      'If that is a mistake, have it put right first: where isOfAnotherStay, on that stay, otherwise here with death_undone.',
  },
  'no-death-recorded': {
    status: 409,
    title: 'The stay did not end with a death, and none is recorded since',
    remedy: 'For a leaving that never was, send leaving_undone.',
    pointer: '/kind',
  },
  'was-moved-since': {
    status: 409,
    title: 'The person was moved to another bed since they arrived',
    remedy: 'Record the leaving instead: they were here. The day of the move is in bedSinceOn.',
  },
  'was-on-leave': {
    status: 409,
    title: 'The person was away from this place on leave since they arrived',
    remedy: 'Record the leaving instead: they were here. The first day of leave is in firstLeaveOn.',
  },
  'left-after-planned-day': {
    status: 409,
    title: 'The person left after the planned day',
    remedy:
      'Undo the leaving first, then put the arrival right and record the leaving again: the nights past departsOn are not paid by themselves.',
    pointer: '/kind',
  },
  'arrival-day-missing': {
    status: 422,
    title: 'The true day of arrival is missing',
    remedy: 'Give dayOn.',
    pointer: '/dayOn',
  },
  'arrival-day-unchanged': {
    status: 422,
    title: 'That is the day of arrival already',
    remedy: 'Give another dayOn.',
    pointer: '/dayOn',
  },
  'arrival-day-outside': {
    status: 422,
    title: 'The person cannot have arrived on that day',
    remedy: 'Give a day from earliestOn to latestOn.',
    pointer: '/dayOn',
  },
  'arrival-ends-stay-before': {
    status: 409,
    title: 'The arrival ended the stay before it, at another provider',
    remedy: 'Undo the arrival, then the leaving there; then record again what is true, there and here.',
    detail: ({ arrivedOn }) => `That stay ended on ${arrivedOn}, with the arrival.`,
  },
  'other-booking-missing': {
    status: 422,
    title: 'Whoever came instead is not named, or not booked in sight',
    remedy: 'Give otherReference: of somebody booked with the same provider who has not arrived.',
    pointer: '/otherReference',
  },
  'other-not-expected-here': {
    status: 422,
    title: 'That booking is not one of another person with this provider',
    remedy: 'Give otherReference of whoever did come: booked with the same provider, not arrived.',
    pointer: '/otherReference',
  },
  'other-booking-begins-later': {
    status: 409,
    title: 'The booking of whoever came instead begins later',
    remedy: 'Have its dates moved first: it begins on arrivesOn.',
    pointer: '/otherReference',
  },
  'leaving-day-missing': {
    status: 422,
    title: 'The true day of leaving is missing',
    remedy: 'Give dayOn.',
    pointer: '/dayOn',
  },
  'leaving-day-unchanged': {
    status: 422,
    title: 'That is the day of leaving already',
    remedy: 'Give another dayOn.',
    pointer: '/dayOn',
  },
  'leaving-day-outside': {
    status: 422,
    title: 'The person cannot have left on that day',
    remedy:
      'Give a day from earliestOn to latestOn: they were here before it, and after it they or somebody else lived elsewhere or in this bed, or it has not come.',
    pointer: '/dayOn',
  },
  'ending-missing': {
    status: 422,
    title: 'How the person truly left is missing',
    remedy: 'Give endKind and endReason.',
    pointer: '/endKind',
  },
  'ending-unchanged': {
    status: 422,
    title: 'The leaving is recorded so already',
    remedy: 'Give another endKind or endReason.',
    pointer: '/endReason',
  },
  'death-is-not-planned': { ...placementProblems.discharge['death-is-not-planned'], pointer: '/endKind' },
  'ending-contradicts-reason': {
    ...placementProblems.discharge['ending-contradicts-reason'],
    pointer: '/endKind',
  },
  'arrived-again': {
    status: 409,
    title: 'The person arrived in another place since, so they had not died',
    remedy:
      'If that arrival, on arrivesOn, is a mistake, have it undone first; otherwise give another endReason.',
    pointer: '/endReason',
  },
};

const propose: ProblemTable<ProposeRepairRefusal> = {
  ...weighed,
  'not-found': commonProblems['not-found'],
  'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
  'repair-waits': {
    status: 409,
    title: 'A repair of this stay waits for a second person already',
    remedy: 'Have it confirmed or given back; then propose another.',
    detail: ({ proposedOn }) => `It was proposed on ${proposedOn}.`,
  },
};

const confirm: ProblemTable<ConfirmRepairRefusal> = {
  ...weighed,
  'not-found': commonProblems['not-found'],
  'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
  'second-person-needed': {
    status: 409,
    title: 'Who proposed a repair does not confirm it',
    remedy: 'Ask another administrator or a manager of the provider.',
  },
  'stay-changed-since': {
    status: 409,
    title: 'The stay was changed after the repair was proposed',
    remedy: 'Give it back, look at the stay as it is now, and propose again what is still wrong.',
  },
  'bed-still-occupied': {
    ...placementProblems.extend['bed-still-occupied'],
    remedy: 'Have the leaving of the person in the bed, or their later leaving day, recorded first.',
    pointer: '/placementId',
  },
  'funding-under-notice': {
    ...placementProblems.admit['funding-under-notice'],
    remedy:
      'The booking would rest on a later decision, and the notice be lost. Have the partnership lift the notice, then confirm.',
    pointer: '/placementId',
    detail: ({ noticeOn }) => `Notice was given on ${noticeOn}. Nothing was changed.`,
  },
  'bed-not-vacated': placementProblems.admit['bed-not-vacated'],
  'other-arrival-refused': {
    status: 409,
    title: 'The arrival of whoever came instead cannot be recorded',
    remedy: 'Put right what because says, as for any arrival on their booking; then confirm again.',
  },
  'person-asked-again': {
    status: 409,
    title: 'The person has been referred again since',
    remedy: 'Have the coordinator close the newer referral first: a person has one open at a time.',
  },
  'person-has-a-place': {
    ...makeOfferProblems['person-has-a-place'],
    remedy: 'Have that booking or stay ended first, or leave this leaving as it is recorded.',
    pointer: '/placementId',
  },
  'referral-closed': {
    status: 409,
    title: 'The referral of this stay was closed for another reason',
    remedy: 'Record the leaving instead; the person can be referred again.',
  },
  'bed-already-taken': {
    ...makeOfferProblems['bed-already-taken'],
    remedy:
      'Move whoever has the bed from firstClashOn to another bed or other days first; the preview names them.',
    pointer: '/placementId',
  },
  'bed-not-open': { ...makeOfferProblems['bed-not-open'], pointer: '/placementId' },
  'bed-changed': makeOfferProblems['bed-changed'],
  'client-already-placed': {
    ...makeOfferProblems['client-already-placed'],
    remedy: 'The person has another bed from firstClashOn: end that booking or stay first.',
    pointer: '/placementId',
  },
  'room-holds-another-sex': {
    ...makeOfferProblems['room-holds-another-sex'],
    remedy: 'Move whoever shares the room on those nights first.',
    pointer: '/placementId',
  },
  'stay-exceeds-funding': placementProblems.extend['stay-exceeds-funding'],
  'funding-used-up': placementProblems.extend['funding-used-up'],
  'budget-missing': {
    ...makeOfferProblems['budget-missing'],
    remedy: 'Have the partnership that pays set a budget for the year first.',
  },
  'budget-exhausted': {
    ...makeOfferProblems['budget-exhausted'],
    remedy: 'Have the budget of the partnership that pays raised first.',
  },
};

/** How every refusal of a repair is told to a program. */
export const repairProblems = { propose, confirm };
