import { stringify } from 'csv-stringify/sync';

import { fairnessPolicy } from '../../config/fairness.js';
import { measureDefinitions } from '../../config/measures.js';
import type { AppendAudit } from '../kernel/audit.js';
import type { IdSource } from '../kernel/ids.js';
import type { Tx } from '../kernel/unit-of-work.js';
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
import { makeEndTarget, makeSetTarget } from '../modules/measures/application/targets.js';
import { targetRepository } from '../modules/measures/adapters/db/target-repository.js';
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
export const createMeasures = ({
  newId,
  audit,
}: {
  readonly newId: IdSource;
  readonly audit: AppendAudit;
}) => {
  const reading = { definitions: measureDefinitions, readCells, readChanges, readKeptSince };
  const listTargets = (tx: Tx) => targetRepository.list(tx);
  return {
    readProgress: makeReadTargetProgress({
      definitions: measureDefinitions,
      listTargets,
      // Until there is a forecast, none is told.
      readForecast: () => Promise.resolve(null),
      readCells,
      readRecordsBegin,
    }),
    definitions: measureDefinitions,
    listTargets,
    setTarget: makeSetTarget({ definitions: measureDefinitions, targets: targetRepository, newId, audit }),
    endTarget: makeEndTarget({ targets: targetRepository, audit }),
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
