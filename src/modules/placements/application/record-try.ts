import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import type { IdSource } from '../../../kernel/ids.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { offerFellDueV1 } from '../contract/events.js';
import { heldAfterTry, triedWhom, type OfferTry, type OfferWatch } from '../domain/offer-watch.js';
import type { OfferRepository } from './ports.js';
import { whyNot, type OfferAnswerRefusal } from './resolve-offer.js';

/** Tries to get an answer, as rows. */
export interface OfferTryRepository {
  insert(tx: Tx, offerId: string, tried: OfferTry, recordedBy: string): Promise<void>;
  /** Null for an offer nobody knows. */
  readWatch(tx: Tx, offerId: string): Promise<OfferWatch | null>;
  /** The tries of these offers, by offer, latest first; those without any are absent. */
  readTries(tx: Tx, offerIds: readonly string[]): Promise<ReadonlyMap<string, readonly OfferTry[]>>;
}

/** What recording a try needs. */
export interface RecordTryDeps {
  readonly offers: OfferRepository;
  readonly tries: OfferTryRepository;
  /** How long whoever was reached after the answer was due can still answer. Unit: minutes. */
  readonly leftAfterTryMinutes: number;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date }>;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

/** As for any answer; or a try to reach one's own side, with those that can be tried (`accepted`); or a moment before the offer was made or after now, with both as instants in UTC. */
export type RecordTryRefusal =
  | Exclude<OfferAnswerRefusal, { readonly code: 'changed-since-you-read-it' }>
  | { readonly code: 'try-of-own-side'; readonly accepted: readonly OfferTry['whom'][] }
  | { readonly code: 'try-outside-the-offer'; readonly madeAt: string; readonly now: string };

/**
 * Somebody of either side tried to get an answer: what they did is kept, and the bed is let go sooner. Nothing is guarded by a version:
 * two may each have tried, and whoever is about to answer is not held up. Refused once the offer is answered or let go.
 */
export const makeRecordTry =
  (deps: RecordTryDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    {
      memberId,
      offerId,
      ...told
    }: Omit<OfferTry, 'tryId'> & { readonly memberId: string; readonly offerId: string },
  ): Promise<Outcome<{ offerId: string; tryId: string; expiresAt: string }, RecordTryRefusal>> => {
    const offer = await deps.offers.find(tx, scope, offerId);
    const watch = offer === null ? null : await deps.tries.readWatch(tx, offerId);
    if (offer === null || watch === null) return refuse({ code: 'not-found' });
    if (told.whom === scope.kind) {
      return refuse({ code: 'try-of-own-side', accepted: triedWhom.filter((whom) => whom !== scope.kind) });
    }
    const { at } = await deps.now(tx);
    const { triedAt } = told;
    if (triedAt < watch.madeAt || triedAt > at) {
      return refuse({
        ...{ code: 'try-outside-the-offer', madeAt: watch.madeAt.toISOString(), now: at.toISOString() },
      });
    }
    const heldUntil = heldAfterTry(offer, watch, told, at, deps.leftAfterTryMinutes);
    if (!(await deps.offers.holdUntil(tx, offerId, heldUntil))) {
      const why = await whyNot(deps, tx, scope, { offerId, expectedVersion: offer.version });
      if (!why.ok && why.refusal.code !== 'changed-since-you-read-it') return refuse(why.refusal);
      throw new Error(`Offer ${offerId} is live and could not be held until ${heldUntil.toISOString()}.`);
    }
    const tryId = deps.newId();
    await deps.tries.insert(tx, offerId, { tryId, ...told }, memberId);
    await deps.audit(tx, {
      action: 'placements.offer-tried',
      subjectKind: 'offer',
      subjectId: offerId,
      version: null,
      after: { tryId, whom: told.whom, channel: told.channel, outcome: told.outcome },
    });
    if (heldUntil < offer.expiresAt)
      await deps.events(tx, offerFellDueV1.make({ offerId }, { dueAt: heldUntil }));
    return done({ offerId, tryId, expiresAt: heldUntil.toISOString() });
  };
