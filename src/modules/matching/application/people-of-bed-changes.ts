import type { Scope } from '../../../kernel/actor.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import {
  bedChangeHarms,
  type BedChangeOfPerson,
  type ReadBedChangesOfPeople,
} from '../../capacity/contract/bed-change.js';
import type { ReferralFacts } from '../../referrals/contract/facts.js';
import type { ReadPlaceKinds } from './check-queues.js';

/** Somebody of the scope whom a planned change of a bed would move. */
export interface PersonOfBedChange extends BedChangeOfPerson {
  readonly referral: ReferralFacts;
}

/** What reading them needs. */
export interface PeopleOfBedChangesDeps {
  readonly readWaitingReferrals: (tx: Tx, scope: Scope) => Promise<readonly ReferralFacts[]>;
  readonly readPlaceKinds: ReadPlaceKinds;
  readonly readBedChangesOfPeople: ReadBedChangesOfPeople;
}

/**
 * The scope's own people who wait and would lose their suggestion, or have another, by a planned change that is open: those
 * who lose first, then by day. Whoever was given an offer or a bed since is not among them. Three statements.
 */
export const makeReadPeopleOfBedChanges =
  (deps: PeopleOfBedChangesDeps) =>
  async (tx: Tx, scope: Scope): Promise<readonly PersonOfBedChange[]> => {
    const referrals = await deps.readWaitingReferrals(tx, scope);
    const ids = referrals.map(({ referralId }) => referralId);
    const held = await deps.readPlaceKinds(tx, ids);
    const byReferral = new Map(referrals.map((referral) => [referral.referralId, referral]));
    const moved = await deps.readBedChangesOfPeople(
      tx,
      ids.filter((referralId) => (held.get(referralId)?.size ?? 0) === 0),
    );
    const weight = ({ kind }: BedChangeOfPerson): number => bedChangeHarms.indexOf(kind);
    return moved
      .flatMap((found) => {
        const referral = byReferral.get(found.referralId);
        return referral === undefined ? [] : [{ ...found, referral }];
      })
      .sort(
        (a, b) => weight(a) - weight(b) || (a.startsOn < b.startsOn ? -1 : a.startsOn > b.startsOn ? 1 : 0),
      );
  };
