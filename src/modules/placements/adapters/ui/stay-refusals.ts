import { isoDate } from '../../../../kernel/iso-date.js';
import { overall, type FieldError } from '../../../../ui/forms/form-state.js';
import { longDate, shortDate } from '../../../../ui/presenters/dates.js';
import { checkText, type Check } from '../../../eligibility/contract.js';
import type { AdmitRefusal } from '../../application/admit.js';
import type { ChangeDatesRefusal } from '../../application/change-dates.js';
import type { ChangeRefusal } from '../../application/change-placement.js';
import type { ExtendRefusal } from '../../application/extend.js';
import type { MoveBedRefusal } from '../../application/move-bed.js';
import type { LeavingRefusal } from '../../application/record-leaving.js';
import type { StayChangedSince, StoodAs } from '../../application/stay-changed-since.js';
import type { StayBeforeCannotFollow } from '../../domain/linked-stays.js';
import { explainDates } from './offer-dates.js';
import { explainOffer } from './offer-refusals.js';

/** Which rules say no of a bed and a person, in a sentence each. */
export const fitText = (checks: readonly Check[]): string =>
  checks
    .map((check) => checkText(check))
    .map(({ text, detail }) => `Not met: ${text}${detail === undefined ? '' : ` (${detail})`}.`)
    .join(' ');

const stateTexts: Readonly<Record<string, string>> = {
  booked: 'The person has not arrived yet: record the arrival first.',
  admitted: 'The arrival of this person was recorded before. Nothing was changed.',
  ended: 'This stay was ended before. Nothing was changed.',
  never_started: 'It was recorded before that this person will not arrive. Nothing was changed.',
};

const standsText = ({ state, arrivesOn, departsOn }: StoodAs): string =>
  `${shortDate(isoDate(arrivesOn))} to ${shortDate(isoDate(departsOn))}${state === 'booked' ? ', not arrived yet' : ''}`;

/** Who changed a stay since it was read, and what is otherwise now. */
export const changedSinceText = ({ was, now, steps, changedBy }: StayChangedSince): string => {
  const who = changedBy.length === 0 ? 'Somebody' : changedBy.join(' and ');
  const isSame = was !== null && standsText(was) === standsText(now);
  const before = was === null || isSame ? '' : `: it was ${standsText(was)}, and is ${standsText(now)}`;
  const bed = steps.includes('placements.person-moved') ? ' It has another bed.' : '';
  const other = isSame && bed === '' ? ' Its days are as they were.' : '';
  return `${who} changed this after you opened it${before}.${bed}${other} What you typed is kept: look whether it still holds, then send it again.`;
};

/** Why a step changed nothing, whatever step it was. Somebody else's stay is not there: its page answers for it. */
export const explainChange = (refusal: ChangeRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return [];
    case 'changed-since-you-read-it':
      if ('now' in refusal) return overall(changedSinceText(refusal));
      return [
        {
          field: '',
          text: 'Somebody changed this stay after you opened it. Look at it as it is now, then send what is still right.',
        },
      ];
    case 'not-in-that-state':
      return [
        { field: '', text: stateTexts[refusal.state] ?? 'This cannot be done at this point of the stay.' },
      ];
  }
};

