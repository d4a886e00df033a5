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
import type { PayerShare } from '../../domain/payers.js';
import { readOtherPayers } from './payer-texts.js';
import { dearestWeekPence, longestStayWeeks } from '../../../referrals/contract/facts.js';

const weeksField = (typed: Typed): Field<number> =>
  countField(typed, 'weeks', longestStayWeeks, `Enter a whole number of weeks from 1 to ${longestStayWeeks}`);

/** The price of a week, or what would be accepted. */
export const rateField = (typed: Typed): Field<Pence> =>
  poundsField(
    typed,
    'weeklyRate',
    dearestWeekPence,
    `Enter the price of a week in pounds, up to ${pounds(dearestWeekPence)}, such as 1,150`,
  );

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
  const reason = proseField(typed, 'reason', 500, 'Say why this place and this long');
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
  const reason = choiceField(typed, 'reason', choices, missing);
  const note = optionalProse(typed, 'note', 500);
  return 'error' in reason || 'error' in note
    ? { ok: false, errors: errorsOf(reason, note) }
    : { ok: true, command: { reason: reason.value, note: note.value } };
};

/** Reads why a request is taken back. */
export const readWithdrawalForm = (typed: Typed): ReadForm<{ readonly note: string }> => {
  const note = proseField(typed, 'note', 500, 'Say why it is taken back');
  return 'error' in note
    ? { ok: false, errors: errorsOf(note) }
    : { ok: true, command: { note: note.value } };
};

/** Reads what is answered of a request that was put off. */
export const readAnswerForm = (typed: Typed): ReadForm<{ readonly note: string }> => {
  const note = proseField(typed, 'note', 500, 'Write what the approver wanted to know');
  return 'error' in note
    ? { ok: false, errors: errorsOf(note) }
    : { ok: true, command: { note: note.value } };
};

/** One approver's yes, as typed. */
export interface ApprovalTyped {
  readonly weeks: number;
  readonly weeklyRatePence: Pence;
  readonly decidedOn: IsoDate;
  readonly exceptionalReason: string | null;
  readonly otherPayers: readonly PayerShare[];
}

/** Reads an approver's yes, or says what each field would accept. */
export const readApprovalForm = (typed: Typed): ReadForm<ApprovalTyped> => {
  const weeks = weeksField(typed);
  const rate = rateField(typed);
  const decidedOn = dateField(typed, 'decidedOn', 'the day of the decision');
  const reason = optionalProse(typed, 'exceptionalReason', 500);
  const { errors, otherPayers } = readOtherPayers(typed);
  return 'error' in weeks || 'error' in rate || 'error' in decidedOn || 'error' in reason || errors.length > 0
    ? { ok: false, errors: [...errorsOf(weeks, rate), ...errors, ...errorsOf(decidedOn, reason)] }
    : {
        ok: true,
        command: {
          weeks: weeks.value,
          weeklyRatePence: rate.value,
          decidedOn: decidedOn.value,
          exceptionalReason: reason.value,
          otherPayers,
        },
      };
};

/** Reads why a proposal is given back. */
export const readReturnForm = (typed: Typed): ReadForm<{ readonly note: string }> => {
  const note = proseField(typed, 'note', 500, 'Say why it is given back');
  return 'error' in note
    ? { ok: false, errors: errorsOf(note) }
    : { ok: true, command: { note: note.value } };
};

/** Reads what is said when a notice is lifted; it may be nothing. */
export const readLiftingForm = (typed: Typed): ReadForm<{ readonly note: string | null }> => {
  const note = optionalProse(typed, 'note', 500);
  return 'error' in note
    ? { ok: false, errors: errorsOf(note) }
    : { ok: true, command: { note: note.value } };
};
