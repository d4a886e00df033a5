import type { IsoDate } from '../../../../kernel/iso-date.js';
import { pence, type Pence } from '../../../../kernel/money.js';
import type { ReadForm, Typed } from '../../../../platform/http/define-page.js';
import { words } from '../../../../platform/http/schemas.js';
import { dateFromFields } from '../../../../ui/forms/date-parts.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { pounds } from '../../../../ui/presenters/numbers.js';
import { fundingDeclineReasons, type FundingDeclineReason } from '../../application/referral-page-facts.js';
import {
  closingReasons,
  dearestWeekPence,
  longestStayWeeks,
  type ClosingReason,
} from '../../contract/facts.js';
import { weeksAskedFor } from './referral-words.js';

type Field<T> = { readonly value: T } | { readonly error: FieldError };

const wrong = (field: string, text: string) => ({ error: { field, text } });

/** A date typed in three fields, or what would be accepted. */
export const dateField = (typed: Typed, field: string, what: string): Field<IsoDate> => {
  const read = dateFromFields(typed, field);
  switch (read.kind) {
    case 'missing':
      return wrong(field, `Enter ${what}`);
    case 'not-a-date':
      return wrong(
        field,
        `Enter ${what} as a real date, such as 3 11 2026. “${read.typed.slice(0, 40)}” is not a date`,
      );
    case 'date':
      return { value: read.on };
  }
};

/** One of a list, or what would be accepted. */
export const choiceField = <const Choice extends string>(
  typed: Typed,
  field: string,
  choices: readonly Choice[],
  text: string,
): Field<Choice> => {
  const choice = choices.find((value) => value === typed[field]);
  return choice === undefined ? wrong(field, text) : { value: choice };
};

const weeksField = (typed: Typed): Field<number> => {
  const text = (typed['weeks'] ?? '').trim();
  const weeks = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return weeks >= 1 && weeks <= longestStayWeeks ? { value: weeks } : wrong('weeks', weeksAskedFor);
};

/** Pounds as people write them: `1150`, `1,150`, `£1,150.50`. */
const poundsField = (typed: Typed, field: string): Field<Pence> => {
  const text = (typed[field] ?? '').replace(/[£,\s]/g, '');
  const [, whole, part = ''] = /^(\d{1,6})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  const amount = whole === undefined ? 0 : Number(whole) * 100 + Number(part.padEnd(2, '0'));
  return amount >= 1 && amount <= dearestWeekPence
    ? { value: pence(amount) }
    : wrong(field, `Enter the price of a week in pounds, up to ${pounds(dearestWeekPence)}, such as 1,150`);
};

const proseField = (typed: Typed, field: string, longest: number, missing: string): Field<string> => {
  const read = words(longest).safeParse((typed[field] ?? '').replace(/\r\n?/g, '\n'));
  if (read.success) return { value: read.data };
  const isMissing = (typed[field] ?? '').trim() === '';
  return wrong(field, isMissing ? missing : (read.error.issues[0]?.message ?? missing).replace(/\.$/, ''));
};

/** What is wrong with any of these fields. */
export const errorsOf = (...fields: readonly Field<unknown>[]): readonly FieldError[] =>
  fields.flatMap((field) => ('error' in field ? [field.error] : []));

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

/** A date that may be left empty. */
export const optionalDateField = (typed: Typed, field: string, what: string): Field<IsoDate | null> =>
  dateFromFields(typed, field).kind === 'missing' ? { value: null } : dateField(typed, field, what);

/** Text that may be left empty. */
export const optionalProse = (typed: Typed, field: string, longest: number): Field<string | null> =>
  (typed[field] ?? '').trim() === '' ? { value: null } : proseField(typed, field, longest, '');

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
        ...(isTyped('weeklyRate') ? [poundsField(typed, 'weeklyRate')] : []),
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
  const rate = poundsField(typed, 'weeklyRate');
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

/** A closing as typed. */
export interface ClosingTyped {
  readonly reason: ClosingReason;
  readonly note: string | null;
}

/** Reads the form that closes a referral, or says what each field would accept. */
export const readClosingForm = (typed: Typed): ReadForm<ClosingTyped> => {
  const reason = choiceField(typed, 'reason', closingReasons, 'Choose why the referral is closed');
  const note = optionalProse(typed, 'note', 500);
  return 'error' in reason || 'error' in note
    ? { ok: false, errors: errorsOf(reason, note) }
    : { ok: true, command: { reason: reason.value, note: note.value } };
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
