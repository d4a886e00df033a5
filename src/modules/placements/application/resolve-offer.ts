import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import { refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { BedNightLedger } from '../../capacity/contract/ledger.js';
import type { BudgetLedger } from '../../funding/contract/funding.js';
import { offerResolvedV1 } from '../contract/events.js';
import type { Offer } from '../domain/offer.js';
import type { OfferRepository } from './ports.js';

/** What every way in which an offer ends needs. */
export interface ResolveOfferDeps {
  readonly offers: OfferRepository;
  readonly ledger: BedNightLedger;
  readonly budgets: BudgetLedger;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

/** Why an answer found no offer that waits for it. `expiredAt` is an instant in UTC; `state` is how it ended. */
export type OfferAnswerRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'offer-expired'; readonly expiredAt: string }
  | { readonly code: 'offer-already-resolved'; readonly state: string }
  /** The person took another place that was offered to them. */
  | { readonly code: 'offer-superseded' }
  | { readonly code: 'changed-since-you-read-it' };

/** Which offer is answered, at the version the answerer read. */
export interface Answer {
  readonly offerId: string;
  readonly expectedVersion: number;
}

/** Says why a guarded answer found no live offer: what is true now, in the order people need it. */
export const whyNot = async (
  { offers }: Pick<ResolveOfferDeps, 'offers'>,
  tx: Tx,
  scope: Scope,
  { offerId, expectedVersion }: Answer,
): Promise<Outcome<never, OfferAnswerRefusal>> => {
  const offer = await offers.find(tx, scope, offerId);
  if (offer === null) return refuse({ code: 'not-found' });
  if (offer.state === 'expired') {
    return refuse({ code: 'offer-expired', expiredAt: offer.expiresAt.toISOString() });
  }
  if (offer.state === 'superseded') return refuse({ code: 'offer-superseded' });
  if (offer.state !== 'offered') return refuse({ code: 'offer-already-resolved', state: offer.state });
  if (!(await offers.isLive(tx, offerId))) {
    return refuse({ code: 'offer-expired', expiredAt: offer.expiresAt.toISOString() });
  }
  if (offer.version !== expectedVersion) return refuse({ code: 'changed-since-you-read-it' });
  throw new Error(`Offer ${offerId} is live at version ${offer.version} and could not be answered.`);
};

/** Writes down how an offer ended, and tells whoever waits for it. `offer` is as it was before. */
export const recordResolution = async (
  { audit, events }: Pick<ResolveOfferDeps, 'audit' | 'events'>,
  tx: Tx,
  offer: Pick<Offer, 'offerId' | 'version'>,
  state: 'accepted' | 'declined' | 'withdrawn' | 'expired' | 'superseded',
  reason?: string,
): Promise<void> => {
  await audit(tx, {
    action: `placements.offer-${state}`,
    subjectKind: 'offer',
    subjectId: offer.offerId,
    version: offer.version + 1,
    before: { state: 'offered' },
    after: { state },
    ...(reason === undefined ? {} : { reason }),
  });
  await events(tx, offerResolvedV1.make({ offerId: offer.offerId }));
};

/** Frees the nights and the money of offers that came to nothing. Their own rows have been resolved before. */
export const letGo = async (
  { ledger, budgets }: Pick<ResolveOfferDeps, 'ledger' | 'budgets'>,
  tx: Tx,
  ...offers: readonly Pick<Offer, 'offerId'>[]
): Promise<void> => {
  for (const { offerId } of offers) await ledger.release(tx, offerId);
  for (const { offerId } of offers) await budgets.void(tx, offerId);
};
