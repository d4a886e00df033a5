import { stringify } from 'csv-stringify/sync';

import { areaKindOf } from '../../config/areas.js';
import { fairnessPolicy } from '../../config/fairness.js';
import { lateAfterDays, measureDefinitions } from '../../config/measures.js';
import { toldByGroupElsewhere } from '../../config/published-tables.js';
import type { AppendAudit } from '../kernel/audit.js';
import type { IdSource } from '../kernel/ids.js';
import type { Tx } from '../kernel/unit-of-work.js';
import type { MeasureDefinition } from '../modules/measures/domain/measure.js';
import {
  makeReadFairnessFacts,
  readHealthBoards,
  readOffersMade,
  readPolicyChanged,
} from '../modules/measures/adapters/db/fairness-facts.js';
import { readGroupNames } from '../modules/measures/adapters/db/group-names.js';
import { definedOnce } from '../modules/measures/domain/measure.js';
import { readCells } from '../modules/measures/adapters/db/read-cells.js';
import { readChanges, readKeptSince } from '../modules/measures/adapters/db/read-changes.js';
import { readRecordsBegin, readYearsWithData } from '../modules/measures/adapters/db/years-with-data.js';
import { makeReadFairness } from '../modules/measures/application/read-fairness.js';
import { makeListMeasures, makeReadMeasure } from '../modules/measures/application/read-measures.js';
import {
  makeExplainDifference,
  makeReadOutsideFigure,
  makeReadOutsideFigures,
} from '../modules/measures/application/outside-figures.js';
import { figureSheetTemplate, readFigureSheet } from '../modules/measures/adapters/csv/figure-sheet.js';
import {
  addDifference,
  addFigures,
  addWithdrawal,
  readAreas,
  readDifferences,
  readKeptFigures,
} from '../modules/measures/adapters/db/published-figures.js';
import { makeImportFigures, makeWithdrawFigure } from '../modules/measures/application/import-figures.js';
import { makeEndTarget, makeSetTarget } from '../modules/measures/application/targets.js';
import { targetRepository } from '../modules/measures/adapters/db/target-repository.js';
import {
  makeReadRowSubjects,
  readRows,
  readRowsTotal,
} from '../modules/measures/adapters/db/measure-rows.js';
import { makeReadMeasureRows } from '../modules/measures/application/read-measure-rows.js';
import { mayKnow } from '../modules/referrals/adapters/db/client-names.js';
import { readNamesOf } from './pages/names-of-people.js';
import { makeReadTargetProgress } from '../modules/measures/application/read-target-progress.js';
import { readLatestCountCheck } from '../modules/measures/adapters/db/count-checks.js';
import {
  readCorrections,
  readNotCounted,
  readRecordedAfter,
  readSites,
  recordedByMistake,
} from '../modules/measures/adapters/db/data-quality.js';
import { makeReadDataQuality } from '../modules/measures/application/read-data-quality.js';
import { makeReadBottleneck } from '../modules/measures/application/read-bottleneck.js';
import { readBedFacts, readWaits } from '../modules/measures/adapters/db/bottleneck-facts.js';
import { readCalendars } from './nights.js';
import { countPastOnce } from './past-cells.js';
import { shareUntilRecorded } from './share-until-recorded.js';
import { nilReturnRepository } from '../modules/measures/adapters/db/nil-returns.js';
import { makeListQuietMonths, makeSayNil } from '../modules/measures/application/nil-returns.js';
import { makeReadFlow } from '../modules/measures/application/read-flow.js';
import { readCohort } from '../modules/measures/adapters/db/cohort-facts.js';
import { closedText } from '../modules/referrals/adapters/ui/referral-card.js';
import { endText } from '../modules/placements/adapters/ui/stay-reasons.js';
import { readForecastAnswer } from './forecast.js';
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
  'referrals.client-corrected': 'What is recorded of the person put right',
  [recordedByMistake]: 'Referral closed as recorded by mistake',
  'measures.found-by-comparison': 'Found when all was compared',
};

/** Steps that put right what was recorded before. */
const corrections =
  /(?:-corrected|\.recorded-by-mistake|-repair-confirmed|\.repair-confirmed|-taken-back|\.rehab-standing-set)$/;

const actionText = (action: string): string =>
  actionTexts[action] ?? otherActionTexts[action] ?? 'Another step of the record';

