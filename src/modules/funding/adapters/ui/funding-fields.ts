import type { IsoDate } from '../../../../kernel/iso-date.js';
import { pence, type Pence } from '../../../../kernel/money.js';
import type { ReadForm, Typed } from '../../../../platform/http/define-page.js';
import { words } from '../../../../platform/http/schemas.js';
import { dateFromFields } from '../../../../ui/forms/date-parts.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { pounds } from '../../../../ui/presenters/numbers.js';
import { dearestWeekPence, longestStayWeeks } from '../../../referrals/contract/facts.js';

type Field<T> = { readonly value: T } | { readonly error: FieldError };

const wrong = (field: string, text: string) => ({ error: { field, text } });

const dateField = (typed: Typed, field: string, what: string): Field<IsoDate> => {
  const read = dateFromFields(typed, field);
  if (read.kind === 'date') return { value: read.on };
  return wrong(
    field,
    read.kind === 'missing' ? `Enter ${what}` : `Enter ${what} as a real date, such as 3 12 2026`,
  );
};

const choiceField = <const Choice extends string>(
  typed: Typed,
  choices: readonly Choice[],
  text: string,
): Field<Choice> => {
  const choice = choices.find((value) => value === typed['reason']);
  return choice === undefined ? wrong('reason', text) : { value: choice };
};

const weeksField = (typed: Typed): Field<number> => {
  const text = (typed['weeks'] ?? '').trim();
  const weeks = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return weeks >= 1 && weeks <= longestStayWeeks
    ? { value: weeks }
    : wrong('weeks', `Enter a whole number of weeks from 1 to ${longestStayWeeks}`);
};

const rateField = (typed: Typed): Field<Pence> => {
  const text = (typed['weeklyRate'] ?? '').replace(/[£,\s]/g, '');
  const [, whole, part = ''] = /^(\d{1,6})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  const amount = whole === undefined ? 0 : Number(whole) * 100 + Number(part.padEnd(2, '0'));
  return amount >= 1 && amount <= dearestWeekPence
    ? { value: pence(amount) }
    : wrong(
        'weeklyRate',
        `Enter the price of a week in pounds, up to ${pounds(dearestWeekPence)}, such as 1,150`,
      );
};

const proseField = (typed: Typed, field: string, missing: string): Field<string> => {
  const read = words(500).safeParse((typed[field] ?? '').replace(/\r\n?/g, '\n'));
  if (read.success) return { value: read.data };
  const isMissing = (typed[field] ?? '').trim() === '';
  return wrong(field, isMissing ? missing : (read.error.issues[0]?.message ?? missing).replace(/\.$/, ''));
};

const noteField = (typed: Typed): Field<string | null> =>
  (typed['note'] ?? '').trim() === '' ? { value: null } : proseField(typed, 'note', '');

const errorsOf = (...fields: readonly Field<unknown>[]): readonly FieldError[] =>
  fields.flatMap((field) => ('error' in field ? [field.error] : []));

/** What a coordinator asks for, as typed. */
export interface RequestTyped {
  readonly weeks: number;
  readonly weeklyRatePence: Pence;
  readonly reason: string;
  readonly isFromAdditionalFund: boolean;
}

/** Reads the form that asks for money, or says what each field would accept. */
export const readRequestForm = (typed: Typed): ReadForm<RequestTyped> => {
  const weeks = weeksField(typed);
  const rate = rateField(typed);
  const reason = proseField(typed, 'reason', 'Say why this place and this long');
  return 'error' in weeks || 'error' in rate || 'error' in reason
    ? { ok: false, errors: errorsOf(weeks, rate, reason) }
    : {
        ok: true,
        command: {
          weeks: weeks.value,
          weeklyRatePence: rate.value,
          reason: reason.value,
          isFromAdditionalFund: typed['fund'] === 'additional_placement_fund',
        },
      };
};

/** Reads one date, named as people are asked for it. */
export const readDayForm = (
  typed: Typed,
  field: 'panelOn' | 'decidedOn',
  what: string,
): ReadForm<{ readonly on: IsoDate }> => {
  const on = dateField(typed, field, what);
  return 'error' in on ? { ok: false, errors: errorsOf(on) } : { ok: true, command: { on: on.value } };
};

/** Reads a coded reason and what is said besides. */
export const readReasonForm = <const Choice extends string>(
  typed: Typed,
  choices: readonly Choice[],
  missing: string,
): ReadForm<{ readonly reason: Choice; readonly note: string | null }> => {
  const reason = choiceField(typed, choices, missing);
  const note = noteField(typed);
  return 'error' in reason || 'error' in note
    ? { ok: false, errors: errorsOf(reason, note) }
    : { ok: true, command: { reason: reason.value, note: note.value } };
};

/** Reads why a request is taken back. */
export const readWithdrawalForm = (typed: Typed): ReadForm<{ readonly note: string }> => {
  const note = proseField(typed, 'note', 'Say why it is taken back');
  return 'error' in note
    ? { ok: false, errors: errorsOf(note) }
    : { ok: true, command: { note: note.value } };
};
