import { parseIsoDate } from '../../../../kernel/iso-date.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import type { BookDetoxRefusal } from '../../application/book-detox.js';
import type { RecordAssessmentRefusal } from '../../application/record-assessment.js';
import type { FundingRefusal } from '../../application/referral-page-facts.js';

const dateText = (text: string): string => {
  const on = parseIsoDate(text);
  return on === null ? text : shortDate(on);
};

/** Why a fact about a referral was not recorded, whichever it was. */
const explainChange = (
  refusal: Extract<
    RecordAssessmentRefusal | BookDetoxRefusal | FundingRefusal,
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
export const explainAssessment = (refusal: RecordAssessmentRefusal): readonly FieldError[] =>
  refusal.code === 'held-in-the-future'
    ? [{ field: 'heldOn', text: `Enter today, ${dateText(refusal.today)}, or an earlier day` }]
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
    default:
      return explainChange(refusal);
  }
};

/** Why a detox booking was not recorded, with the days that would be accepted. */
export const explainDetox = (refusal: BookDetoxRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'detox-ends-before-it-starts':
      return [{ field: 'endsOn', text: 'Enter an end after the first night of detox' }];
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