/** Why somebody went no further than a stage: why the stay ended, or why the referral was closed. */
const reasonText = (stage: string, code: string): string =>
  stage === 'admitted' ? endText(code) : closedText(code);

/** What is counted shows within a second. */
const shared = shareUntilRecorded(1_000);

/** What many statements are needed for and nobody watches by the second: it shows within five. */
const sharedLonger = shareUntilRecorded(5_000);

/** Refused at the start where a measure is defined twice, or not at all. */
const definitions = definedOnce(measureDefinitions);

/** By group, people of what is released are told there and nowhere else: two ways of rounding would narrow each other. */
const toldDefinitions: readonly MeasureDefinition[] = definitions.map((definition) =>
  definition.isOfPeople && !toldByGroupElsewhere.includes(definition.measureId)
    ? { ...definition, by: [] }
    : definition,
);

/** What is counted, and how it is told. */
export const createMeasures = ({
  newId,
  audit,
}: {
  readonly newId: IdSource;
  readonly audit: AppendAudit;
}) => {
  const reading = {
    ...{ definitions: toldDefinitions, readChanges, readKeptSince },
    readCells: countPastOnce(readCells),
  };
  const listTargets = (tx: Tx) => targetRepository.list(tx);
  const outside = {
    ...{ definitions, readKeptFigures, readDifferences },
    ...{ readCells, readRecordsBegin, readGroupNames },
  };
  const readOutsideFigure = makeReadOutsideFigure(outside);
  return {
    readProgress: shared(
      'progress',
      makeReadTargetProgress({
        definitions,
        listTargets,
        readForecast: readForecastAnswer,
        readCells,
        readRecordsBegin,
      }),
    ),
    definitions: toldDefinitions,
    listTargets,
    setTarget: makeSetTarget({ definitions, targets: targetRepository, newId, audit }),
    endTarget: makeEndTarget({ targets: targetRepository, audit }),
    listMeasures: sharedLonger('list', makeListMeasures(reading)),
    readMeasure: shared('one', makeReadMeasure(reading)),
    readMeasureRows: makeReadMeasureRows({
      ...{ definitions: toldDefinitions, readKeptSince, readRows, readRowsTotal },
      readRowSubjects: makeReadRowSubjects(mayKnow),
    }),
    readNamesOf,
    readDataQuality: makeReadDataQuality({
      ...{ readSites, readNotCounted, readLatestCountCheck },
      readCorrections: sharedLonger('corrections', readCorrections),
      readRecordedAfter: sharedLonger('recorded-after', readRecordedAfter),
      lateAfterDays,
      listQuiet: (tx, scope, month) => nilReturnRepository.listQuiet(tx, scope, month),
      isCorrection: (action) => corrections.test(action),
    }),
    readYearsWithData,
    readGroupNames,
    readKeptFigures,
    readOutsideFigures: sharedLonger('outside-figures', makeReadOutsideFigures(outside)),
    readOutsideFigure,
    withdrawFigure: makeWithdrawFigure({ readKeptFigures, addWithdrawal, audit }),
    importFigures: makeImportFigures({
      readFigureSheet,
      readKeptFigures,
      readAreas,
      addFigures,
      newId,
      audit,
    }),
    figureSheetTemplate,
    explainDifference: makeExplainDifference({ readOutsideFigure, addDifference, newId, audit }),
    actionText,
    lateAfterDays,
    writeCsv: (rows: readonly (readonly (string | number)[])[]): string =>
      stringify(
        rows.map((row) => [...row]),
        { bom: true, record_delimiter: '\r\n' },
      ),
    readBottleneck: shared(
      'bottleneck',
      makeReadBottleneck({ readCalendars, readBedFacts, readWaits, readKeptSince }),
    ),
    listQuietMonths: makeListQuietMonths({ nilReturns: nilReturnRepository }),
    sayNil: makeSayNil({ nilReturns: nilReturnRepository, audit }),
    readFlow: sharedLonger('flow', makeReadFlow({ readCohort, readKeptSince })),
    reasonText,
    fairnessPolicy,
    readFairness: shared(
      'fairness',
      makeReadFairness({
        readFairnessFacts: makeReadFairnessFacts(areaKindOf),
        ...{ policy: fairnessPolicy, readHealthBoards, readOffersMade, readPolicyChanged },
      }),
    ),
  };
};