/** Why an arrival was not recorded, with the days that would be accepted. */
export const explainAdmit = (refusal: AdmitRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'bed-not-vacated':
      return [
        {
          field: '',
          text: `${refusal.reference} is still recorded as here in this bed. Record that they have left first, then this arrival.`,
        },
      ];
    case 'person-has-died':
      return [
        {
          field: '',
          text: 'This person is recorded as having died. Record below that they will not start here, with that reason. If the death was recorded by mistake, ring the coordinator, who can have it put right.',
        },
      ];
    case 'person-lives-elsewhere':
      return [
        {
          field: '',
          text: `This person is recorded as living in another place since ${longDate(isoDate(refusal.sinceOn))}. Ring the coordinator: their leaving is recorded there first, then this arrival.`,
        },
      ];
    case 'funding-under-notice':
      return [
        {
          field: '',
          text: `The funder gave notice on ${longDate(isoDate(refusal.noticeOn))} that they may not pay for this stay. The bed stays booked. Speak with the partnership, which can lift the notice; if you take the person in all the same, record the arrival again: you then say that you know.`,
        },
      ];
    case 'admission-in-the-future':
      return [
        { field: 'admittedOn', text: `Enter today, ${longDate(isoDate(refusal.today))}, or an earlier day` },
      ];
    case 'admission-outside-booking':
      return [
        {
          field: 'admittedOn',
          text: `The bed is booked from ${longDate(isoDate(refusal.arrivesOn))} to ${longDate(isoDate(refusal.departsOn))}: enter a day in that time that is not after today. For an earlier one, change the dates of the booking first`,
        },
      ];
    case 'place-does-not-fit':
      return [
        {
          field: '',
          text: `The bed does not fit this person any more. ${fitText(refusal.checks)} Put right what is recorded wrongly, then record the arrival; otherwise record that they will not start here, and ring the coordinator for another place today.`,
        },
      ];
    default:
      return explainChange(refusal);
  }
};

/** Why a leaving was not recorded, with the days that would be accepted. */
export const explainDischarge = (refusal: LeavingRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'death-is-not-planned':
      return [
        { field: 'kind', text: 'Choose unplanned for somebody who has died, or choose another reason' },
      ];
    case 'ending-contradicts-reason':
      return [
        {
          field: 'kind',
          text:
            refusal.kind === 'planned'
              ? 'Choose unplanned for that reason, or another reason: nobody plans to end so'
              : 'Choose planned for somebody who completed, or another reason',
        },
      ];
    case 'person-died':
      return [
        {
          field: 'outcome',
          text: 'Choose “Nothing to record now” and leave what was measured empty: of somebody who has died no outcome is recorded on leaving',
        },
      ];
    case 'already-recorded':
      return [
        {
          field: 'outcome',
          text: 'An outcome on leaving is recorded already: choose “Nothing to record now” and leave what was measured empty. To put it right, use Leaving safely',
        },
      ];
    case 'measure-does-not-fit':
      return [
        {
          field: 'outcome',
          text: 'Choose “Taken” with a score, a satisfaction, or both; with any other answer leave what was measured empty',
        },
      ];
    case 'end-in-the-future':
      return [
        { field: 'leftOn', text: `Enter today, ${longDate(isoDate(refusal.today))}, or an earlier day` },
      ];
    case 'end-before-arrival':
      return [
        {
          field: 'leftOn',
          text: `Enter a day from ${longDate(isoDate(refusal.admittedOn))}, when the person arrived, to today`,
        },
      ];
    case 'end-before-bed-changed':
      return [
        {
          field: 'leftOn',
          text: `The person was moved to this bed on ${longDate(isoDate(refusal.bedSinceOn))}: enter that day or a later one`,
        },
      ];
    default:
      return explainChange(refusal);
  }
};

