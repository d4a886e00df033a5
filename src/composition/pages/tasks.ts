import { readListedOffers, readListedStays } from '../../modules/tasks/adapters/db/printed-list.js';
import { printedListPage } from '../../modules/tasks/adapters/ui/printed-list.page.js';
import { todayPages } from '../../modules/tasks/adapters/ui/today.page.js';
import type { Form, Page } from '../../platform/http/define-page.js';
import type { Modules } from '../modules.js';
import { readNamesOf } from './names-of-people.js';

/** Where everybody's day begins. */
export const createTaskPages = ({
  tasks,
  alerts,
}: Modules): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => {
  const today = todayPages({
    ...tasks,
    readNames: readNamesOf,
    readDrugAlerts: alerts.readDrugAlertsOfScope,
  });
  const list = printedListPage({ ...tasks, readListedStays, readListedOffers, readNames: readNamesOf });
  return { ...today, pages: [...today.pages, list] };
};
