import { commonProblems, type ProblemTable } from '../../../../platform/http/problem.js';
import type { AdmitRefusal } from '../../application/admit.js';
import type { ChangeDatesRefusal } from '../../application/change-dates.js';
import type { ChangeRefusal } from '../../application/change-placement.js';
import type { ExtendRefusal } from '../../application/extend.js';
import type { MoveBedRefusal } from '../../application/move-bed.js';
import type { LeavingRefusal } from '../../application/record-leaving.js';
import type { RecordLeaveRefusal, RecordReturnRefusal } from '../../application/record-leave.js';
import { makeOfferProblems } from './offer-problems.js';
import { safetyProblems } from './safety-problems.js';

const change: ProblemTable<ChangeRefusal> = {
  'not-found': commonProblems['not-found'],
  'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
  'not-in-that-state': {
    status: 409,
    title: 'The placement is not at a point where this can be done',
    remedy: 'Read it again: it may have been done already.',
    detail: ({ state }) => `It is ${state}.`,
  },
};

const admit: ProblemTable<AdmitRefusal> = {
  ...change,
  'bed-not-vacated': {
    status: 409,
    title: 'Somebody else is still recorded as here in this bed',
    remedy: 'Record the leaving of the person named in reference first.',
  },
  'person-has-died': {
    status: 409,
    title: 'The person is recorded as having died',
    remedy:
      'Record that they never came, with the reason died. If the death was recorded by mistake, have it put right first.',
  },
  'person-lives-elsewhere': {
    status: 409,
    title: 'The person is recorded as living in another place',
    remedy:
      'Ask the coordinator: the leaving is recorded where they have lived since sinceOn, then this arrival. Nobody is in two places.',
  },
  'funding-under-notice': {
    status: 409,
    title: 'The funder has given notice that they may not pay',
    remedy:
      'Speak with the partnership, which may lift it. If the person is taken in all the same, send knowsOfNotice: true.',
    pointer: '/knowsOfNotice',
    detail: ({ noticeOn }) => `Notice was given on ${noticeOn}. The bed stays booked.`,
  },
  'admission-in-the-future': {
    status: 422,
    title: 'Nobody has arrived in the future',
    remedy: 'Give today or an earlier date.',
    pointer: '/admittedOn',
  },
  'admission-outside-booking': {
    status: 422,
    title: 'The day lies outside the booked stay',
    remedy: 'Give a day from arrivesOn to the night before departsOn.',
    pointer: '/admittedOn',
  },
  'place-does-not-fit': {
    status: 409,
    title: 'The bed does not fit the person any more',
    remedy:
      'checks names the rules that say no. Put right what is recorded wrongly of person or bed and send this again; otherwise record that the person did not start here, and ask the coordinator for another place today.',
  },
};

const discharge: ProblemTable<LeavingRefusal> = {
  ...change,
  'person-died': {
    status: 409,
    title: 'Of somebody who died no outcome is measured on leaving',
    remedy: 'Leave leavingOutcome out.',
    pointer: '/leavingOutcome',
  },
  'already-recorded': {
    ...safetyProblems['already-recorded'],
    remedy:
      'Leave leavingOutcome out. To put right the one that is recorded, send it to recordLeavingOutcome with correctsRecordId.',
    pointer: '/leavingOutcome',
  },
  'measure-does-not-fit': {
    ...safetyProblems['measure-does-not-fit'],
    remedy:
      'With outcome taken give instrument, instrumentVersion and score, satisfaction, or all; with any other leave measured out.',
    pointer: '/leavingOutcome/measured',
  },
  'death-is-not-planned': {
    status: 422,
    title: 'Nobody’s death is a planned ending',
    remedy: 'Give kind unplanned, or another reason.',
    pointer: '/kind',
  },
  'ending-contradicts-reason': {
    status: 422,
    title: 'The reason says that the ending was of the other kind',
    remedy:
      'Give the other kind, or another reason: who completes leaves as planned, who drops out does not.',
    pointer: '/kind',
  },
  'end-in-the-future': {
    status: 422,
    title: 'Nobody has left in the future',
    remedy: 'Give today or an earlier date.',
    pointer: '/endedOn',
  },
  'end-before-arrival': {
    status: 422,
    title: 'The person had not arrived by that day',
    remedy: 'Give a day from admittedOn to today.',
    pointer: '/endedOn',
  },
  'end-before-bed-changed': {
    status: 422,
    title: 'The person was moved to another bed after that day',
    remedy: 'Give bedSinceOn or a later day.',
    pointer: '/endedOn',
  },
};

