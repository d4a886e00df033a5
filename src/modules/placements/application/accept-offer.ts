import type { Scope } from '../../../kernel/actor.js';
import type { IdSource } from '../../../kernel/ids.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReadRoute } from '../../funding/contract/funding.js';
import type { Route } from '../../referrals/contract/facts.js';
import type { Offer } from '../domain/offer.js';
import type { Placement } from '../domain/placement.js';
import type { PlacementRepository } from './ports.js';
import {
  recordResolution,
  whyNot,
  type Answer,
  type OfferAnswerRefusal,
  type ResolveOfferDeps,
} from './resolve-offer.js';

/** What accepting an offer needs. */
export interface AcceptOfferDeps extends Omit<ResolveOfferDeps, 'budgets'> {
  readonly placements: PlacementRepository;
  readonly readRoute: ReadRoute;
  readonly newId: IdSource;
}

const bookingOf = (offer: Offer, placementId: string, route: Route): Placement => ({
  placementId,
  offerId: offer.offerId,
  referralId: offer.referralId,
  clientId: offer.clientId,
  partnershipId: offer.partnershipId,
  bedId: offer.bedId,
  projectId: offer.projectId,
  providerId: offer.providerId,
  route,
  fundingDecisionId: offer.fundingDecisionId,
  stay: offer.stay,
  state: 'booked',
  admittedOn: null,
  endedOn: null,
  version: 1,
});

/**
 * The provider takes the person: the held nights become a booked stay without a moment in between, and the money stays
 * held. Refused when the offer is answered, out of time by the database's clock, or at another version.
 */
export const makeAcceptOffer =
  (deps: AcceptOfferDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    answer: Answer,
  ): Promise<Outcome<{ offerId: string; placementId: string; version: number }, OfferAnswerRefusal>> => {
    const offer = await deps.offers.find(tx, scope, answer.offerId);
    if (offer === null) return refuse({ code: 'not-found' });
    const expected = { offerId: answer.offerId, version: answer.expectedVersion };
    if (!(await deps.offers.resolve(tx, expected, 'accepted', null))) return whyNot(deps, tx, scope, answer);
    const placementId = deps.newId();
    const route = await deps.readRoute(tx, offer.fundingDecisionId);
    await deps.placements.insert(tx, bookingOf(offer, placementId, route));
    await deps.ledger.convert(tx, offer.offerId, placementId);
    await recordResolution(deps, tx, expected, 'accepted');
    await deps.audit(tx, {
      action: 'placements.offer-accepted',
      subjectKind: 'placement',
      subjectId: placementId,
      version: 1,
      after: { offerId: offer.offerId, state: 'booked', ...offer.stay },
    });
    return done({ offerId: offer.offerId, placementId, version: expected.version + 1 });
  };
