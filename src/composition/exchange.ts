import { readProjectSummaries } from '../modules/capacity/adapters/db/project-summaries.js';
import { readAdmissionRules } from '../modules/eligibility/adapters/db/admission-rule-repository.js';
import { mariadbTellPeople } from '../modules/exchange/adapters/db/people-told.js';
import { makeReadServices } from '../modules/exchange/application/read-services.js';
import { readArrivedClaims } from '../modules/placements/adapters/db/placement-repository.js';
import { readCalendars } from './nights.js';

/** What other systems read. Nothing here writes. `publicOrigin` is how they reach the service. */
export const createExchange = (publicOrigin: string) => ({
  publicOrigin,
  tellPeople: mariadbTellPeople,
  readServices: makeReadServices({
    readProjects: readProjectSummaries(readArrivedClaims, readCalendars),
    readCalendars,
    readArrivedClaims,
    readAdmissionRules,
  }),
});
