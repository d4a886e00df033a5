import type { Tx } from '../kernel/unit-of-work.js';
import { readReferralBehind, type NamesBehind } from '../modules/placements/adapters/db/referral-behind.js';
import { restrictionRepository } from '../modules/referrals/adapters/db/restriction-repository.js';
import { addressOfRestriction } from '../modules/referrals/adapters/ui/restriction-words.js';
import { namedByTask } from '../modules/tasks/domain/task.js';
import { identifier } from '../platform/http/schemas.js';
import type { FindWithheld } from '../platform/http/withheld.js';

/** The referral that a value names; null for one that names none. What is no id names nothing: the door itself says so. */
type FindBehind = (tx: Tx, named: unknown) => Promise<string | null>;

const own: FindBehind = (_tx, named) => Promise.resolve(identifier.safeParse(named).data ?? null);

const behindIdOf =
  (name: NamesBehind): FindBehind =>
  async (tx, named) => {
    const { data: id } = identifier.safeParse(named);
    return id === undefined ? null : readReferralBehind(tx, name, id);
  };

const byId = {
  referralId: own,
  offerId: behindIdOf('offerId'),
  placementId: behindIdOf('placementId'),
  repairId: behindIdOf('repairId'),
  moveId: behindIdOf('moveId'),
  requestId: behindIdOf('requestId'),
  transferId: behindIdOf('transferId'),
  proposalId: behindIdOf('proposalId'),
  takeoverId: behindIdOf('takeoverId'),
} as const satisfies Record<NamesBehind | 'referralId', FindBehind>;

/** Everything by which a request says whom it is about, and how the referral is found; there is no other list of them. */
const behind: Readonly<Record<string, FindBehind>> = {
  ...byId,
  taskKey: async (tx, key) => {
    const named = typeof key === 'string' ? namedByTask(key) : null;
    return named === null ? null : byId[named.name](tx, named.id);
  },
};

/** By these names a request says what it is about; what they name may be kept from whoever asks. */
export const withholdableNames: readonly string[] = Object.keys(behind);

/**
 * Keeps everything about the person of a restricted record from members of their partnership who are not named for it
 * (docs/adr/0033). Providers have doors of their own, and are told names of those they care for alone.
 */
export const findWithheld: FindWithheld = async (tx, { home }, named) => {
  if (home.kind !== 'partnership') return null;
  const referralIds: string[] = [];
  for (const [name, find] of Object.entries(behind)) {
    const found = named[name] === undefined ? null : await find(tx, named[name]);
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
