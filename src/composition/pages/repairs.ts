import { repairPages } from '../../modules/placements/adapters/ui/repairs.page.js';
import type { Form, Page } from '../../platform/http/define-page.js';
import type { Modules } from '../modules.js';

/** Where stays recorded by mistake are put right. */
export const createRepairPages = ({
  placements,
}: Modules): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => repairPages(placements);
