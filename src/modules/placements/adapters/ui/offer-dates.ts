import { addNights, parseIsoDate, type IsoDate } from '../../../../kernel/iso-date.js';
import type { Stay } from '../../../../kernel/stay.js';
import type { Typed } from '../../../../platform/http/define-page.js';
import { dateFromFields } from '../../../../ui/forms/date-parts.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { earliestArrival, type ReferralFacts } from '../../../referrals/contract/facts.js';
import { datesObstacle, type DatesObstacle } from '../../domain/weigh-offer.js';

/** A stay as typed; or, at the field, what would be accepted in its place. */
export type ReadStay =
  { readonly ok: true; readonly stay: Stay } | { readonly ok: false; readonly errors: readonly FieldError[] };

/** Dates that cannot be offered, told at the field that would have to change. Without `stay` its days are not named. */
export const explainDates = (obstacle: DatesObstacle, stay?: Stay): FieldError => {
  switch (obstacle.code) {
    case 'arrival-in-the-past':
      return {
        field: 'arrivesOn',
        text: `Enter a day of arrival from today, ${shortDate(obstacle.today)}, on`,
      };
    case 'arrival-too-far-ahead':
      return {
        field: 'arrivesOn',
        text: `Enter a day of arrival no later than ${shortDate(obstacle.latestOn)}, a year from today`,
      };
    case 'dates-not-a-stay':
      return {
        field: 'departsOn',
        text:
          stay === undefined
            ? 'Enter a leaving day after the arrival, at most two years on'
            : stay.departsOn <= stay.arrivesOn
              ? `Enter a leaving day after ${shortDate(stay.arrivesOn)}`
              : 'Enter a leaving day at most two years after the arrival',
      };
  }
};

/** The stay typed into the form, when it can be offered today. */
export const readTypedStay = (typed: Typed, today: IsoDate): ReadStay => {
  const arrives = dateFromFields(typed, 'arrivesOn');
  const departs = dateFromFields(typed, 'departsOn');
  if (arrives.kind === 'date' && departs.kind === 'date') {
    const stay = { arrivesOn: arrives.on, departsOn: departs.on };
    const obstacle = datesObstacle(stay, today);
    return obstacle === null ? { ok: true, stay } : { ok: false, errors: [explainDates(obstacle, stay)] };
  }
  const errors = [
    { field: 'arrivesOn', what: 'the day of arrival', read: arrives },
    { field: 'departsOn', what: 'the leaving day', read: departs },
  ].flatMap(({ field, what, read }): FieldError[] => {
    if (read.kind === 'date') return [];
    return [
      {
        field,
        text:
          read.kind === 'missing'
            ? `Enter ${what}`
            : `Enter ${what} as a real date, such as ${shortDate(today)}. “${read.typed.slice(0, 40)}” is not a date`,
      },
    ];
  });
  return { ok: false, errors };
};

/** The stay in the address of a page; null where there is none, or none that can be offered today. */
export const readAddressStay = (query: Typed, today: IsoDate): Stay | null => {
  const arrivesOn = parseIsoDate(query['arrivesOn'] ?? '');
  const departsOn = parseIsoDate(query['departsOn'] ?? '');
  if (arrivesOn === null || departsOn === null) return null;
  const stay = { arrivesOn, departsOn };
  return datesObstacle(stay, today) === null ? stay : null;
};

/** The stay nobody has chosen yet: from the first day possible, for the weeks asked for. */
export const stayToBegin = (referral: ReferralFacts, today: IsoDate): Stay => {
  const arrivesOn = earliestArrival(referral, today);
  return { arrivesOn, departsOn: addNights(arrivesOn, referral.plannedWeeks * 7) };
};
