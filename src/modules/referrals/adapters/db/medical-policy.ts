import type { Scope } from '../../../../kernel/actor.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { ReferralRepository } from '../../application/ports.js';
import type { ReadOpenReferrals, ReadReferralsOf } from '../../contract/facts.js';
import { medicalNeed, type MedicalPolicy } from '../../domain/assessment.js';
import type { ReferralFacts } from '../../domain/referral.js';
import * as rows from './referral-repository.js';

/**
 * The readers of referrals, by a policy on medical assessments: each tells for whom one is asked and whether a place waits for
 * it, so that everybody who derives readiness from the facts derives the same.
 */
export const readReferralsBy = (policy: MedicalPolicy) => {
  const weighed = (facts: ReferralFacts): ReferralFacts => ({
    ...facts,
    medical: { ...facts.medical, ...medicalNeed(facts, policy) },
  });
  const referralRepository: ReferralRepository = {
    ...rows.referralRepository,
    async find(...asked) {
      const facts = await rows.referralRepository.find(...asked);
      return facts === null ? null : weighed(facts);
    },
  };
  const readOpenReferrals: ReadOpenReferrals = async (tx) => (await rows.readOpenReferrals(tx)).map(weighed);
  const readReferralsOf: ReadReferralsOf = async (...asked) =>
    new Map([...(await rows.readReferralsOf(...asked))].map(([id, facts]) => [id, weighed(facts)]));
  const readWaitingReferrals = async (tx: Tx, scope: Scope): Promise<readonly ReferralFacts[]> =>
    (await rows.readWaitingReferrals(tx, scope)).map(weighed);
  return { referralRepository, readOpenReferrals, readReferralsOf, readWaitingReferrals };
};
