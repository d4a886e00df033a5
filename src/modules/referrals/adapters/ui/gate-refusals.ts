import { overall, type FieldError } from '../../../../ui/forms/form-state.js';
import { dateText } from '../../../../ui/presenters/dates.js';
import { countOf, pounds } from '../../../../ui/presenters/numbers.js';
import type { BookDetoxRefusal } from '../../application/book-detox.js';
import type { RecordAssessmentRefusal } from '../../application/record-assessment.js';
import type { CloseReferralRefusal } from '../../application/close-referral.js';
import type { AllowProjectAgainRefusal, FundingRefusal } from '../../application/referral-page-facts.js';

/** Why a fact about a referral was not recorded, whichever it was. */
export const explainChange = (
  refusal: Extract<
    RecordAssessmentRefusal | BookDetoxRefusal | FundingRefusal | CloseReferralRefusal,
    { code: 'not-found' | 'referral-closed' | 'changed-since-you-read-it' }
  >,
): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return [
        {
          field: '',
          text: 'The referral is not on your partnership’s list any more. Go back to the waiting list.',
        },
      ];
    case 'referral-closed':
      return [{ field: '', text: 'The referral is closed. Record a new one if the person asks again.' }];
    case 'changed-since-you-read-it':
      return [
        {
          field: '',
          text: 'Somebody changed this referral after you opened it. Look at what is shown now, and send the form again if it still holds.',
        },
      ];
  }
};

/** Why an assessment was not recorded, with the days that would be accepted. */
export const explainAssessment = (refusal: RecordAssessmentRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'held-in-the-future':
      return [{ field: 'heldOn', text: `Enter today, ${dateText(refusal.today)}, or an earlier day` }];
    case 'held-too-long-ago':
      return [
        {
          field: 'heldOn',
          text: `Enter ${dateText(refusal.earliestOn)} or a later day: an assessment held before that has run out`,
        },
      ];
    case 'held-before-relapse':
      return [
        {
          field: 'heldOn',
          text: `Enter ${dateText(refusal.earliestOn)} or a later day: the person was not stable enough to arrive then, so what was assessed before counts no longer`,
        },
      ];
    default:
      return explainChange(refusal);
  }
};

/** Why a project is not looked at again. */
export const explainAllowance = (refusal: AllowProjectAgainRefusal): readonly FieldError[] =>
  refusal.code === 'nothing-refused-there'
    ? overall('Nothing stands against this project any more: it is looked at already.')
    : explainChange(refusal);

/** Why a funding decision was not recorded, with the days that would be accepted. */
export const explainFunding = (refusal: FundingRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'decided-in-the-future':
      return [{ field: 'decidedOn', text: `Enter today, ${dateText(refusal.today)}, or an earlier day` }];
    case 'decided-before-referral':
      return [
        {
          field: 'decidedOn',
          text: `Enter the day the referral was received, ${dateText(refusal.receivedOn)}, or a later one`,
        },
      ];
    case 'above-your-limit':
      return overall(
        `This costs ${pounds(refusal.totalPence)} and your own limit is ${pounds(refusal.limitPence)}. Propose it to a second approver on the funding page of this referral.`,
      );
    case 'approval-in-use':
      return overall(
        `${countOf(refusal.claimedNights, 'night')} are booked or slept on the approval before, so it stands and nothing was changed. Where a bed is booked, give notice on the funding page of this referral: the bed stays, and the provider is told.`,
      );
    case 'payer-named-twice':
    case 'additional-fund-not-open':
    case 'shares-exceed-price':
      return overall('Several payers are named on the funding page of this referral. Record it there.');
    default:
      return explainChange(refusal);
  }
};

/** Why a detox booking was not recorded, with the days that would be accepted. */
export const explainDetox = (refusal: BookDetoxRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'detox-ends-before-it-starts':
      return [{ field: 'endsOn', text: 'Enter an end after the first night of detox' }];
    case 'detox-too-long-ago':
      return [
        {
          field: 'startsOn',
          text: `Enter ${dateText(refusal.earliestOn)} or a later day: detox so long before the referral is not the one it asks for`,
        },
      ];
    case 'detox-before-relapse':
      return [
        {
          field: 'endsOn',
          text: `Enter ${dateText(refusal.earliestOn)} or a later day: the person was not stable enough to arrive after that detox, so it counts no longer`,
        },
      ];
    case 'detox-too-far-ahead':
      return [
        {
          field: 'endsOn',
          text: `Enter an end no later than ${dateText(refusal.latestOn)}, a year from today`,
        },
      ];
    default:
      return explainChange(refusal);
  }
};
