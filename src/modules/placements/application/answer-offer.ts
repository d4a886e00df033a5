import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import type { IdSource } from '../../../kernel/ids.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { BedNightLedger } from '../../capacity/contract/ledger.js';
import type { BudgetLedger } from '../../funding/contract/funding.js';
import type { Route } from '../../referrals/contract/facts.js';
import { offerResolvedV1 } from '../contract/events.js';
import { declineReasons, type Offer, type Refuser } from '../domain/offer.js';
import type { OfferRepository, PlacementRepository } from './ports.js';

export interface AnswerOfferDeps {
  readonly offers: OfferRepository;
  readonly placements: PlacementRepository;
  readonly ledger: BedNightLedger;
  readonly budgets: BudgetLedger;
  /** The route of the funding an offer rests on. */
  readonly routeOf: (tx: Tx, fundingDecisionId: string) => Promise<Route>;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

export type OfferAnswerRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'offer-expired'; readonly expiredAt: string }
  | { readonly code: 'offer-already-resolved'; readonly state: string }
  | { readonly code: 'changed-since-you-read-it' };

interface Answer {
  readonly offerId: string;
  readonly expectedVersion: number;
}

/** Says why a guarded answer found no live offer: what is true now, in the order people need it. */
const whyNot = async (
  { offers }: Pick<AnswerOfferDeps, 'offers'>,
  tx: Tx,
  scope: Scope,
  { offerId, expectedVersion }: Answer,
): Promise<Outcome<never, OfferAnswerRefusal>> => {
  const offer = await offers.find(tx, scope, offerId);
  if (offer === null) return refuse({ code: 'not-found' });
  if (offer.state === 'expired') {
    return refuse({ code: 'offer-expired', expiredAt: offer.expiresAt.toISOString() });
  }
  if (offer.state !== 'offered') return refuse({ code: 'offer-already-resolved', state: offer.state });
  if (!(await offers.isLive(tx, offerId))) {
    return refuse({ code: 'offer-expired', expiredAt: offer.expiresAt.toISOString() });
  }
  if (offer.version !== expectedVersion) return refuse({ code: 'changed-since-you-read-it' });
  throw new Error(`Offer ${offerId} is live at version ${offer.version} and could not be answered.`);
};

const recordResolution = async (
  { audit, events }: Pick<AnswerOfferDeps, 'audit' | 'events'>,
  tx: Tx,
  offer: Pick<Offer, 'offerId' | 'version'>,
  action: string,
  state: string,
  reason?: string,
): Promise<void> => {
  await audit(tx, {
    action,
    subjectKind: 'offer',
    subjectId: offer.offerId,
    version: offer.version + 1,
    before: { state: 'offered' },
    after: { state },
    ...(reason === undefined ? {} : { reason }),
  });
  await events(tx, offerResolvedV1.make({ offerId: offer.offerId }));
};

/** The provider takes the person: the held nights become a booked stay without a moment in between. */
export const makeAcceptOffer =
  (deps: AnswerOfferDeps) =>
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
    await deps.ledger.convert(tx, offer.offerId, placementId);
    await deps.placements.insert(tx, {
      placementId,
      offerId: offer.offerId,
      referralId: offer.referralId,
      clientId: offer.clientId,
      partnershipId: offer.partnershipId,
      bedId: offer.bedId,
      projectId: offer.projectId,
      providerId: offer.providerId,
      route: await deps.routeOf(tx, offer.fundingDecisionId),
      fundingDecisionId: offer.fundingDecisionId,
      stay: offer.stay,
      state: 'booked',
      admittedOn: null,
      endedOn: null,
      version: 1,
    });
    await recordResolution(deps, tx, expected, 'placements.offer-accepted', 'accepted');
    await deps.audit(tx, {
      action: 'placements.offer-accepted',
      subjectKind: 'placement',
      subjectId: placementId,
      version: 1,
      after: { offerId: offer.offerId, state: 'booked', ...offer.stay },
    });
    return done({ offerId: offer.offerId, placementId, version: expected.version + 1 });
  };

export type DeclineOfferRefusal =
  OfferAnswerRefusal | { readonly code: 'reason-not-theirs'; readonly accepted: readonly string[] };

/** Somebody says no, and which of person, provider and funder it was; bed and money are free at once. */
export const makeDeclineOffer =
  (deps: AnswerOfferDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    answer: Answer & { readonly refusedBy: Refuser; readonly reason: string },
  ): Promise<Outcome<{ offerId: string; version: number }, DeclineOfferRefusal>> => {
    const accepted: readonly string[] = declineReasons[answer.refusedBy];
    if (!accepted.includes(answer.reason)) return refuse({ code: 'reason-not-theirs', accepted });
    const offer = await deps.offers.find(tx, scope, answer.offerId);
    if (offer === null) return refuse({ code: 'not-found' });
    const expected = { offerId: answer.offerId, version: answer.expectedVersion };
    const refusal = { by: answer.refusedBy, reason: answer.reason };
    if (!(await deps.offers.resolve(tx, expected, 'declined', refusal)))
      return whyNot(deps, tx, scope, answer);
    await letGo(deps, tx, offer.offerId);
    await recordResolution(deps, tx, expected, 'placements.offer-declined', 'declined', answer.reason);
    return done({ offerId: offer.offerId, version: expected.version + 1 });
  };

/** The coordinator takes the offer back. */
export const makeWithdrawOffer =
  (deps: AnswerOfferDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    answer: Answer & { readonly reason: string },
  ): Promise<Outcome<{ offerId: string; version: number }, OfferAnswerRefusal>> => {
    const offer = await deps.offers.find(tx, scope, answer.offerId);
    if (offer === null) return refuse({ code: 'not-found' });
    const expected = { offerId: answer.offerId, version: answer.expectedVersion };
    if (!(await deps.offers.resolve(tx, expected, 'withdrawn', null))) return whyNot(deps, tx, scope, answer);
    await letGo(deps, tx, offer.offerId);
    await recordResolution(deps, tx, expected, 'placements.offer-withdrawn', 'withdrawn', answer.reason);
    return done({ offerId: offer.offerId, version: expected.version + 1 });
  };

const letGo = async (
  { ledger, budgets }: Pick<AnswerOfferDeps, 'ledger' | 'budgets'>,
  tx: Tx,
  offerId: string,
): Promise<void> => {
  await ledger.release(tx, offerId);
  await budgets.void(tx, offerId);
};

/**
 * Lets an offer go whose time is up by the database's clock. Harmless at any other time and any number of
 * times: only the clock and the state decide.
 */
export const makeExpireOffer =
  (deps: Pick<AnswerOfferDeps, 'offers' | 'ledger' | 'budgets' | 'audit' | 'events'>) =>
  async (tx: Tx, offerId: string): Promise<boolean> => {
    const offer = await deps.offers.find(tx, { kind: 'national' }, offerId);
    if (offer === null || !(await deps.offers.expire(tx, offerId))) return false;
    await letGo(deps, tx, offerId);
    await recordResolution(deps, tx, offer, 'placements.offer-expired', 'expired');
    return true;
  };
