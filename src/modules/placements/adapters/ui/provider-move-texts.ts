import { isoDate } from '../../../../kernel/iso-date.js';
import { pence } from '../../../../kernel/money.js';
import { overall, type FieldError, type Option } from '../../../../ui/forms/form-state.js';
import { longDate } from '../../../../ui/presenters/dates.js';
import { pounds } from '../../../../ui/presenters/numbers.js';
import type {
  AcceptMoveRefusal,
  EndMoveRefusal,
  ProposeMoveRefusal,
} from '../../application/provider-move.js';
import { moveDeclineReasons, type MoveDeclineReason } from '../../domain/provider-move.js';
import { explainDates } from './offer-dates.js';
import { explainOffer } from './offer-refusals.js';
import { explainChange } from './stay-refusals.js';

const declineTexts: Readonly<Record<MoveDeclineReason, string>> = {
  bed_not_usable: 'The bed cannot be used',
  outside_our_rules: 'Outside our rules on who comes',
  needs_cannot_be_met: 'We cannot meet their needs',
  mix_of_residents: 'Not with those who are here',
  staffing: 'Not enough staff',
  more_information: 'We have to know more first',
  person_does_not_want_it: 'The person does not want it',
  other: 'Another reason',
};

/** Why the provider that is asked says no, for choosing among. */
export const moveDeclineOptions: readonly Option[] = moveDeclineReasons.map((value) => ({
  value,
  text: declineTexts[value],
}));

/** Why it said no, in words. */
export const moveDeclineText = (reason: MoveDeclineReason): string => declineTexts[reason];

/** In a form that asks for the move's day, not for an arrival. */
const atMove = (errors: readonly FieldError[]): readonly FieldError[] =>
  errors.map((error) => (error.field === 'arrivesOn' ? { ...error, field: 'movesOn' } : error));

const checksText =
  'Choose a place whose checks all say yes, or have what is missing recorded on the referral.';

/** Why a move was not proposed, with what would be accepted. */
export const explainPropose = (refusal: ProposeMoveRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
    case 'changed-since-you-read-it':
      return explainChange(refusal);
    case 'not-in-that-state':
      return overall(
        'Nobody is staying here by this placement now. Only somebody who has arrived and not left can go on from here.',
      );
    case 'bed-not-found':
      return [{ field: 'bedId', text: 'Choose one of the places' }];
    case 'same-provider':
      return [
        {
          field: 'bedId',
          text: 'That bed is one of the same provider: move the person there without asking',
        },
      ];
    case 'move-waits':
      return overall('A place is proposed already. Wait for the answer, or take it back first.');
    case 'moves-on-already':
      return overall(
        'The person is booked at another provider after this stay. Change that booking, or have it recorded that it never began, first.',
      );
    case 'move-outside-stay':
      return [
        {
          field: 'movesOn',
          text: `Enter a day from ${longDate(refusal.earliestOn)} to ${longDate(refusal.latestOn)}`,
        },
      ];
    case 'dates-not-a-stay':
    case 'arrival-in-the-past':
    case 'arrival-too-far-ahead':
      return atMove([explainDates(refusal)]);
    case 'arrives-before-detox-ends':
    case 'arrives-before-liberation':
    case 'person-unavailable':
      return atMove(explainOffer(refusal));
    case 'stay-exceeds-funding':
      return [
        {
          field: 'departsOn',
          text: `Funding covers ${refusal.fundedNights} nights there, after those here, and these days make ${refusal.askedNights}: enter an earlier day, or have more weeks approved`,
        },
      ];
    case 'dearer-than-approved':
      return [
        {
          field: 'weeklyRate',
          text: `${pounds(pence(refusal.approvedPence))} a week is approved: have the approver approve more first, or choose another place`,
        },
      ];
    case 'not-eligible':
      return [{ field: 'bedId', text: `The place does not take this person. ${checksText}` }];
    case 'eligibility-unknown':
      return [{ field: 'bedId', text: `A fact is missing that a rule of this place needs. ${checksText}` }];
  }
};

/** Why a place was not taken, with what would make it possible. */
export const explainAccept = (refusal: AcceptMoveRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'changed-since-you-read-it':
      return overall('Somebody changed this after you opened it. Look at it as it is now.');
    case 'bed-already-taken':
      return overall(
        `The bed is taken from ${longDate(isoDate(refusal.firstClashOn))}. Decline, so that another place can be proposed, or move whoever has it first.`,
      );
    case 'bed-still-occupied':
      return overall(
        `Somebody is still in this bed, though they were to leave on ${longDate(refusal.dueToLeaveOn)}. Record their leaving or their later day first, or decline.`,
      );
    case 'client-already-placed':
    case 'room-holds-another-sex':
    case 'bed-not-open':
    case 'bed-changed':
    case 'budget-missing':
    case 'budget-exhausted':
    case 'person-has-a-place':
    case 'offer-already-open':
    case 'project-already-offered':
    case 'funding-used-up':
      return explainOffer(refusal).map(({ text }) => ({ field: '', text }));
    case 'not-in-that-state':
      return overall('The person has left where they were. Decline: they are offered a place anew.');
    case 'move-outside-stay':
      return overall(
        'The day has gone by, or the stay they come from ends before it. Decline, so that another day can be proposed.',
      );
    default:
      return explainPropose(refusal).map(({ text }) => ({ field: '', text }));
  }
};

/** Why a move was neither declined nor taken back. */
export const explainEnd = (refusal: EndMoveRefusal): readonly FieldError[] =>
  refusal.code === 'not-found' ? [] : overall('It was answered before. Nothing was changed.');
