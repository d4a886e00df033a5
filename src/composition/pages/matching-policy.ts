import { policyPages } from '../../modules/matching/adapters/ui/policy.page.js';
import { readNames } from '../../modules/referrals/adapters/db/client-names.js';
import type { Form, Page } from '../../platform/http/define-page.js';
import type { Modules } from '../modules.js';

/** How people are matched, and how that is changed. */
export const createMatchingPolicyPages = ({
  matchingPolicy,
}: Modules): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } =>
  policyPages({ ...matchingPolicy, readNames });