const extend: ProblemTable<ExtendRefusal> = {
  ...change,
  'not-later-than-now': {
    status: 422,
    title: 'That is not later than the planned departure',
    remedy: 'Give a later day; to end a stay early, record the discharge.',
    pointer: '/departsOn',
  },
  'dates-not-a-stay': makeOfferProblems['dates-not-a-stay'],
  'stay-exceeds-funding': {
    ...makeOfferProblems['stay-exceeds-funding'],
    remedy: 'Have the partnership approve the weeks of the whole stay first.',
  },
  'bed-already-taken': {
    ...makeOfferProblems['bed-already-taken'],
    pointer: '/departsOn',
    remedy: 'Choose a day on or before the first clash, or move the next person first.',
  },
  'bed-still-occupied': {
    ...makeOfferProblems['bed-still-occupied'],
    remedy:
      'Record the leaving of the person in the bed, their later leaving day, or their move, and send this again.',
    pointer: '/departsOn',
  },
  'bed-not-open': { ...makeOfferProblems['bed-not-open'], pointer: '/departsOn' },
  'bed-changed': makeOfferProblems['bed-changed'],
  'client-already-placed': { ...makeOfferProblems['client-already-placed'], pointer: '/departsOn' },
  'room-holds-another-sex': { ...makeOfferProblems['room-holds-another-sex'], pointer: '/departsOn' },
  'place-does-not-fit': {
    status: 409,
    title: 'The bed does not fit the person for the longer stay',
    remedy:
      'checks names the rules that say no. Choose an earlier day, put right what is recorded wrongly, or have another place found.',
    pointer: '/departsOn',
  },
  'funding-used-up': {
    ...makeOfferProblems['funding-used-up'],
    remedy: 'Have the partnership approve the weeks of the whole stay first.',
  },
  'budget-missing': makeOfferProblems['budget-missing'],
  'budget-exhausted': makeOfferProblems['budget-exhausted'],
  'onward-booking-stands': {
    status: 409,
    title: 'The person goes on to another provider when this stay ends',
    remedy:
      'Change the days of the booking in placementId: this stay then ends on its first day. Or have it recorded that they will not go there, and send this again.',
    pointer: '/departsOn',
    detail: ({ arrivesOn }) => `The booking there begins on ${arrivesOn}.`,
  },
};

const changeDates: ProblemTable<ChangeDatesRefusal> = {
  ...extend,
  'dates-unchanged': {
    status: 422,
    title: 'These are the days it has already',
    remedy: 'Give another arrivesOn or departsOn.',
    pointer: '/departsOn',
  },
  'arrival-is-recorded': {
    status: 422,
    title: 'The person has arrived',
    remedy: 'Give admittedOn as arrivesOn; of a stay that runs only departsOn can move.',
    pointer: '/arrivesOn',
  },
  'end-too-early': {
    status: 422,
    title: 'The planned end cannot be that early',
    remedy: 'Give earliestOn or a later day; record the discharge of somebody who has left.',
    pointer: '/departsOn',
  },
  'arrival-in-the-past': makeOfferProblems['arrival-in-the-past'],
  'arrival-too-far-ahead': makeOfferProblems['arrival-too-far-ahead'],
  'arrives-before-detox-ends': makeOfferProblems['arrives-before-detox-ends'],
  'arrives-before-liberation': makeOfferProblems['arrives-before-liberation'],
  'person-unavailable': makeOfferProblems['person-unavailable'],
  'stay-before-cannot-follow': {
    status: 409,
    title: 'The stay the person goes on from cannot end on that day',
    remedy:
      'why names what stands in its way: give arrivesOn from earliestOn to latestOn, or put that right first. No night is left without a bed.',
    pointer: '/arrivesOn',
  },
  'funding-under-notice': {
    ...admit['funding-under-notice'],
    remedy:
      'Speak with the partnership: once it has lifted the notice the booking can rest on the later decision. On the nights of its own decision it can move all the same.',
    pointer: '/arrivesOn',
  },
  'bed-already-taken': {
    ...makeOfferProblems['bed-already-taken'],
    remedy: 'Choose other days, or move whoever has those nights first; the preview names them.',
    pointer: '/arrivesOn',
  },
  'place-does-not-fit': {
    ...extend['place-does-not-fit'],
    title: 'The bed does not fit the person on these days',
    remedy: 'checks names the rules that say no. Choose other days, or have another place found.',
  },
};

