import { readProjectNames } from '../../modules/capacity/adapters/db/project-names.js';
import { referralSuitabilityPages } from '../../modules/eligibility/adapters/ui/referral-suitability.page.js';
import { suitabilityToAnswerPages } from '../../modules/eligibility/adapters/ui/suitability-to-answer.page.js';
import type { Form, Page } from '../../platform/http/define-page.js';
import type { Modules } from '../modules.js';

/** Whether a project would take a person: the partnership's page, and the provider's. */
export const createSuitabilityPages = ({
  suitability,
  referrals,
}: Modules): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => {
  const asking = referralSuitabilityPages({
    ...suitability,
    readReferral: referrals.readReferral,
    readProjectNames,
  });
  const answering = suitabilityToAnswerPages(suitability);
  return {
    pages: [...asking.pages, ...answering.pages],
    forms: [...asking.forms, ...answering.forms],
  };
};
