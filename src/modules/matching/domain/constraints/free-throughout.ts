import { addNights, maxDate } from '../../../../kernel/iso-date.js';
import { availableFrom, earliestArrival, type ReferralFacts } from '../../../referrals/contract/facts.js';
import type { ArrivalWindow } from '../ask-place.js';
import type { MatchInput } from '../waiting.js';
import type { Justified } from './constraint.js';

/** One bed, free for every night that is paid for, from a day on which the person can go. */
export const freeThroughout: Justified = {
  name: 'One bed, free for the whole stay that is paid for, soon enough',
  level: 'must',
  unit: 'nights',
  why: 'Nobody is moved in the middle of a programme, or arrives before detox or a sentence ends. A bed that comes free later than the horizon is planned for and not promised.',
  source: 'Set for this service; the horizon and the days to prepare are of the policy',
};

/** Days to prepare; somebody whose band the policy does not name has as long as anybody, and the run says so. */
const daysToPrepare = (
  { preparationDays }: MatchInput['policy'],
  band: ReferralFacts['urgencyBand'],
): number =>
  Object.hasOwn(preparationDays, band)
    ? preparationDays[band]
    : Math.max(0, ...Object.values(preparationDays));

/** The days on which somebody can arrive within the horizon; null while nobody knows when they can go. */
export const arrivalWindow = (
  referral: ReferralFacts,
  { today, policy }: Pick<MatchInput, 'today' | 'policy'>,
): ArrivalWindow | null => {
  const { urgencyBand, unavailable } = referral;
  const afterDetox = earliestArrival(referral, addNights(today, daysToPrepare(policy, urgencyBand)));
  const horizon = maxDate(addNights(today, policy.offerHorizonDays), afterDetox);
  const notBefore = availableFrom(unavailable, afterDetox, horizon);
  return notBefore === null ? null : { notBefore, notAfter: maxDate(horizon, notBefore) };
};
