import { extractPages } from '../../modules/exchange/adapters/ui/extracts.page.js';
import type { Form, Page } from '../../platform/http/define-page.js';
import type { Modules } from '../modules.js';

/** Extracts, and what they hold. */
export const createExchangePages = ({
  exchange,
}: Modules): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => ({
  pages: extractPages(exchange),
  forms: [],
});
