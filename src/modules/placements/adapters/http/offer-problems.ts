import { commonProblems, type ProblemTable } from '../../../../platform/http/problem.js';
import type { AcceptOfferRefusal } from '../../application/accept-offer.js';
import type { AllowProjectAgainRefusal } from '../../application/allow-project-again.js';
import type { DeclineOfferRefusal } from '../../application/decline-offer.js';
import type { OverrideKind } from '../../../matching/contract.js';
import type { MakeOfferRefusal } from '../../application/make-offer.js';
import type { RecordTryRefusal } from '../../application/record-try.js';
import type { OfferAnswerRefusal } from '../../application/resolve-offer.js';
import type { StandingPlace } from '../../application/standing-place.js';

const placeStates: Readonly<Record<StandingPlace['state'], string>> = {
  booked: 'They are booked in',
  admitted: 'They are staying',
  ended: 'They stayed',
};

const overrideTexts: Readonly<Record<OverrideKind, string>> = {
  'own-choice':
    'It is another than the one suggested, and nobody of the same urgency or a higher one loses a place by it.',
  'passes-over': 'Somebody of the same urgency or a higher one would lose the place suggested to them.',
  'without-suggestion':
    'Nothing is suggested to the person just now: the matcher is off, or has not seen them.',
};

/** How every refusal to make an offer is told to a program. */
export const makeOfferProblems: ProblemTable<MakeOfferRefusal> = {
  'not-found': commonProblems['not-found'],
  'bed-not-found': {
    status: 422,
    title: 'That bed is not known',
    remedy: 'Choose a bed from the board or from free-units.',
    pointer: '/bedId',
  },
  'bed-already-taken': {
    status: 409,
    title: 'Somebody else has or holds this bed',
    remedy: 'Choose another bed or other nights; free-units lists those free for a whole stay.',
    pointer: '/bedId',
    detail: ({ firstClashOn }) => `The first night that clashes is ${firstClashOn}.`,
  },
  'bed-still-occupied': {
    status: 409,
    title: 'Somebody is still in this bed, past the day they were to leave',
    remedy:
      'Choose another bed; or ask the provider to record the leaving, a later leaving day, or a move to another bed, and send this again.',
    pointer: '/bedId',
    detail: ({ dueToLeaveOn }) =>
      `They were to leave on ${dueToLeaveOn}, and nobody knows until when they stay.`,
  },
  'bed-not-open': {
    status: 409,
    title: 'The bed is not open on all of these nights',
    remedy: 'Choose nights between the opening and the closing of the bed.',
    pointer: '/arrivesOn',
  },
  'bed-changed': {
    status: 409,
    title: 'The provider changed this bed a moment ago',
    remedy: 'Look at the bed again: if it still suits the person, make the offer again.',
    pointer: '/bedId',
  },
  'client-already-placed': {
    status: 409,
    title: 'The person has a bed on some of these nights',
    remedy: 'End or withdraw what they have, or choose other nights.',
    pointer: '/arrivesOn',
    detail: ({ firstClashOn }) => `The first night that clashes is ${firstClashOn}.`,
  },
  'room-holds-another-sex': {
    status: 409,
    title: 'The shared room holds somebody of another sex on some of these nights',
    remedy: 'Choose another room or other nights; where the sex is not recorded, record it first.',
    pointer: '/bedId',
  },
  'referral-closed': {
    status: 409,
    title: 'The referral is closed',
    remedy: 'Record a new referral if the person asks again.',
    pointer: '/referralId',
  },
  'dates-not-a-stay': {
    status: 422,
    title: 'The dates are not a stay',
    remedy: 'Give a departure after the arrival, at most two years on.',
    pointer: '/departsOn',
  },
  'arrival-in-the-past': {
    status: 422,
    title: 'The arrival lies in the past',
    remedy: 'Give today or a later date.',
    pointer: '/arrivesOn',
  },
  'arrival-too-far-ahead': {
    status: 422,
    title: 'The arrival lies too far ahead',
    remedy: 'Give a date within a year from today.',
    pointer: '/arrivesOn',
    detail: ({ latestOn }) => `The latest is ${latestOn}.`,
  },
  'arrives-before-detox-ends': {
    status: 422,
    title: 'The arrival lies before the end of detox',
    remedy: 'Give the day detox ends, or a later one.',
    pointer: '/arrivesOn',
    detail: ({ detoxEndsOn }) => `Detox ends on ${detoxEndsOn}.`,
  },
  'arrives-before-liberation': {
    status: 422,
    title: 'The person is still in prison on that day',
    remedy: 'Give the day of leaving prison, or a later one.',
    pointer: '/arrivesOn',
    detail: ({ liberationOn }) => `They leave prison on ${liberationOn}.`,
  },
  'person-unavailable': {
    status: 422,
    title: 'The person cannot go to a place on that day',
    remedy: 'Give toOn or a later day; where toOn is null, record first from when they can go.',
    pointer: '/arrivesOn',
    detail: ({ fromOn, toOn }) =>
      toOn === null ? `They cannot go from ${fromOn} on.` : `They cannot go from ${fromOn} until ${toOn}.`,
  },
  'not-ready-to-place': {
    status: 409,
    title: 'The person is not ready to place',
    remedy: 'Complete what is named in missing, with those who act on it.',
    pointer: '/referralId',
    detail: ({ missing }) => `Missing: ${missing.map(({ gate, why }) => `${gate} (${why})`).join(', ')}.`,
  },
  'not-eligible': {
    status: 409,
    title: 'The place does not take this person',
    remedy: 'Choose a place whose checks all say yes; checks names the rules that say no.',
    pointer: '/bedId',
  },
  'eligibility-unknown': {
    status: 409,
    title: 'A fact is missing that a rule of this place needs',
    remedy: 'Record the facts whose checks say unknown, or choose another place.',
    pointer: '/bedId',
  },
  'stay-exceeds-funding': {
    status: 422,
    title: 'The stay is longer than the funding',
    remedy: 'Choose at most the nights funded, or have more weeks approved.',
    pointer: '/departsOn',
    detail: ({ fundedNights, askedNights }) =>
      `Funded: ${fundedNights} nights; asked: ${askedNights} nights.`,
  },
  'offer-already-open': {
    status: 409,
    title: 'The person has as many offers open as the policy allows',
    remedy: 'Wait until one of them is answered, or withdraw one first; open names them.',
    pointer: '/referralId',
    detail: ({ atMost, open }) =>
      `Open at once at most: ${atMost}; open now: ${open.map(({ offerId, expiresAt }) => `${offerId}, held until ${expiresAt}`).join('; ')}.`,
  },
  'override-reason-missing': {
    status: 422,
    title: 'This is not the bed that is suggested to the person',
    remedy:
      'Send override with the reason, or offer the bed that is suggested; where somebody is passed over, ask for it with POST to override of the referral.',
    pointer: '/override',
    detail: ({ kind }) => overrideTexts[kind],
  },
  'override-needs-second-person': {
    status: 409,
    title: 'Somebody of the same urgency or a higher one would lose their place',
    remedy:
      'Ask for it with POST to override of the referral: an approver other than who asks confirms it. Or offer another bed.',
    pointer: '/bedId',
    detail: ({ loses }) => `Urgency of whoever would lose it: ${loses}.`,
  },
  'override-changed': {
    status: 409,
    title: 'Somebody of another urgency would lose their place by now',
    remedy: 'Read the override of the referral again, and send the loses it has now.',
    pointer: '/loses',
    detail: ({ loses }) => `Urgency of whoever would lose it: ${loses}.`,
  },
  'project-already-offered': {
    status: 409,
    title: 'The person has an offer open at this project',
    remedy: 'Choose a bed of another project, or withdraw that offer first.',
    pointer: '/bedId',
    detail: ({ offerId }) => `The offer is ${offerId}.`,
  },
  'funding-used-up': {
    status: 409,
    title: 'The nights the funder approved are booked or used',
    remedy: 'Let what holds them go first, choose a shorter stay, or have more weeks approved.',
    pointer: '/departsOn',
    detail: ({ fundedNights, claimedNights, askedNights }) =>
      `Approved: ${fundedNights} nights; booked or used: ${claimedNights}; asked: ${askedNights}.`,
  },
  'person-has-a-place': {
    status: 409,
    title: 'The person has a booking or a stay, or this referral has led to one',
    remedy:
      'Only one place at a time: record that they will not arrive, or that they have left, and then make the offer; for another place after a stay, record a new referral.',
    pointer: '/referralId',
    detail: ({ state, arrivesOn, departsOn }) => `${placeStates[state]} from ${arrivesOn} to ${departsOn}.`,
  },
  'budget-missing': {
    status: 409,
    title: 'There is no budget for this route in a year the stay touches',
    remedy: 'Have a budget set for the year, or use another route.',
    detail: ({ financialYear }) => `The financial year that begins in April ${financialYear} has none.`,
  },
  'budget-exhausted': {
    status: 409,
    title: 'The budget has too little left',
    remedy: 'Use another route such as the Additional Placement Fund, or have the budget raised.',
    detail: ({ leftPence, neededPence }) => `Left: ${leftPence} pence; needed: ${neededPence} pence.`,
  },
};

