import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Pence } from '../../../../kernel/money.js';
import type { ReadForm, Typed } from '../../../../platform/http/define-page.js';
import { choiceField, dateField, errorsOf, proseField } from '../../../../platform/http/typed-fields.js';
import { overall, type FieldError } from '../../../../ui/forms/form-state.js';
import { dateText } from '../../../../ui/presenters/dates.js';
import { financialYear, financialYearLabel } from '../../../../kernel/financial-year.js';
import { isoDate } from '../../../../kernel/iso-date.js';
import { pounds } from '../../../../ui/presenters/numbers.js';
import type {
  AskTakeoverRefusal,
  ConfirmTakeoverRefusal,
  TakeoverMoveRefusal,
} from '../../application/takeover.js';
import type { Payer, PayerShare } from '../../domain/payers.js';
import type { TakeoverDayRefusal } from '../../domain/takeover.js';
import { rateField } from './funding-fields.js';
import { payerText } from '../../contract/words.js';
import { explainShares, payers, readOtherPayers } from './payer-texts.js';

/** Who is to pay from which day, as typed. */
export interface TakeoverTyped {
  readonly fromOn: IsoDate;
  readonly weeklyRatePence: Pence;
  readonly payer: Payer;
  readonly otherPayers: readonly PayerShare[];
  readonly reason: string;
}

/** Reads the form that asks others to pay, or says what each field would accept. */
export const readTakeoverForm = (typed: Typed): ReadForm<TakeoverTyped> => {
  const fromOn = dateField(typed, 'fromOn', 'the first night they pay for');
  const rate = rateField(typed);
  const payer = choiceField(typed, 'payer', payers, 'Choose who pays from that day');
  const reason = proseField(typed, 'reason', 500, 'Say why others pay');
  const { errors, otherPayers } = readOtherPayers(typed);
  return 'error' in fromOn || 'error' in rate || 'error' in payer || 'error' in reason || errors.length > 0
    ? { ok: false, errors: [...errorsOf(fromOn, rate, payer), ...errors, ...errorsOf(reason)] }
    : {
        ok: true,
        command: {
          ...{ fromOn: fromOn.value, weeklyRatePence: rate.value, payer: payer.value },
          ...{ otherPayers, reason: reason.value },
        },
      };
};

const gone = 'The referral is not on your partnership’s list any more. Go back to the waiting list.';

const dayText = ({ earliestOn, latestOn }: TakeoverDayRefusal): string =>
  latestOn < earliestOn
    ? 'No night of the stay is left to pay for.'
    : `Enter a day from ${dateText(isoDate(earliestOn))} to ${dateText(isoDate(latestOn))}: nights gone by stay with whoever paid for them`;

/** Why others were not asked, with what would be accepted. */
export const explainAskTakeover = (refusal: AskTakeoverRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return overall(gone);
    case 'nobody-stays':
      return overall('The person is not staying anywhere now. Before an arrival, ask for funding instead.');
    case 'takeover-waits':
      return overall('Others are asked already. Have that confirmed or given back, then ask again.');
    case 'additional-fund-not-open':
      return [
        {
          field: 'payer',
          text: 'Choose another payer: the Additional Placement Fund takes the place of a partnership’s own money only, and this referral is on another route',
        },
      ];
    case 'takeover-day-outside':
      return [{ field: 'fromOn', text: dayText(refusal) }];
    default:
      return explainShares(refusal);
  }
};

/** Why what was asked waits on. */
export const explainTakeoverMove = (refusal: TakeoverMoveRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return overall(gone);
    case 'nothing-asked':
      return overall(
        'Nobody is asked any more: it was confirmed or given back. Look at what has happened below.',
      );
    case 'changed-since-you-read-it':
      return overall(
        'Somebody changed the stay or answered this after you opened it. Look at how it stands now, and send the form again if it still holds.',
      );
  }
};

/** Why the yes was not taken, and what would be. */
export const explainTakeoverYes = (refusal: ConfirmTakeoverRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'second-approver-needed':
      return overall('You asked for this. Ask another approver of your partnership to confirm it.');
    case 'above-your-limit':
      return overall(
        `This costs ${pounds(refusal.totalPence)} and your own limit is ${pounds(refusal.limitPence)}. Ask an approver whose limit covers it.`,
      );
    case 'takeover-day-outside':
      return overall(
        'The day has gone by, or lies outside the stay. Give it back, and have it asked from a later day.',
      );
    case 'stay-changed':
      return overall(
        refusal.departsOn === null
          ? 'The person has left, so there is nothing left to pay for. Give it back.'
          : `The planned end of the stay is ${dateText(isoDate(refusal.departsOn))} now. Give this back, and have it asked for the stay as it is.`,
      );
    case 'budget-missing':
      return overall(
        `${payerText(refusal.route)} has no budget for ${financialYearLabel(financialYear(refusal.financialYear))}. Have one set, or give this back so that another payer is named.`,
      );
    case 'budget-exhausted':
      return overall(
        `${payerText(refusal.route)} has ${pounds(refusal.leftPence)} left for ${financialYearLabel(financialYear(refusal.financialYear))} and ${pounds(refusal.neededPence)} is needed. Have the budget raised, or give this back so that another payer is named.`,
      );
    default:
      return explainTakeoverMove(refusal);
  }
};
