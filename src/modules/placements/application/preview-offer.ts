import type { Scope } from '../../../kernel/actor.js';
import { addNights, maxDate, type IsoDate } from '../../../kernel/iso-date.js';
import type { Stay } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import {
  longestTurnaroundNights,
  type BedUnit,
  type ReadCalendars,
} from '../../capacity/contract/availability.js';
import type { ReferralFacts } from '../../referrals/contract/facts.js';
import { weighOffer, type WeighedOffer } from '../domain/weigh-offer.js';
import { answerDue, type AnswerDue, type AnswerTime } from './answer-time.js';
import type { OverrideNeed } from '../../matching/contract.js';
import type { ReadOverrideNeed } from './override.js';
import type { ReadStanding, StandingPlace } from './standing-place.js';
import { readOfferFacts, type AskedPlace, type OfferFactsDeps } from './offer-facts.js';

/** What looking at an offer needs. */
export type PreviewOfferDeps = OfferFactsDeps &
  AnswerTime & {
    readonly readCalendars: ReadCalendars;
    readonly readStanding: ReadStanding;
    /** The offers to a referral that wait for their answer. */
    readonly findOpenOffers: (tx: Tx, referralId: string) => Promise<readonly unknown[]>;
    readonly readOverrideNeed: ReadOverrideNeed;
    readonly readOffersAtOnce: (tx: Tx, partnershipId: string) => Promise<number>;
  };

/** What an offer would rest on if it were made now. Nothing is held by looking. */
export interface OfferPreview extends Omit<WeighedOffer, 'decision'> {
  /** The place the person has already; null when they have none. */
  readonly standing: StandingPlace | null;
  readonly referral: ReferralFacts;
  readonly unit: BedUnit;
  /** First night on which the bed is not free; null when it is free for the whole stay and its turnaround. */
  readonly firstClashOn: IsoDate | null;
  /** Whether it is not free because somebody is still there past the day they were to leave. */
  readonly isStillOccupied: boolean;
  readonly answer: AnswerDue;
  /** Offers to the person that wait for their answer, and how many may at once. */
  readonly offersOpen: number;
  readonly offersAtOnce: number;
  /** How it differs from what is suggested; null where it does not. */
  readonly override: OverrideNeed | null;
}

const firstClash = async (
  { readCalendars }: Pick<PreviewOfferDeps, 'readCalendars'>,
  tx: Tx,
  { bedId, turnaroundNights }: BedUnit,
  stay: Stay,
): Promise<Pick<OfferPreview, 'firstClashOn' | 'isStillOccupied'>> => {
  const within = { ...stay, departsOn: addNights(stay.departsOn, longestTurnaroundNights) };
  const calendar = (await readCalendars(tx, { bedId }, within))[0];
  const neededUntil = addNights(stay.departsOn, turnaroundNights);
  const clash = calendar?.runs.find(({ state, fromOn }) => state !== 'free' && fromOn < neededUntil);
  return {
    firstClashOn: clash === undefined ? null : maxDate(clash.fromOn, stay.arrivesOn),
    isStillOccupied: clash?.state === 'still_there',
  };
};

/**
 * Asks everything that making the offer would ask, by the same decision on facts of this moment. Null outside scope
 * or for an unknown bed. The stay must be one the ledger can hold.
 */
export const makePreviewOffer =
  (deps: PreviewOfferDeps) =>
  async (tx: Tx, scope: Scope, asked: AskedPlace): Promise<OfferPreview | null> => {
    const read = await readOfferFacts(deps, tx, scope, asked);
    if (!read.ok) return null;
    const { referral, unit, stay, at } = read.value;
    const { obstacles, checks, missing, terms } = weighOffer(read.value);
    return {
      referral,
      unit,
      obstacles,
      checks,
      missing,
      terms,
      standing: await deps.readStanding(tx, referral),
      ...(await firstClash(deps, tx, unit, stay)),
      offersOpen: (await deps.findOpenOffers(tx, referral.referralId)).length,
      offersAtOnce: await deps.readOffersAtOnce(tx, referral.partnershipId),
      override: await deps.readOverrideNeed(tx, { referral, unit, stay }),
      answer: answerDue(deps, at, { urgencyBand: referral.urgencyBand, arrivesOn: stay.arrivesOn }),
    };
  };
