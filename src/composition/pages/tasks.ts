import { todayPages } from '../../modules/tasks/adapters/ui/today.page.js';
import type { Form, Page } from '../../platform/http/define-page.js';
import type { Modules } from '../modules.js';
import { readNamesOf } from './leaving-safely.js';

/** Where everybody's day begins. */
export const createTaskPages = ({
  tasks,
  alerts,
}: Modules): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } =>
  todayPages({ ...tasks, readNames: readNamesOf, readDrugAlerts: alerts.readDrugAlertsOfScope });
