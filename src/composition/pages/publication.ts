import { releasePages } from '../../modules/publication/adapters/ui/releases.page.js';
import type { Form, Page } from '../../platform/http/define-page.js';
import type { Modules } from '../modules.js';

/** Releases: published tables, and making and checking them. */
export const createPublicationPages = ({
  publication,
}: Modules): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } =>
  releasePages(publication);