/** Why a stay was not made longer, with the day that would be accepted or whom to ask. */
export const explainExtend = (refusal: ExtendRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-later-than-now':
      return [
        {
          field: 'departsOn',
          text: `Enter a day after ${longDate(isoDate(refusal.departsOn))}, the leaving day now; to end a stay earlier, record the leaving`,
        },
      ];
    case 'dates-not-a-stay':
      return [{ field: 'departsOn', text: 'Enter a day at most two years after the arrival' }];
    case 'stay-exceeds-funding':
      return [
        {
          field: 'departsOn',
          text: `Funding covers ${refusal.fundedNights} nights and this would make ${refusal.askedNights}, counting any at a provider they came from: enter an earlier day, or ask the partnership to approve more weeks first`,
        },
      ];
    case 'bed-already-taken':
      return [
        {
          field: 'departsOn',
          text: `The bed is taken from ${longDate(isoDate(refusal.firstClashOn))}: enter that day or an earlier one, counting the nights the bed is made ready`,
        },
      ];
    case 'client-already-placed':
      return [
        {
          field: 'departsOn',
          text: `The person has another bed from ${longDate(isoDate(refusal.firstClashOn))}: enter that day or an earlier one`,
        },
      ];
    case 'room-holds-another-sex':
      return [
        {
          field: 'departsOn',
          text: 'Somebody of another sex has a bed in the shared room on some of those nights: enter an earlier day',
        },
      ];
    case 'bed-changed':
      return [
        {
          field: '',
          text: 'The opening days of the bed were changed while you sent this. Look at it as it is now, then send it again.',
        },
      ];
    case 'bed-still-occupied':
      return [
        {
          field: 'departsOn',
          text: `Somebody is still in this bed, though they were to leave on ${longDate(isoDate(refusal.dueToLeaveOn))}: record their leaving first`,
        },
      ];
    case 'bed-not-open':
      return [{ field: 'departsOn', text: 'The bed closes before that day: enter an earlier day' }];
    case 'place-does-not-fit':
      return [
        {
          field: 'departsOn',
          text: `The bed does not fit for the longer stay. ${fitText(refusal.checks)} Enter an earlier day, or ask the coordinator for another place`,
        },
      ];
    case 'funding-used-up':
      return [
        {
          field: 'departsOn',
          text: `${refusal.fundedNights} nights are approved and ${refusal.claimedNights} of them promised or used: enter an earlier day, or ask the partnership to approve more weeks first`,
        },
      ];
    case 'budget-missing':
    case 'budget-exhausted':
      return [
        {
          field: '',
          text: 'The partnership that pays has too little money left for these nights. Enter an earlier day, or ask its coordinator to have the budget raised first.',
        },
      ];
    case 'onward-booking-stands':
      return [
        {
          field: 'departsOn',
          text: `The person goes on to another provider on ${longDate(isoDate(refusal.arrivesOn))}, and this stay ends then, so that no night is without a bed. Ask the coordinator or that provider to change the days of the booking there: this stay then ends on its first day`,
        },
      ];
    default:
      return explainChange(refusal);
  }
};

const whyNotThenTexts: Readonly<Record<string, string>> = {
  'end-too-early': 'it has begun in that bed since, or the day has gone by',
  'stay-exceeds-funding': 'too few weeks of it are approved',
  'funding-used-up': 'too few weeks of it are approved',
  'bed-already-taken': 'somebody else has the bed there by then',
  'bed-still-occupied': 'somebody else is still in the bed there',
  'room-holds-another-sex': 'somebody of another sex has a bed in the room there by then',
  'place-does-not-fit': 'the place there does not fit them for that long',
  'bed-not-open': 'the bed there closes before',
  'budget-missing': 'there is too little money for it',
  'budget-exhausted': 'there is too little money for it',
};

const whyNotThen = (why: string): string => whyNotThenTexts[why] ?? 'something there stands in the way';

const whatWouldDo = ({ earliestOn, latestOn }: StayBeforeCannotFollow): string => {
  if (earliestOn > latestOn) return 'Have that put right first';
  const [from, to] = [longDate(isoDate(earliestOn)), longDate(isoDate(latestOn))];
  return `Enter an arrival ${from === to ? `on ${to}` : `from ${from} to ${to}`}, or have that put right first`;
};

