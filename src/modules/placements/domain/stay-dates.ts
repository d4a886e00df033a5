import { addNights, maxDate, type IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Stay } from '../../../kernel/stay.js';
import { isClaimable } from '../../capacity/contract/availability.js';
import type { ReferralFacts } from '../../referrals/contract/facts.js';
import type { Placement } from './placement.js';
import {
  datesObstacle,
  detoxObstacle,
  liberationObstacle,
  unavailableObstacle,
  type DatesObstacle,
  type OfferObstacle,
} from './weigh-offer.js';

/** What other days would do: a booking moves; a stay that runs ends earlier or later. */
export type DatesStep = 'moved' | 'shortened' | 'extended';

/** Why a booking or a stay cannot have these days, whoever asks and whatever is free. */
export type StayDatesRefusal =
  | DatesObstacle
  | { readonly code: 'not-in-that-state'; readonly state: string }
  | { readonly code: 'dates-unchanged' }
  | { readonly code: 'arrival-is-recorded'; readonly admittedOn: IsoDate }
  | { readonly code: 'end-too-early'; readonly earliestOn: IsoDate };

/**
 * What the days asked for would do to a placement. Of a booking both may move, to days that could be offered today. Of a
 * stay that runs only the planned end may: the arrival is a fact, and a leaving gone by is recorded as one. `bedSinceOn` is
 * the day since when the person has the bed of now.
 */
export const weighStayDates = (
  { state, stay, admittedOn }: Pick<Placement, 'state' | 'stay' | 'admittedOn'>,
  asked: Stay,
  today: IsoDate,
  bedSinceOn: IsoDate,
): Outcome<DatesStep, StayDatesRefusal> => {
  if (state !== 'booked' && state !== 'admitted') return refuse({ code: 'not-in-that-state', state });
  if (asked.arrivesOn === stay.arrivesOn && asked.departsOn === stay.departsOn) {
    return refuse({ code: 'dates-unchanged' });
  }
  if (state === 'booked') {
    const obstacle = datesObstacle(asked, today);
    return obstacle === null ? done('moved') : refuse(obstacle);
  }
  if (asked.arrivesOn !== stay.arrivesOn) {
    return refuse({ code: 'arrival-is-recorded', admittedOn: admittedOn ?? stay.arrivesOn });
  }
  if (asked.departsOn > stay.departsOn) {
    return isClaimable(asked) ? done('extended') : refuse({ code: 'dates-not-a-stay' });
  }
  // A planned end has a night before it, in the bed of now.
  const earliestOn = maxDate(today, addNights(bedSinceOn, 1));
  return asked.departsOn < earliestOn ? refuse({ code: 'end-too-early', earliestOn }) : done('shortened');
};

/** Why the person cannot come on other days: in detox or in prison until later, or a spell in which they cannot go. */
export type PersonObstacle = Extract<
  OfferObstacle,
  | { code: 'arrives-before-detox-ends' }
  | { code: 'arrives-before-liberation' }
  | { code: 'person-unavailable' }
>;

/** The funder has given notice on the decision the booking rests on, and the days would rest on another. */
export type FundingUnderNotice = { readonly code: 'funding-under-notice'; readonly noticeOn: IsoDate };

/** Whether the person of a booking could come on the days it is to move to. Null when they can. */
export const personObstacle = (
  referral: Pick<ReferralFacts, 'detox' | 'liberationOn' | 'unavailable'>,
  asked: Stay,
): PersonObstacle | null =>
  detoxObstacle(referral, asked) ??
  liberationObstacle(referral, asked) ??
  unavailableObstacle(referral, asked);
