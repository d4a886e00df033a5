import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Stay } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { isClaimable, type ReadRoomMix, type ReadUnit } from '../../capacity/contract/availability.js';
import type { ReadAdmissionRules } from '../../eligibility/contract.js';
import type { ReadLatestDecisions } from '../../funding/contract/funding.js';
import type { ReadReferral } from '../../referrals/contract/facts.js';
import type { OfferFacts } from '../domain/weigh-offer.js';

/** The readers an offer is weighed by. */
export interface OfferFactsDeps {
  readonly readReferral: ReadReferral;
  readonly readLatestDecisions: ReadLatestDecisions;
  readonly readUnit: ReadUnit;
  readonly readRoomMix: ReadRoomMix;
  readonly readAdmissionRules: ReadAdmissionRules;
  /** The database's clock, and its civil date. */
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
}

/** Whom an offer is for, which bed, and when. */
export interface AskedPlace {
  readonly referralId: string;
  readonly bedId: string;
  readonly stay: Stay;
}

/**
 * Reads everything an offer is weighed by, and the moment `at` which it was read. Refusals: `not-found` for a referral
 * outside scope or unknown, `bed-not-found` for a bed nobody knows.
 */
export const readOfferFacts = async (
  deps: OfferFactsDeps,
  tx: Tx,
  scope: Scope,
  { referralId, bedId, stay }: AskedPlace,
): Promise<
  Outcome<
    OfferFacts & { readonly at: Date },
    { readonly code: 'not-found' } | { readonly code: 'bed-not-found' }
  >
> => {
  const referral = await deps.readReferral(tx, scope, referralId);
  if (referral === null) return refuse({ code: 'not-found' });
  const unit = await deps.readUnit(tx, bedId);
  if (unit === null) return refuse({ code: 'bed-not-found' });
  const { at, today } = await deps.now(tx);
  return done({
    referral,
    unit,
    decision: (await deps.readLatestDecisions(tx, [referralId])).get(referralId) ?? null,
    // Dates that are no stay are refused whatever is in the room, and could be centuries.
    roomMix: unit.roomId === null || !isClaimable(stay) ? [] : await deps.readRoomMix(tx, stay, unit.roomId),
    rules: await deps.readAdmissionRules(tx, stay.arrivesOn, unit.projectId),
    stay,
    at,
    today,
  });
};
