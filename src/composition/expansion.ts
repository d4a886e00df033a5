import { publishedTogether } from '../../config/expansion.js';
import type { AppendAudit } from '../kernel/audit.js';
import type { IdSource } from '../kernel/ids.js';
import { expansionRepository } from '../modules/expansion/adapters/db/expansion-repository.js';
import { saidStatements } from '../modules/expansion/adapters/db/said-statements.js';
import {
  isProject,
  readCountedBeds,
  readProjectNames,
} from '../modules/expansion/adapters/db/counted-beds.js';
import {
  makeAddExpansion,
  makeLinkExpansion,
  makeRecordBeds,
  makeRecordMilestone,
} from '../modules/expansion/application/keep-expansion.js';
import { makeReadExpansion, makeReadOneExpansion } from '../modules/expansion/application/read-expansion.js';
import { makeReadOpenings } from '../modules/expansion/application/read-openings.js';
import { readBedsOnANight } from '../modules/measures/adapters/db/beds-on-a-night.js';
import { readHealthBoards } from '../modules/measures/adapters/db/fairness-facts.js';
import { databaseNow } from '../platform/db/database-clock.js';

/** Beds to come. Health boards are the partnerships', as everywhere. */
export const createExpansion = ({
  newId,
  audit,
}: {
  readonly newId: IdSource;
  readonly audit: AppendAudit;
}) => {
  const expansions = expansionRepository(saidStatements);
  const reading = {
    expansions,
    readOwnBeds: readBedsOnANight,
    readCountedBeds,
    published: publishedTogether,
  };
  const keeping = { expansions, newId, now: databaseNow, audit };
  const readExpansion = makeReadExpansion(reading);
  return {
    readExpansion,
    readOneExpansion: makeReadOneExpansion(reading),
    readOpenings: makeReadOpenings(readExpansion),
    addExpansion: makeAddExpansion({ ...keeping, readHealthBoards }),
    recordBeds: makeRecordBeds(keeping),
    recordMilestone: makeRecordMilestone(keeping),
    linkExpansion: makeLinkExpansion({ ...keeping, isProject }),
    readHealthBoards,
    readProjectNames,
  };
};
