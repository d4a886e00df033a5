import {
  readIncomingOffer,
  readIncomingOffers,
  readProvider,
  readStay,
  readStays,
} from '../../modules/placements/adapters/db/provider-page-facts.js';
import { incomingOffersPages } from '../../modules/placements/adapters/ui/incoming-offers.page.js';
import { residentsPages } from '../../modules/placements/adapters/ui/residents.page.js';
import type { Form, Page } from '../../platform/http/define-page.js';
import type { Modules } from '../modules.js';

/** What a provider answers and records: offers, arrivals, residents. */
export const createProviderPages = ({
  placements,
}: Modules): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => {
  const offers = incomingOffersPages({ ...placements, readProvider, readIncomingOffer, readIncomingOffers });
  const stays = residentsPages({ ...placements, readProvider, readStay, readStays });
  return { pages: [...offers.pages, ...stays.pages], forms: [...offers.forms, ...stays.forms] };
};
