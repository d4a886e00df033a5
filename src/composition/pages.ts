import type { Form, Page } from '../platform/http/define-page.js';
import type { Modules } from './modules.js';

/** Every page and form, in the order of the navigation. */
export const createPages = (_modules: Modules): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => ({
  pages: [],
  forms: [],
});
