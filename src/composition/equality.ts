import type { AppendAudit } from '../kernel/audit.js';
import { equalityRepository } from '../modules/referrals/adapters/db/equality-answers.js';
import { referralRepository } from '../modules/referrals/adapters/db/referral-repository.js';
import { makeKeepEquality, makeReadEquality } from '../modules/referrals/application/keep-equality.js';

/** What people answer about equality; handed to its own page and its own routes, and to nothing else. */
export const createEquality = ({ audit }: { readonly audit: AppendAudit }) => {
  const deps = { readReferral: referralRepository.find, equality: equalityRepository, audit };
  return {
    readReferral: deps.readReferral,
    readEquality: makeReadEquality(deps),
    keepEquality: makeKeepEquality(deps),
  };
};
