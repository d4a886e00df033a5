import type { Scope } from '../../../kernel/actor.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { citedRule, type ReadAdmissionRules } from '../../eligibility/contract.js';
import { declineReasons, noesOf, type Refuser } from '../domain/offer.js';
import {
  letGo,
  recordResolution,
  whyNot,
  type Answer,
  type OfferAnswerRefusal,
  type ResolveOfferDeps,
} from './resolve-offer.js';

/** What declining needs besides: the rules that a no may cite, and the day. */
export interface DeclineOfferDeps extends ResolveOfferDeps {
  readonly readAdmissionRules: ReadAdmissionRules;
  readonly now: (tx: Tx) => Promise<{ readonly today: IsoDate }>;
}

/**
 * As for any answer; or the no of somebody for whom the member’s side cannot speak, with those for whom it can (`accepted`); or a
 * reason that belongs to somebody else, with those that would be `accepted`; or a rule that is not
 * named, or not one of the project's in force today.
 */
export type DeclineOfferRefusal =
  | OfferAnswerRefusal
  | { readonly code: 'no-of-the-other-side'; readonly accepted: readonly Refuser[] }
  | { readonly code: 'reason-not-theirs'; readonly accepted: readonly string[] }
  | { readonly code: 'rule-missing' }
  | { readonly code: 'rule-not-in-force' };

const readCited = async (
  { readAdmissionRules, now }: DeclineOfferDeps,
  tx: Tx,
  projectId: string,
  ruleId: string,
) => {
  const { today } = await now(tx);
  return citedRule((await readAdmissionRules(tx, today, projectId)).get(projectId) ?? [], ruleId, today);
};

/** Somebody says no, and which of person, provider and funder it was; bed and money are free at once. */
export const makeDeclineOffer =
  (deps: DeclineOfferDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    answer: Answer & {
      readonly refusedBy: Refuser;
      readonly reason: string;
      /** The project's rule that a no for a rule cites; null or left out otherwise. */
      readonly ruleId?: string | null;
      /** What the partnership should know besides, such as what must be known first; null or left out for nothing. */
      readonly note?: string | null;
    },
  ): Promise<Outcome<{ offerId: string; version: number }, DeclineOfferRefusal>> => {
    const offer = await deps.offers.find(tx, scope, answer.offerId);
    if (offer === null) return refuse({ code: 'not-found' });
    const speaksFor: readonly Refuser[] = noesOf[scope.kind];
    if (!speaksFor.includes(answer.refusedBy))
      return refuse({ code: 'no-of-the-other-side', accepted: speaksFor });
    const accepted: readonly string[] = declineReasons[answer.refusedBy];
    if (!accepted.includes(answer.reason)) return refuse({ code: 'reason-not-theirs', accepted });
    const expected = { offerId: answer.offerId, version: answer.expectedVersion };
    const ruleId = answer.reason === 'outside_our_rules' ? (answer.ruleId ?? null) : null;
    if (answer.reason === 'outside_our_rules' && ruleId === null) return refuse({ code: 'rule-missing' });
    const rule = ruleId === null ? null : await readCited(deps, tx, offer.projectId, ruleId);
    if (ruleId !== null && rule === null) return refuse({ code: 'rule-not-in-force' });
    const refusal = {
      by: answer.refusedBy,
      reason: answer.reason,
      ...(rule === null ? {} : { rule }),
      ...(typeof answer.note === 'string' ? { note: answer.note } : {}),
    };
    if (!(await deps.offers.resolve(tx, expected, 'declined', refusal)))
      return whyNot(deps, tx, scope, answer);
    await letGo(deps, tx, offer);
    await recordResolution(deps, tx, expected, 'declined', answer.reason);
    return done({ offerId: offer.offerId, version: expected.version + 1 });
  };
