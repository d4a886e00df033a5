import { expansionProjectPages } from '../../modules/expansion/adapters/ui/expansion-project.page.js';
import { expansionPage } from '../../modules/expansion/adapters/ui/expansion.page.js';
import { newExpansionPages } from '../../modules/expansion/adapters/ui/new-expansion.page.js';
import type { Form, Page } from '../../platform/http/define-page.js';
import type { Modules } from '../modules.js';

/** Beds to come. */
export const createExpansionPages = ({
  expansion,
}: Modules): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => {
  const adding = newExpansionPages(expansion);
  const one = expansionProjectPages(expansion);
  return {
    // Adding one stands before those there are, whose address it would fit.
    pages: [expansionPage(expansion), ...adding.pages, ...one.pages],
    forms: [...adding.forms, ...one.forms],
  };
};
