import { compareDates, nightsBetween, type IsoDate } from '../../../kernel/iso-date.js';
import type { ReferralFacts } from '../../referrals/contract/facts.js';
import type { MatchingPolicy } from './policy.js';

/** All that an order of the list may look at: nothing of who somebody is. */
export type RankedBy = Pick<ReferralFacts, 'referralId' | 'urgencyBand' | 'receivedOn' | 'recordedAt'>;

interface Ranked {
  readonly referral: RankedBy;
  /** Given where they have an offer open already and may have another. */
  readonly offeredAt?: unknown;
}

/** Where a band stands; one that the policy does not name comes last, and the run says so. */
const placeOfBand = ({ bands }: Pick<MatchingPolicy, 'bands'>, { referral }: Ranked): number => {
  const index = bands.indexOf(referral.urgencyBand);
  return index === -1 ? bands.length : index;
};

/**
 * Who comes before whom: whoever has no offer, then band, then receipt, then recording, then id, so that no two tie. A second offer
 * for somebody never takes the first from somebody else.
 */
export const byPriority =
  (policy: Pick<MatchingPolicy, 'bands'>) =>
  (a: Ranked, b: Ranked): number =>
    Number(a.offeredAt !== undefined) - Number(b.offeredAt !== undefined) ||
    placeOfBand(policy, a) - placeOfBand(policy, b) ||
    compareDates(a.referral.receivedOn, b.referral.receivedOn) ||
    a.referral.recordedAt.getTime() - b.referral.recordedAt.getTime() ||
    (a.referral.referralId < b.referral.referralId ? -1 : 1);

/** Why somebody stands where they stand: everybody before them, counted by what decided it. */
export type Standing = {
  /** How many wait, this person among them. */
  readonly of: number;
  /** Of somebody who has an offer and may have another: everybody who has none. */
  readonly aheadByOffer: number;
  readonly aheadByBand: number;
  readonly aheadByReceipt: number;
  /** Received on the same day, in the same band: whoever was recorded first comes first. */
  readonly aheadByRecording: number;
  /** Everybody of the same band received on the same day, without this person. */
  readonly tiedOnDay: number;
  readonly receivedOn: IsoDate;
  readonly waitingDays: number;
};

const dayOf = ({ referral, offeredAt }: Ranked): string =>
  `${offeredAt === undefined} ${referral.urgencyBand} ${referral.receivedOn}`;

/** The standing of everybody of a list that is in order of priority, in that order. */
export const standings = (inOrder: readonly Ranked[], today: IsoDate): readonly Standing[] => {
  const ofDay = new Map<string, number>();
  for (const person of inOrder) ofDay.set(dayOf(person), (ofDay.get(dayOf(person)) ?? 0) + 1);
  let offerFrom = 0;
  let bandFrom = 0;
  let dayFrom = 0;
  return inOrder.map((person, index) => {
    const before = inOrder[index - 1];
    const isFirstOfSide =
      before === undefined || (before.offeredAt === undefined) !== (person.offeredAt === undefined);
    if (isFirstOfSide) offerFrom = index;
    if (isFirstOfSide || before.referral.urgencyBand !== person.referral.urgencyBand) bandFrom = index;
    if (isFirstOfSide || dayOf(before) !== dayOf(person)) dayFrom = index;
    const { receivedOn } = person.referral;
    return {
      of: inOrder.length,
      aheadByOffer: offerFrom,
      aheadByBand: bandFrom - offerFrom,
      aheadByReceipt: dayFrom - bandFrom,
      aheadByRecording: index - dayFrom,
      tiedOnDay: (ofDay.get(dayOf(person)) ?? 1) - 1,
      receivedOn,
      waitingDays: nightsBetween(receivedOn, today),
    };
  });
};
