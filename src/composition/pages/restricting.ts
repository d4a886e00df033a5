import {
  abandonedRecordsPage,
  nameReadersForm,
} from '../../modules/referrals/adapters/ui/abandoned-records.page.js';
import { restrictionForms, restrictionPage } from '../../modules/referrals/adapters/ui/restriction.page.js';
import type { Form, Page } from '../../platform/http/define-page.js';
import type { Modules } from '../modules.js';

/** Who may see a record, and records that nobody can open any more. */
export const createRestrictingPages = ({
  restricting,
}: Modules): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => ({
  pages: [restrictionPage(restricting), abandonedRecordsPage(restricting)],
  forms: [...restrictionForms(restricting), nameReadersForm(restricting)],
});
