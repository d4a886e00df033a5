import { addNights, type IsoDate } from '../../../../kernel/iso-date.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import type { AfterRefusal } from '../../domain/after-refusal.js';
import type { declineReasons, Offer, Refuser } from '../../domain/offer.js';

/** Why an offer was declined, in words that follow "declines:", by who declined. */
export const declineReasonTexts: Readonly<{
  [By in Refuser]: Readonly<Record<(typeof declineReasons)[By][number], string>>;
}> = {
  provider: {
    bed_not_usable: 'the bed cannot be used',
    outside_our_rules: 'one of the project’s rules',
    needs_cannot_be_met: 'one of the needs cannot be met',
    mix_of_residents: 'it would not suit the residents there',
    staffing: 'not enough staff',
    more_information: 'more must be known first',
    other: 'another reason',
  },
  person: {
    prefers_another_place: 'prefers another place',
    not_ready: 'not ready',
    caring: 'cares for somebody',
    housing_fear: 'afraid of losing their home',
    travel: 'the journey',
    other: 'another reason',
  },
  funder: {
    funding_withdrawn: 'the funding was taken back',
    other: 'another reason',
  },
};

const refuserTexts: Readonly<Record<Refuser, string>> = {
  person: 'The person',
  provider: 'The provider',
  funder: 'The funder',
};

/**
 * Who declined an offer and why: "The provider declined: not enough staff". A reason no longer known is left out. `cited` is
 * the rule that was cited, in its own words; what was written beside the reason follows it.
 */
export const declinedText = (
  { by, reason, note }: NonNullable<Offer['refusal']>,
  cited: string | null = null,
): string => {
  const known = Object.entries(declineReasonTexts[by]).find(([code]) => code === reason);
  return `${refuserTexts[by]} declined${known === undefined ? '' : `: ${known[1]}`}${cited === null ? '' : `, “${cited}”`}${note === undefined ? '' : `: “${note}”`}`;
};

const untilTexts: Readonly<Record<Refuser | 'nobody', string>> = {
  person: 'until you say that it may be',
  provider: 'until the project says that they are suitable, or you say that it may be',
  funder: 'until money is approved anew, or you say that it may be',
  nobody: 'until you say that it may be',
};

/** What an offer that came to nothing keeps closed: "No bed there is suggested before 21 December 2026". */
export const afterRefusalText = ({
  refusal,
  on,
  after: { closes, days },
}: {
  readonly refusal: Pick<NonNullable<Offer['refusal']>, 'by'> | null;
  readonly on: IsoDate;
  readonly after: AfterRefusal;
}): string => {
  const what = closes === 'project' ? 'No bed there is suggested' : 'That bed is not suggested';
  if (days !== null) return `${what} before ${shortDate(addNights(on, days))}, unless you say that it may be`;
  return `${what} ${untilTexts[refusal?.by ?? 'nobody']}`;
};
