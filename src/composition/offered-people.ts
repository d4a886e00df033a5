import type { IsoDate } from '../kernel/iso-date.js';
import type { Tx } from '../kernel/unit-of-work.js';
import type { ReadDecisionFacts } from '../modules/placements/adapters/ui/incoming-offers.page.js';
import { readTravelPlans } from '../modules/referrals/adapters/db/getting-there-latest.js';
import { travelText } from '../modules/referrals/adapters/ui/arrival-words.js';
import { circumstancesOf } from '../modules/referrals/adapters/ui/referral-card.js';
import type { ReferralFacts } from '../modules/referrals/contract/facts.js';
import { urgencyBandTexts } from '../modules/referrals/contract/words.js';
import type { TravelPlan } from '../modules/referrals/domain/arrival.js';
import { readReferralsOf } from './referral-reads.js';

/** Who brings the person, in words: what somebody wrote about the way is between them and the partnership. */
const broughtText = (
  plan: Omit<TravelPlan, 'note'> | undefined,
  { liberationOn }: ReferralFacts,
  today: IsoDate,
): string | null => {
  if (plan !== undefined) return travelText({ ...plan, note: null });
  return liberationOn !== null && liberationOn >= today ? 'Not arranged yet' : null;
};

/** What a project decides an offer by, as the partnership has it recorded now. Three statements for any number of offers. */
export const readDecisionFacts: ReadDecisionFacts = async (
  tx: Tx,
  referralIds: readonly string[],
  today: IsoDate,
) => {
  const referrals = await readReferralsOf(tx, referralIds);
  const plans = await readTravelPlans(tx, referralIds);
  return new Map(
    [...referrals].map(([referralId, referral]) => {
      const brought = broughtText(plans.get(referralId), referral, today);
      return [
        referralId,
        {
          items: [
            ...circumstancesOf(referral, today).filter(
              ({ key }) => key !== 'Pregnant' || referral.sex !== 'male',
            ),
            ...(brought === null ? [] : [{ key: 'Who brings them', value: brought }]),
            { key: 'Urgency', value: urgencyBandTexts[referral.urgencyBand] },
          ],
          urgencyReason: referral.urgencyReason,
        },
      ];
    }),
  );
};
