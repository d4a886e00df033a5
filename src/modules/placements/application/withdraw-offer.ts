import type { Scope } from '../../../kernel/actor.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import {
  letGo,
  recordResolution,
  whyNot,
  type Answer,
  type OfferAnswerRefusal,
  type ResolveOfferDeps,
} from './resolve-offer.js';

/** The coordinator takes the offer back, with a reason that is kept; bed and money are free at once. */
export const makeWithdrawOffer =
  (deps: ResolveOfferDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    answer: Answer & { readonly reason: string },
  ): Promise<Outcome<{ offerId: string; version: number }, OfferAnswerRefusal>> => {
    const offer = await deps.offers.find(tx, scope, answer.offerId);
    if (offer === null) return refuse({ code: 'not-found' });
    const expected = { offerId: answer.offerId, version: answer.expectedVersion };
    if (!(await deps.offers.resolve(tx, expected, 'withdrawn', null))) return whyNot(deps, tx, scope, answer);
    await letGo(deps, tx, offer);
    await recordResolution(deps, tx, expected, 'withdrawn', answer.reason);
    return done({ offerId: offer.offerId, version: expected.version + 1 });
  };
