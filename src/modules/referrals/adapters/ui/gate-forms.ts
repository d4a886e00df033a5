import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Pence } from '../../../../kernel/money.js';
import type { ReadForm, Typed } from '../../../../platform/http/define-page.js';
import {
  choiceField,
  countField,
  dateField,
  errorsOf,
  optionalProse,
  poundsField,
  proseField,
  type Field,
} from '../../../../platform/http/typed-fields.js';
import { pounds } from '../../../../ui/presenters/numbers.js';
import { fundingDeclineReasons, type FundingDeclineReason } from '../../application/referral-page-facts.js';
import { dearestWeekPence, longestStayWeeks } from '../../contract/facts.js';
import { weeksAskedFor } from './referral-words.js';

const weeksField = (typed: Typed): Field<number> =>
  countField(typed, 'weeks', longestStayWeeks, weeksAskedFor);

const rateField = (typed: Typed): Field<Pence> =>
  poundsField(
    typed,
    'weeklyRate',
    dearestWeekPence,
    `Enter the price of a week in pounds, up to ${pounds(dearestWeekPence)}, such as 1,150`,
  );

/** An assessment as typed. */
export interface AssessmentTyped {
  readonly heldOn: IsoDate;
  readonly outcome: 'suitable' | 'not_suitable';
}

/** Reads the form of an assessment, or says what each field would accept. */
export const readAssessmentForm = (typed: Typed): ReadForm<AssessmentTyped> => {
  const heldOn = dateField(typed, 'heldOn', 'the day of the assessment');
  const outcome = choiceField(
    typed,
    'outcome',
    ['suitable', 'not_suitable'],
    'Choose how the assessment came out',
  );
  return 'error' in heldOn || 'error' in outcome
    ? { ok: false, errors: errorsOf(heldOn, outcome) }
    : { ok: true, command: { heldOn: heldOn.value, outcome: outcome.value } };
};

/** A funding decision as typed: a yes says for how many weeks at what price, a no says why. */
export type FundingTyped = { readonly decidedOn: IsoDate } & (
  | { readonly decision: 'approved'; readonly weeks: number; readonly weeklyRatePence: Pence }
  | { readonly decision: 'declined'; readonly reason: FundingDeclineReason; readonly note: string | null }
);

/** Reads the form of a funding decision, or says what each field would accept. What belongs to the other answer is left. */
export const readFundingForm = (typed: Typed): ReadForm<FundingTyped> => {
  const decision = choiceField(typed, 'decision', ['approved', 'declined'], 'Choose approved or declined');
  const decidedOn = dateField(typed, 'decidedOn', 'the day of the decision');
  if ('error' in decision) {
    // Which of the rest is asked for is not known yet; what was typed is looked at all the same.
    const isTyped = (field: string): boolean => (typed[field] ?? '').trim() !== '';
    return {
      ok: false,
      errors: errorsOf(
        decision,
        decidedOn,
        ...(isTyped('weeks') ? [weeksField(typed)] : []),
        ...(isTyped('weeklyRate') ? [rateField(typed)] : []),
      ),
    };
  }
  if (decision.value === 'declined') {
    const reason = choiceField(typed, 'reason', fundingDeclineReasons, 'Choose why it is declined');
    const note = optionalProse(typed, 'note', 500);
    return 'error' in decidedOn || 'error' in reason || 'error' in note
      ? { ok: false, errors: errorsOf(decidedOn, reason, note) }
      : {
          ok: true,
          command: {
            decision: 'declined',
            decidedOn: decidedOn.value,
            reason: reason.value,
            note: note.value,
          },
        };
  }
  const weeks = weeksField(typed);
  const rate = rateField(typed);
  return 'error' in decidedOn || 'error' in weeks || 'error' in rate
    ? { ok: false, errors: errorsOf(decidedOn, weeks, rate) }
    : {
        ok: true,
        command: {
          decision: 'approved',
          decidedOn: decidedOn.value,
          weeks: weeks.value,
          weeklyRatePence: rate.value,
        },
      };
};

/** Reads why a project is looked at again. */
export const readAllowanceForm = (typed: Typed): ReadForm<{ readonly reason: string }> => {
  const reason = proseField(typed, 'reason', 500, 'Say what has changed since');
  return 'error' in reason
    ? { ok: false, errors: errorsOf(reason) }
    : { ok: true, command: { reason: reason.value } };
};

/** A detox booking as typed; it ends on `endsOn`, the first day of arrival. */
export interface DetoxTyped {
  readonly site: string;
  readonly startsOn: IsoDate;
  readonly endsOn: IsoDate;
}

/** Reads the form of a detox booking, or says what each field would accept. */
export const readDetoxForm = (typed: Typed): ReadForm<DetoxTyped> => {
  const site = proseField(typed, 'site', 200, 'Enter where detox is booked');
  const startsOn = dateField(typed, 'startsOn', 'the first night of detox');
  const endsOn = dateField(typed, 'endsOn', 'the day detox ends');
  return 'error' in site || 'error' in startsOn || 'error' in endsOn
    ? { ok: false, errors: errorsOf(site, startsOn, endsOn) }
    : { ok: true, command: { site: site.value, startsOn: startsOn.value, endsOn: endsOn.value } };
};
