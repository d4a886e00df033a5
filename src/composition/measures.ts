import { stringify } from 'csv-stringify/sync';

import { fairnessPolicy } from '../../config/fairness.js';
import { measureDefinitions, targets } from '../../config/measures.js';
import { financialYear } from '../kernel/financial-year.js';
import {
  readFairnessFacts,
  readHealthBoards,
  readOffersMade,
  readPolicyChanged,
} from '../modules/measures/adapters/db/fairness-facts.js';
import { readGroupNames } from '../modules/measures/adapters/db/group-names.js';
import { readCells } from '../modules/measures/adapters/db/read-cells.js';
import { readChanges, readKeptSince } from '../modules/measures/adapters/db/read-changes.js';
import { readRecordsBegin, readYearsWithData } from '../modules/measures/adapters/db/years-with-data.js';
import { makeReadFairness } from '../modules/measures/application/read-fairness.js';
import { makeListMeasures, makeReadMeasure } from '../modules/measures/application/read-measures.js';
import { makeReadTargetProgress } from '../modules/measures/application/read-target-progress.js';
import { actionTexts } from '../modules/referrals/adapters/ui/history-entry.js';

/** Steps that change what is counted and stand in no history of a person. */
const otherActionTexts: Readonly<Record<string, string>> = {
  'capacity.rehab-standing-corrected': 'Whether the project counts was put right',
  'capacity.rehab-standing-set': 'Whether the project counts was decided',
  'capacity.bed-changed': 'Bed changed',
  'capacity.bed-added': 'Bed added',
  'capacity.bed-marked-out-of-service': 'Bed put out of service',
  'capacity.out-of-service-cancelled': 'Bed not out of service after all',
  'referrals.client-recorded': 'Person recorded',
  'measures.found-by-comparison': 'Found when all was compared',
};

const actionText = (action: string): string =>
  actionTexts[action] ?? otherActionTexts[action] ?? 'Another step of the record';

/** What is counted, and how it is told. */
export const createMeasures = () => {
  const reading = { definitions: measureDefinitions, readCells, readChanges, readKeptSince };
  return {
    readProgress: makeReadTargetProgress({
      definitions: measureDefinitions,
      targets: targets.map((target) => ({ ...target, from: financialYear(target.from) })),
      readCells,
      readRecordsBegin,
    }),
    definitions: measureDefinitions,
    listMeasures: makeListMeasures(reading),
    readMeasure: makeReadMeasure(reading),
    readYearsWithData,
    readGroupNames,
    actionText,
    writeCsv: (rows: readonly (readonly (string | number)[])[]): string =>
      stringify(
        rows.map((row) => [...row]),
        { bom: true, record_delimiter: '\r\n' },
      ),
    fairnessPolicy,
    readFairness: makeReadFairness({
      ...{ policy: fairnessPolicy, readFairnessFacts, readHealthBoards, readOffersMade, readPolicyChanged },
    }),
  };
};
