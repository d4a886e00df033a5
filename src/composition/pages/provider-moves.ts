import { readLeavingStory } from '../../modules/placements/adapters/db/leaving-facts.js';
import { providerMovePages } from '../../modules/placements/adapters/ui/provider-moves.page.js';
import type { Form, Page } from '../../platform/http/define-page.js';
import type { Modules } from '../modules.js';

/** Where somebody who is in a place goes on to another provider. */
export const createProviderMovePages = ({
  placements,
}: Modules): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } =>
  providerMovePages({ ...placements, readLeavingStory });
