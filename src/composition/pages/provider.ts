import {
  readIncomingOffer,
  readIncomingOffers,
  readLeft,
  readPeopleAbout,
  readProvider,
  readStay,
  readStays,
} from '../../modules/placements/adapters/db/provider-page-facts.js';
import { incomingOffersPages } from '../../modules/placements/adapters/ui/incoming-offers.page.js';
import { residentsPages } from '../../modules/placements/adapters/ui/residents.page.js';
import { providerTimelinePage } from '../../modules/placements/adapters/ui/timeline.page.js';
import { readNamesOfProvider } from './names-of-people.js';
import type { Form, Page } from '../../platform/http/define-page.js';
import type { Modules } from '../modules.js';
import { readDecisionFacts } from '../offered-people.js';
import { readProviderTimeline } from '../timeline.js';

/** What a provider answers and records: offers, arrivals, residents. */
export const createProviderPages = ({
  placements,
  leaving,
  alerts,
  suitability,
}: Modules): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => {
  const before = {
    readOverdueTasks: leaving.readOverdueTasks,
    readDrugAlerts: alerts.readDrugAlertsOfScope,
  };
  const offers = incomingOffersPages({
    ...placements,
    ...before,
    readProvider,
    readIncomingOffer,
    readIncomingOffers,
    readNames: readNamesOfProvider,
    readDecisionFacts,
    readAdmissionRules: suitability.readAdmissionRules,
  });
  const stays = residentsPages({
    ...placements,
    ...before,
    readProvider,
    readStay,
    readStays,
    readLeft,
    readPeopleAbout,
    readNames: readNamesOfProvider,
  });
  const timeline = providerTimelinePage({
    readReferralsOf: suitability.readReferralsOf,
    readProviderTimeline,
    readNames: readNamesOfProvider,
  });
  return { pages: [...offers.pages, ...stays.pages, timeline], forms: [...offers.forms, ...stays.forms] };
};
