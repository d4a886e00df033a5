import { alertPages } from '../../modules/alerts/adapters/ui/alerts.page.js';
import { leavingPages } from '../../modules/placements/adapters/ui/leaving.page.js';
import { safetyListPage } from '../../modules/placements/adapters/ui/safety-list.page.js';
import { homeText } from '../../modules/referrals/adapters/ui/arrival-words.js';
import type { Form, Page } from '../../platform/http/define-page.js';
import type { Modules } from '../modules.js';
import { readNamesOf } from './names-of-people.js';

/** What is owed to people who leave, for both sides, and drug alerts for everybody. */
export const createLeavingSafelyPages = ({
  leaving,
  alerts,
  gettingThere,
}: Modules): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => {
  const one = leavingPages({
    ...leaving,
    readNames: readNamesOf,
    readHomeText: async (tx, referralId) => {
      const { home } = await gettingThere.readGettingThere(tx, referralId);
      return home === null ? null : homeText(home);
    },
    readDrugAlerts: alerts.readDrugAlertsOfPlacement,
  });
  const list = safetyListPage({
    ...leaving,
    readNames: readNamesOf,
    readDrugAlerts: alerts.readDrugAlertsOfScope,
  });
  const drugAlerts = alertPages(alerts);
  return {
    pages: [list, ...one.pages, ...drugAlerts.pages],
    forms: [...one.forms, ...drugAlerts.forms],
  };
};
