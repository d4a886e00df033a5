import type { Scope } from '../../../kernel/actor.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { declineReasons, type Refuser } from '../domain/offer.js';
import {
  letGo,
  recordResolution,
  whyNot,
  type Answer,
  type OfferAnswerRefusal,
  type ResolveOfferDeps,
} from './resolve-offer.js';

/** As for any answer; or a reason that belongs to somebody else, with those that would be `accepted`. */
export type DeclineOfferRefusal =
  OfferAnswerRefusal | { readonly code: 'reason-not-theirs'; readonly accepted: readonly string[] };

/** Somebody says no, and which of person, provider and funder it was; bed and money are free at once. */
export const makeDeclineOffer =
  (deps: ResolveOfferDeps) =>
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
    await letGo(deps, tx, offer);
    await recordResolution(deps, tx, expected, 'declined', answer.reason);
    return done({ offerId: offer.offerId, version: expected.version + 1 });
  };
