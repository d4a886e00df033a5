import type { Scope } from '../../kernel/actor.js';
import type { Tx } from '../../kernel/unit-of-work.js';
import {
  readClientsWith,
  readIncomingOffer,
  readIncomingOffers,
  readLeftOn,
  readProvider,
  readStay,
  readStays,
} from '../../modules/placements/adapters/db/provider-page-facts.js';
import { incomingOffersPages } from '../../modules/placements/adapters/ui/incoming-offers.page.js';
import { residentsPages } from '../../modules/placements/adapters/ui/residents.page.js';
import { providerTimelinePage } from '../../modules/placements/adapters/ui/timeline.page.js';
import { readNamesOfKnown } from '../../modules/referrals/adapters/db/client-names.js';
import type { Form, Page } from '../../platform/http/define-page.js';
import type { Modules } from '../modules.js';
import { readProviderTimeline } from '../timeline.js';

/** The names of people a provider is offered or houses; nobody else's. */
const readNames = async (tx: Tx, scope: Scope, clientIds: readonly string[]) =>
  readNamesOfKnown(tx, await readClientsWith(tx, scope, clientIds));

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
    readNames,
    readAdmissionRules: suitability.readAdmissionRules,
  });
  const stays = residentsPages({
    ...placements,
    ...before,
    readProvider,
    readStay,
    readStays,
    readLeftOn,
    readNames,
  });
  const timeline = providerTimelinePage({
    readReferralsOf: suitability.readReferralsOf,
    readProviderTimeline,
    readNames,
  });
  return { pages: [...offers.pages, ...stays.pages, timeline], forms: [...offers.forms, ...stays.forms] };
};
