import { readProjectNames } from '../../modules/capacity/adapters/db/project-names.js';
import { eligibilityPage } from '../../modules/eligibility/adapters/ui/eligibility.page.js';
import { rulesPages } from '../../modules/eligibility/adapters/ui/rules.page.js';
import { readNames } from '../../modules/referrals/adapters/db/client-names.js';
import type { Form, Page } from '../../platform/http/define-page.js';
import type { Modules } from '../modules.js';

/** Who can come to a project, and why one person can or cannot. */
export const createEligibilityPages = ({
  eligibility,
  referrals,
}: Modules): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => {
  const rules = rulesPages(eligibility);
  return {
    pages: [
      ...rules.pages,
      eligibilityPage({
        ...eligibility,
        readReferral: referrals.readReferral,
        readProjectNames,
        readNames,
      }),
    ],
    forms: rules.forms,
  };
};
