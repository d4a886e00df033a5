import { readReferralBehind } from '../modules/placements/adapters/db/referral-behind.js';
import { restrictionRepository } from '../modules/referrals/adapters/db/restriction-repository.js';
import { addressOfRestriction } from '../modules/referrals/adapters/ui/restriction-words.js';
import { identifier } from '../platform/http/schemas.js';
import { withholdableNames, type FindWithheld } from '../platform/http/withheld.js';

/**
 * Keeps everything about the person of a restricted record from members of their partnership who are not named for it
 * (docs/adr/0033). Providers have doors of their own, and are told names of those they care for alone.
 */
export const findWithheld: FindWithheld = async (tx, { home }, named) => {
  if (home.kind !== 'partnership') return null;
  const referralIds: string[] = [];
  for (const name of withholdableNames) {
    // What is no id names nothing; the door itself says so.
    const { data: id } = identifier.safeParse(named[name]);
    if (id === undefined) continue;
    const found = name === 'referralId' ? id : await readReferralBehind(tx, name, id);
    if (found !== null) referralIds.push(found);
  }
  for (const id of new Set(referralIds)) {
    const standing = await restrictionRepository.readStanding(tx, home, id);
    if (standing?.mayKnow === false) {
      return {
        refusal: { code: 'restricted-record', referralId: id },
        href: addressOfRestriction(id),
      };
    }
  }
  return null;
};
