import { readProjectNames } from '../../modules/capacity/adapters/db/project-names.js';
import { referralSuitabilityPages } from '../../modules/eligibility/adapters/ui/referral-suitability.page.js';
import { suitabilityToAnswerPages } from '../../modules/eligibility/adapters/ui/suitability-to-answer.page.js';
import { equalityForm, equalityPage } from '../../modules/referrals/adapters/ui/equality.page.js';
import { arrivalPages } from '../../modules/referrals/adapters/ui/arrival.page.js';
import { assessmentPages } from '../../modules/referrals/adapters/ui/assessments.page.js';
import type { Form, Page } from '../../platform/http/define-page.js';
import type { Modules } from '../modules.js';

/**
 * What comes before a place: whether a project would take a person, from either side, assessments, the day of
 * arrival, and what is asked about equality.
 */
export const createGatePages = ({
  suitability,
  assessing,
  gettingThere,
  equality,
  referrals,
}: Modules): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => {
  const asking = referralSuitabilityPages({
    ...suitability,
    readReferral: referrals.readReferral,
    readProjectNames,
  });
  const answering = suitabilityToAnswerPages(suitability);
  const arriving = arrivalPages(gettingThere);
  const assessed = assessmentPages(assessing);
  return {
    pages: [
      ...[...asking.pages, ...answering.pages, ...arriving.pages, ...assessed.pages],
      equalityPage(equality),
    ],
    forms: [
      ...[...asking.forms, ...answering.forms, ...arriving.forms, ...assessed.forms],
      equalityForm(equality),
    ],
  };
};