/** How every refusal of an answer to an offer is told. */
export const answerProblems: ProblemTable<OfferAnswerRefusal> = {
  'not-found': commonProblems['not-found'],
  'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
  'offer-expired': {
    status: 409,
    title: 'The time to answer is over',
    remedy: 'The bed may be offered again: ask the coordinator.',
    detail: ({ expiredAt }) => `The bed was held until ${expiredAt}.`,
  },
  'offer-already-resolved': {
    status: 409,
    title: 'The offer was answered before',
    remedy: 'Read it again to see how.',
    detail: ({ state }) => `It is ${state}.`,
  },
  'offer-superseded': {
    status: 409,
    title: 'The person took another place that was offered to them',
    remedy: 'Nothing is left to do: the bed is free again.',
  },
};

/** How every refusal to accept an offer is told. */
export const acceptProblems: ProblemTable<AcceptOfferRefusal> = {
  ...answerProblems,
  'bed-still-occupied': {
    ...makeOfferProblems['bed-still-occupied'],
    remedy:
      'Nothing was booked. Record that the person in the bed has left, their later leaving day, or their move to another bed, and accept again; otherwise decline the offer.',
  },
  'referral-closed': {
    status: 409,
    title: 'The referral was closed after the offer was made',
    remedy: 'Nothing was booked. Decline the offer, or ask the coordinator to take it back.',
  },
  'no-longer-ready': {
    status: 409,
    title: 'What the offer rests on has changed',
    remedy:
      'Nothing was booked. Ask the coordinator: once what is named in missing is put right the offer can be accepted, otherwise decline it.',
    detail: ({ missing }) => `Missing: ${missing.map(({ gate, why }) => `${gate} (${why})`).join(', ')}.`,
  },
  'place-does-not-fit': {
    status: 409,
    title: 'The bed does not fit the person any more',
    remedy:
      'Nothing was booked. checks names the rules that say no: have what is recorded wrongly put right and accept again; otherwise decline the offer.',
  },
  'arrives-before-detox-ends': {
    ...makeOfferProblems['arrives-before-detox-ends'],
    title: 'Detox now ends after the arrival that was offered',
    remedy:
      'Nothing was booked. Ask the coordinator to have detox end earlier, or to take the offer back and make it for a later arrival.',
  },
  'arrives-before-liberation': {
    ...makeOfferProblems['arrives-before-liberation'],
    title: 'The person is now in prison beyond the arrival that was offered',
    remedy: 'Nothing was booked. Ask the coordinator to take the offer back and make it for a later arrival.',
  },
  'stay-exceeds-funding': {
    ...makeOfferProblems['stay-exceeds-funding'],
    title: 'The funder now approves fewer nights than were offered',
    remedy:
      'Nothing was booked. Ask the coordinator to take the offer back and make one for the nights funded.',
  },
  'client-already-placed': {
    ...makeOfferProblems['client-already-placed'],
    remedy: 'Nothing was booked. Decline the offer, or ask the coordinator to take it back.',
  },
  'price-changed': {
    status: 409,
    title: 'The funder now approves another price than the one held',
    remedy: 'Nothing was booked. Ask the coordinator to take the offer back and make it again.',
    detail: ({ offeredPence, approvedPence }) =>
      `Held: ${offeredPence} pence; approved: ${approvedPence} pence.`,
  },
  'funding-used-up': {
    ...makeOfferProblems['funding-used-up'],
    remedy: 'Nothing was booked. Ask the coordinator to take the offer back, or to have more weeks approved.',
  },
};

