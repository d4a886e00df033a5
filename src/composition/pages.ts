import type { Form, Page } from '../platform/http/define-page.js';
import type { Modules } from './modules.js';
import { createCapacityPages } from './pages/capacity.js';
import { createCoordinatorPages } from './pages/coordinator.js';
import { createEligibilityPages } from './pages/eligibility.js';
import { createExchangePages } from './pages/exchange.js';
import { createExpansionPages } from './pages/expansion.js';
import { createFundingPages } from './pages/funding.js';
import { createMatcherPages, formToldOfMatcher, toldOfMatcher } from './pages/matcher.js';
import { createLeavingSafelyPages } from './pages/leaving-safely.js';
import { createMatchingPolicyPages } from './pages/matching-policy.js';
import { createMeasurePages } from './pages/measures.js';
import { createOperatorPages } from './pages/operator.js';
import { createProviderPages } from './pages/provider.js';
import { createGatePages } from './pages/gates.js';
import { createPublicationPages } from './pages/publication.js';
import { createProviderMovePages } from './pages/provider-moves.js';
import { createRepairPages } from './pages/repairs.js';
import { createStayPages } from './pages/stay-changes.js';
import { createNotificationPages } from './pages/notifications.js';
import { createRestrictingPages } from './pages/restricting.js';
import { createTaskPages } from './pages/tasks.js';

/** Every page and form, in the order of the navigation. */
export const createPages = (
  modules: Modules,
): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => {
  const parts = [
    createTaskPages(modules),
    createNotificationPages(modules),
    createCapacityPages(modules),
    createCoordinatorPages(modules),
    createEligibilityPages(modules),
    createMatchingPolicyPages(modules),
    createGatePages(modules),
    createRestrictingPages(modules),
    createFundingPages(modules),
    createProviderPages(modules),
    createStayPages(modules),
    createRepairPages(modules),
    createProviderMovePages(modules),
    createLeavingSafelyPages(modules),
    createMeasurePages(modules),
    createExpansionPages(modules),
    createPublicationPages(modules),
    createExchangePages(modules),
    createMatcherPages(modules),
    createOperatorPages(),
  ];
  return {
    pages: parts.flatMap(({ pages }) => pages).map(toldOfMatcher(modules)),
    forms: parts.flatMap(({ forms }) => forms).map(formToldOfMatcher(modules)),
  };
};
