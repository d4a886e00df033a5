import { readLeavingStory } from '../../modules/placements/adapters/db/leaving-facts.js';
import { readStayHistory } from '../../modules/placements/adapters/db/stay-history.js';
import { readStillThere } from '../../modules/placements/adapters/db/still-there.js';
import { stayPages } from '../../modules/placements/adapters/ui/stay.page.js';
import type { Form, Page } from '../../platform/http/define-page.js';
import type { Modules } from '../modules.js';
import { readNamesOf } from './names-of-people.js';

/** What can still change once a bed is booked, for both sides. */
export const createStayPages = ({
  placements,
}: Modules): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } =>
  stayPages({ ...placements, readLeavingStory, readStayHistory, readNames: readNamesOf, readStillThere });