/** How every refusal to record a try to get an answer is told. */
export const tryProblems: ProblemTable<RecordTryRefusal> = {
  'not-found': answerProblems['not-found'],
  'offer-expired': answerProblems['offer-expired'],
  'offer-already-resolved': answerProblems['offer-already-resolved'],
  'offer-superseded': answerProblems['offer-superseded'],
  'try-of-own-side': {
    status: 422,
    title: 'Nobody has to be reached on your own side',
    remedy: 'Send whom of those named in accepted.',
    pointer: '/whom',
  },
  'try-outside-the-offer': {
    status: 422,
    title: 'That moment lies before the offer was made, or in the future',
    remedy: 'Send triedAt between madeAt and now.',
    pointer: '/triedAt',
    detail: ({ madeAt, now }) => `The offer was made at ${madeAt}; it is ${now}.`,
  },
};

/** How every refusal to decline an offer is told. */
export const declineProblems: ProblemTable<DeclineOfferRefusal> = {
  ...answerProblems,
  'no-of-the-other-side': {
    status: 422,
    title: 'That no is not yours to record',
    remedy: 'Record the no of one of those named in accepted; the others record their own.',
    pointer: '/refusedBy',
  },
  'reason-not-theirs': {
    status: 422,
    title: 'That is not a reason of whoever refused',
    remedy: 'Choose one of the reasons named in accepted.',
    pointer: '/reason',
  },
  'rule-missing': {
    status: 422,
    title: 'A no for a rule names the rule',
    remedy: 'Send ruleId of a rule of the project that is in force today, or another reason.',
    pointer: '/ruleId',
  },
  'rule-not-in-force': {
    status: 422,
    title: 'The project has no such rule in force today',
    remedy: 'Send ruleId of one of the project’s rules that are in force today.',
    pointer: '/ruleId',
  },
};

/** How every refusal to look at a project again is told. */
export const allowProblems: ProblemTable<AllowProjectAgainRefusal> = {
  'not-found': commonProblems['not-found'],
  'referral-closed': makeOfferProblems['referral-closed'],
  'nothing-refused-there': {
    status: 409,
    title: 'Nothing stands against this project for the person',
    remedy: 'It is looked at already.',
    pointer: '/projectId',
  },
};