/** Why other days were not given to a booking or a stay, with the days that would be accepted or whom to ask. */
export const explainDatesChange = (refusal: ChangeDatesRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'dates-unchanged':
      return [{ field: 'departsOn', text: 'These are the days already: enter another day' }];
    case 'arrival-is-recorded':
      return [
        {
          field: 'arrivesOn',
          text: `The arrival on ${longDate(isoDate(refusal.admittedOn))} is recorded: enter that day, and change only the leaving day`,
        },
      ];
    case 'end-too-early':
      return [
        {
          field: 'departsOn',
          text: `Enter ${longDate(isoDate(refusal.earliestOn))} or a later day; for somebody who has left, record the leaving`,
        },
      ];
    case 'arrival-in-the-past':
    case 'arrival-too-far-ahead':
      return [explainDates(refusal)];
    case 'arrives-before-detox-ends':
    case 'arrives-before-liberation':
    case 'person-unavailable':
      return explainOffer(refusal);
    case 'funding-under-notice':
      return [
        {
          field: '',
          text: `The funder gave notice on ${longDate(isoDate(refusal.noticeOn))} that they may not pay for this booking, and the new days would rest on a later decision. Nothing was changed. Ask the partnership to lift the notice, then send the days again.`,
        },
      ];
    case 'stay-before-cannot-follow':
      return [
        {
          field: 'arrivesOn',
          text: `The stay this person goes on from cannot end on that day: ${whyNotThen(refusal.why)}. ${whatWouldDo(refusal)}`,
        },
      ];
    case 'bed-already-taken':
      return [
        {
          field: 'arrivesOn',
          text: `The bed is taken on the night of ${longDate(isoDate(refusal.firstClashOn))}: enter other days, counting the nights the bed is made ready`,
        },
      ];
    default:
      return explainExtend(refusal);
  }
};

/** Why somebody was not moved to another bed, with the day or the bed that would be accepted. */
export const explainMove = (refusal: MoveBedRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'bed-not-found':
      return [{ field: 'bedId', text: 'Choose one of the beds in the list' }];
    case 'already-in-that-bed':
      return [{ field: 'bedId', text: 'The person has that bed already: choose another' }];
    case 'move-in-the-future':
      return [
        { field: 'movesOn', text: `Enter today, ${longDate(isoDate(refusal.today))}, or an earlier day` },
      ];
    case 'move-outside-stay':
      return [
        {
          field: 'movesOn',
          text:
            refusal.earliestOn > refusal.latestOn
              ? 'There is no night left in which the person could be moved: change the leaving day first'
              : `Enter a day from ${longDate(isoDate(refusal.earliestOn))} to ${longDate(isoDate(refusal.latestOn))}`,
        },
      ];
    case 'bed-not-vacated':
      return [
        {
          field: 'bedId',
          text: `${refusal.reference} is still recorded as here in that bed. Record that they have left or moved first`,
        },
      ];
    case 'place-does-not-fit':
      return [
        {
          field: 'bedId',
          text: `The bed does not fit this person. ${fitText(refusal.checks)} Choose another bed`,
        },
      ];
    case 'bed-already-taken':
      return [
        {
          field: 'bedId',
          text: `Somebody has that bed on the night of ${longDate(isoDate(refusal.firstClashOn))}: choose another bed`,
        },
      ];
    case 'bed-still-occupied':
      return [
        {
          field: 'bedId',
          text: `Somebody is still in that bed, though they were to leave on ${longDate(isoDate(refusal.dueToLeaveOn))}: choose another bed, or record their leaving first`,
        },
      ];
    case 'bed-not-open':
      return [{ field: 'bedId', text: 'That bed closes before the end of the stay: choose another bed' }];
    case 'client-already-placed':
      return [
        {
          field: 'movesOn',
          text: `The person has another bed from ${longDate(isoDate(refusal.firstClashOn))}: ring the coordinator`,
        },
      ];
    case 'room-holds-another-sex':
      return [
        {
          field: 'bedId',
          text: 'Somebody of another sex has a bed in that room on some of those nights: choose another bed',
        },
      ];
    case 'bed-changed':
      return [
        {
          field: 'bedId',
          text: 'What that bed is or has was changed a moment ago. Look at the list as it is now, then send this again',
        },
      ];
    default:
      return explainChange(refusal);
  }
};