const moveBed: ProblemTable<MoveBedRefusal> = {
  ...change,
  'bed-not-found': {
    status: 422,
    title: 'The provider of this stay has no such bed',
    remedy:
      'Choose one of the beds that can be moved to; a bed of another provider is asked for by an offer.',
    pointer: '/bedId',
  },
  'already-in-that-bed': {
    status: 422,
    title: 'The person has that bed already',
    remedy: 'Choose another bed.',
    pointer: '/bedId',
  },
  'move-in-the-future': {
    status: 422,
    title: 'Nobody has moved in the future',
    remedy: 'Give today or an earlier date.',
    pointer: '/movesOn',
  },
  'move-outside-stay': {
    status: 422,
    title: 'The person cannot have moved on that day',
    remedy: 'Give a day from earliestOn to latestOn.',
    pointer: '/movesOn',
  },
  'bed-not-vacated': admit['bed-not-vacated'],
  'place-does-not-fit': {
    status: 409,
    title: 'The bed does not fit the person',
    remedy: 'checks names the rules that say no. Choose another bed, or put right what is recorded wrongly.',
    pointer: '/bedId',
  },
  'bed-already-taken': {
    ...makeOfferProblems['bed-already-taken'],
    remedy: 'Choose another bed: those that can be moved to are free to the end of the stay.',
  },
  'bed-not-open': { ...makeOfferProblems['bed-not-open'], pointer: '/bedId' },
  'bed-changed': {
    ...makeOfferProblems['bed-changed'],
    remedy: 'Look at the bed again, then send this again.',
  },
  'client-already-placed': { ...makeOfferProblems['client-already-placed'], pointer: '/movesOn' },
  'bed-still-occupied': {
    ...makeOfferProblems['bed-still-occupied'],
    remedy:
      'Choose another bed; or record the leaving of the person in it, or their later leaving day, first.',
  },
  'room-holds-another-sex': makeOfferProblems['room-holds-another-sex'],
};

const leave: ProblemTable<RecordLeaveRefusal> = {
  'not-found': commonProblems['not-found'],
  'not-in-that-state': change['not-in-that-state'],
  'leave-without-a-night': {
    status: 422,
    title: 'A leave has at least one night',
    remedy: 'Give backExpectedOn after fromOn.',
    pointer: '/backExpectedOn',
  },
  'leave-outside-stay': {
    status: 422,
    title: 'The leave lies outside the stay',
    remedy: 'Give days from admittedOn to departsOn; move the planned end first where they come back later.',
    pointer: '/backExpectedOn',
  },
  'leave-in-the-future': {
    status: 422,
    title: 'Nobody has gone on leave in the future',
    remedy: 'Give today or an earlier date; record it on the day they go.',
    pointer: '/fromOn',
  },
  'already-on-leave': {
    status: 409,
    title: 'The person is on leave already',
    remedy: 'Record first that they are back.',
    detail: ({ fromOn, backExpectedOn }) => `Since ${fromOn}, expected back on ${backExpectedOn}.`,
  },
  'leave-overlaps': {
    status: 422,
    title: 'The person was on leave on some of those nights',
    remedy: 'Give freeFromOn or a later day.',
    pointer: '/fromOn',
  },
};

const comingBack: ProblemTable<RecordReturnRefusal> = {
  'not-found': commonProblems['not-found'],
  'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
  'not-on-leave': {
    status: 409,
    title: 'The person is not on leave',
    remedy: 'Read the leaves of the stay again: somebody may have recorded that they are back.',
  },
  'return-outside-leave': {
    status: 422,
    title: 'The person cannot have come back on that day',
    remedy: 'Give a day from fromOn to today.',
    pointer: '/returnedOn',
  },
};

/** How every refusal of a step of a placement is told to a program. */
export const placementProblems = {
  change,
  admit,
  discharge,
  extend,
  changeDates,
  moveBed,
  leave,
  comingBack,
};
