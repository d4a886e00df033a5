import type { Scope } from '../../../kernel/actor.js';
import type { IdSource } from '../../../kernel/ids.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import { nightCount } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { BedStillOccupied, PersonAlreadyPlaced } from '../../capacity/contract/ledger.js';
import type { ApprovedNights, FundingUsedUp } from '../../funding/contract/approved-nights.js';
import type { ReadLatestDecisions, ReadRoute } from '../../funding/contract/funding.js';
import type { Route, TakeClient } from '../../referrals/contract/facts.js';
import type { Offer } from '../domain/offer.js';
import type { Placement } from '../domain/placement.js';
import { weighAcceptance, type AcceptanceObstacle } from '../domain/weigh-acceptance.js';
import type { PlaceDoesNotFit } from '../domain/weigh-fit.js';
import { checkFit, type CheckFitDeps } from './check-fit.js';
import type { PlacementRepository } from './ports.js';
import {
  recordResolution,
  whyNot,
  type Answer,
  type OfferAnswerRefusal,
  type ResolveOfferDeps,
} from './resolve-offer.js';

/** What accepting an offer needs. */
export interface AcceptOfferDeps extends ResolveOfferDeps, CheckFitDeps {
  readonly takeClient: TakeClient;
  readonly approvedNights: ApprovedNights;
  readonly placements: PlacementRepository;
  readonly readRoute: ReadRoute;
  readonly readLatestDecisions: ReadLatestDecisions;
  /** The database's clock, and its civil date. */
  readonly now: (tx: Tx) => Promise<{ readonly today: IsoDate }>;
  readonly newId: IdSource;
}

/** As for any answer; or what has changed since the offer was made. */
export type AcceptOfferRefusal =
  | OfferAnswerRefusal
  | AcceptanceObstacle
  | PlaceDoesNotFit
  | FundingUsedUp
  | BedStillOccupied
  | PersonAlreadyPlaced;

/** The facts of the moment, weighed; gives the decision the booking rests on. */
const weighNow = async (
  deps: AcceptOfferDeps,
  tx: Tx,
  offer: Offer,
): Promise<Outcome<string, AcceptOfferRefusal>> => {
  const { referralId } = offer;
  const referral = await deps.readReferral(tx, { kind: 'national' }, referralId);
  if (referral === null) return refuse({ code: 'not-found' });
  const decision = (await deps.readLatestDecisions(tx, [referralId])).get(referralId) ?? null;
  const { today } = await deps.now(tx);
  const weighed = weighAcceptance({ offer, referral, decision, today });
  if (!weighed.ok) return weighed;
  const fits = await checkFit(deps, tx, offer, offer.stay);
  return fits.ok ? done(weighed.value.fundingDecisionId) : fits;
};

const bookingOf = (
  offer: Offer,
  placementId: string,
  route: Route,
  fundingDecisionId: string,
): Placement => ({
  placementId,
  offerId: offer.offerId,
  referralId: offer.referralId,
  clientId: offer.clientId,
  partnershipId: offer.partnershipId,
  bedId: offer.bedId,
  projectId: offer.projectId,
  providerId: offer.providerId,
  route,
  fundingDecisionId,
  stay: offer.stay,
  state: 'booked',
  admittedOn: null,
  endedOn: null,
  version: 1,
});

/**
 * Ends what else was offered to the person, whoever was to answer it: one that nobody let go when its time was over ends as that.
 * With the person's row taken, so that of two acceptances at the same moment the second finds its offer ended.
 */
const supersede = async (
  { offers }: Pick<AcceptOfferDeps, 'offers'>,
  tx: Tx,
  { clientId, offerId }: Offer,
): Promise<readonly (readonly [Offer, 'superseded' | 'expired'])[]> => {
  const ended: (readonly [Offer, 'superseded' | 'expired'])[] = [];
  for (const other of await offers.takeOpen(tx, clientId)) {
    if (other.offerId === offerId) continue;
    if (await offers.resolve(tx, other, 'superseded', null)) ended.push([other, 'superseded']);
    else if (await offers.expire(tx, other.offerId)) ended.push([other, 'expired']);
  }
  return ended;
};

/**
 * The provider takes the person: the held nights become a booked stay without a moment in between, and the money
 * stays held. What else was offered to the person is superseded, and its beds and money are free. Refused when the offer is answered, out of time by the database's clock, or at another version; and
 * when the person is no longer assessed as suitable, the funder no longer approves what was offered, or the bed fits
 * no longer. What has changed is weighed once the offer is this answer's own: a refusal undoes that.
 */
export const makeAcceptOffer =
  (deps: AcceptOfferDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    answer: Answer,
  ): Promise<Outcome<{ offerId: string; placementId: string; version: number }, AcceptOfferRefusal>> => {
    const offer = await deps.offers.find(tx, scope, answer.offerId);
    if (offer === null) return refuse({ code: 'not-found' });
    // Before the offer: every offer to the person is made, and accepted, with their row taken.
    await deps.takeClient(tx, { kind: 'national' }, offer.referralId);
    const expected = { offerId: answer.offerId, version: answer.expectedVersion };
    if (!(await deps.offers.resolve(tx, expected, 'accepted', null))) return whyNot(deps, tx, scope, answer);
    const weighed = await weighNow(deps, tx, offer);
    if (!weighed.ok) return weighed;
    const fundingDecisionId = weighed.value;
    const ended = await supersede(deps, tx, offer);
    const placementId = deps.newId();
    const route = await deps.readRoute(tx, fundingDecisionId);
    await deps.placements.insert(tx, bookingOf(offer, placementId, route, fundingDecisionId));
    const { clientId, stay } = offer;
    const converted = await deps.ledger.convert(tx, offer.offerId, { claimId: placementId, clientId });
    if (!converted.ok) return converted;
    for (const [{ offerId }] of ended) await deps.ledger.release(tx, offerId);
    const taken = await deps.approvedNights.take(tx, { fundingDecisionId, nights: nightCount(stay) });
    if (!taken.ok) return taken;
    for (const [{ offerId }] of ended) await deps.budgets.void(tx, offerId);
    await recordResolution(deps, tx, expected, 'accepted');
    for (const [other, how] of ended) {
      await recordResolution(
        deps,
        tx,
        other,
        how,
        ...(how === 'superseded' ? ['The person took another place that was offered to them'] : []),
      );
    }
    await deps.audit(tx, {
      action: 'placements.offer-accepted',
      subjectKind: 'placement',
      subjectId: placementId,
      version: 1,
      after: { offerId: offer.offerId, state: 'booked', ...offer.stay },
    });
    return done({ offerId: offer.offerId, placementId, version: expected.version + 1 });
  };
