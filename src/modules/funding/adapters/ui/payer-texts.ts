import type { Typed } from '../../../../platform/http/define-page.js';
import { choiceField, errorsOf, poundsField, type Field } from '../../../../platform/http/typed-fields.js';
import { overall, type FieldError } from '../../../../ui/forms/form-state.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { pounds } from '../../../../ui/presenters/numbers.js';
import { dearestWeekPence, routes } from '../../../referrals/contract/facts.js';
import { payerText } from '../../contract/words.js';
import { costByYear } from '../../domain/funding.js';
import type { FundingTakeover } from '../../domain/takeover.js';
import {
  isOutside,
  outsidePayers,
  payersOf,
  type PaidBy,
  type Payer,
  type PayerShare,
  type SharesRefusal,
} from '../../domain/payers.js';

/** Everybody who may be named on a form. */
export const payers: readonly Payer[] = [...routes, ...outsidePayers];

/** "ADP £900 a week, Housing benefit £150 a week". */
export const payersText = (by: PaidBy): string =>
  payersOf(by)
    .map(({ payer, weeklyPence }) => `${payerText(payer)} ${pounds(weeklyPence)} a week`)
    .join(', ');

/** "Social work £3,000 a week, from 20 Dec 2026 to 11 Apr 2027: £48,000". */
export const takeoverText = (takeover: Pick<FundingTakeover, 'nights'> & PaidBy): string =>
  `${payersText(takeover)}, from ${shortDate(takeover.nights.arrivesOn)} to ${shortDate(takeover.nights.departsOn)}: ${pounds(costByYear(takeover.weeklyRatePence, takeover.nights).totalPence)}`;

/** How many besides the route a form asks for. */
export const otherPayerRows = [1, 2] as const;

const rowOf = (typed: Typed, row: number): readonly Field<PayerShare>[] => {
  const [payer, week] = [`payer${row}`, `payerWeek${row}`];
  if ((typed[payer] ?? '') === '' && (typed[week] ?? '').trim() === '') return [];
  const who = choiceField(typed, payer, payers, 'Choose who pays this part, or leave the amount empty');
  const amount = poundsField(
    typed,
    week,
    dearestWeekPence,
    `Enter what they pay of a week in pounds, up to ${pounds(dearestWeekPence)}, such as 150`,
  );
  if ('error' in who) return [who];
  if ('error' in amount) return [amount];
  return [{ value: { payer: who.value, weeklyPence: amount.value } }];
};

/** Reads who else pays, or says what each field would accept. Empty rows are nobody. */
export const readOtherPayers = (
  typed: Typed,
): { readonly errors: readonly FieldError[]; readonly otherPayers: readonly PayerShare[] } => {
  const rows = otherPayerRows.flatMap((row) => rowOf(typed, row));
  return {
    errors: errorsOf(...rows),
    otherPayers: rows.flatMap((row) => ('value' in row ? [row.value] : [])),
  };
};

/** Why a price cannot be shared so. */
export const explainShares = (refusal: SharesRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'payer-named-twice':
      return overall(
        `${payerText(refusal.payer)} is named twice. Name each payer once${isOutside(refusal.payer) ? '' : '; the fund the money was asked from pays the rest and is not named'}.`,
      );
    case 'additional-fund-not-open':
      return overall(
        'Name another payer: the Additional Placement Fund takes the place of a partnership’s own money only, and this referral is on another route.',
      );
    case 'shares-exceed-price':
      return [
        {
          field: 'payerWeek1',
          text: `Enter shares that together are less than ${pounds(refusal.weeklyRatePence)}, the price of a week: the others would pay ${pounds(refusal.othersPence)}`,
        },
      ];
  }
};
