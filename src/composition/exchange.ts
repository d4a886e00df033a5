import { createHmac, randomBytes } from 'node:crypto';

import { nationalExtract } from '../../config/national-extract.js';
import { readProjectSummaries } from '../modules/capacity/adapters/db/project-summaries.js';
import { readAdmissionRules } from '../modules/eligibility/adapters/db/admission-rule-repository.js';
import { writeExtract } from '../modules/exchange/adapters/csv/write-extract.js';
import { readPlacementFacts } from '../modules/exchange/adapters/db/extract-facts.js';
import { makeTellPeople } from '../modules/exchange/adapters/db/people-told.js';
import { mayKnow } from '../modules/referrals/adapters/db/client-names.js';
import { makeReadServices } from '../modules/exchange/application/read-services.js';
import { makeTakeExtract } from '../modules/exchange/application/take-extract.js';
import type { MakeKey } from '../modules/exchange/domain/extract.js';
import { readArrivedClaims } from '../modules/placements/adapters/db/placement-repository.js';
import { readCalendars } from './nights.js';

/** Keys of one extract: a hash under a secret that is forgotten with it, so that nobody can make them again. */
const newKeys = (): MakeKey => {
  const secret = randomBytes(32);
  return (kind, id) => createHmac('sha256', secret).update(`${kind} ${id}`).digest('hex').slice(0, 20);
};

/** What other systems read. Nothing here writes. `publicOrigin` is how they reach the service. */
export const createExchange = (publicOrigin: string) => ({
  publicOrigin,
  tellPeople: makeTellPeople(mayKnow),
  definition: nationalExtract,
  writeExtract,
  takeExtract: makeTakeExtract({
    definition: nationalExtract,
    readPlacements: readPlacementFacts,
    newKeys,
  }),
  readServices: makeReadServices({
    readProjects: readProjectSummaries(readArrivedClaims, readCalendars),
    readCalendars,
    readArrivedClaims,
    readAdmissionRules,
  }),
});
