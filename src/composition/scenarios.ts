import type { AppendAudit } from '../kernel/audit.js';
import type { AppendEvent } from '../kernel/events.js';
import { financialYearOf } from '../kernel/financial-year.js';
import type { IdSource } from '../kernel/ids.js';
import { addNights, type IsoDate } from '../kernel/iso-date.js';
import type { Tx, UnitOfWork } from '../kernel/unit-of-work.js';
import { readProjectNames } from '../modules/capacity/adapters/db/project-names.js';
import { keepBasis, readBasisOf } from '../modules/forecast/adapters/db/basis-repository.js';
import { scenarioRepository as scenarios } from '../modules/forecast/adapters/db/scenario-repository.js';
import { readOwnerNames } from '../modules/forecast/adapters/db/owner-names.js';
import {
  askedRuns as runs,
  readEffect,
  readLatestRun,
  readLatestRuns,
  readOfRuns,
  runsUnderWay,
} from '../modules/forecast/adapters/db/scenario-run-repository.js';
import { readProjectBeds } from '../modules/forecast/adapters/db/todays-counts.js';
import { workOutAside } from '../modules/forecast/adapters/thread/scenario-aside.js';
import type { ReadOpenings } from '../modules/expansion/contract/openings.js';
import { makeReadComparison, makeReadScenario } from '../modules/forecast/application/read-scenarios.js';
import {
  makeAskScenarioRun,
  makeCancelScenarioRun,
  makeChangeScenario,
  makeKeepScenario,
  type Basis,
  type BasisSource,
} from '../modules/forecast/application/scenarios.js';
import { makeWorkOutRun, type WorkOut } from '../modules/forecast/application/work-out-run.js';
import { targetRepository } from '../modules/measures/adapters/db/target-repository.js';
import { appendAudit } from '../platform/db/audit-writer.js';
import { databaseNow as now } from '../platform/db/database-clock.js';
import { forecastMeasure, forecastRuns, makeReadStart, whatIsExpected } from './forecast.js';
import { serviceContext } from './service-context.js';
import { shareUntilRecorded } from './share-until-recorded.js';

/** A scenario is about a year from the day on which it is worked out. Unit: days. */
const scenarioDays = 365;

const readLevel = async (tx: Tx, today: IsoDate): Promise<number | null> => {
  const year = financialYearOf(today);
  const inForce = (await targetRepository.list(tx)).filter(
    ({ measureId, fromYear, toYear }) =>
      measureId === forecastMeasure && fromYear <= year && (toYear === null || toYear >= year),
  );
  return inForce.at(-1)?.level ?? null;
};

/** The basis of a day as it is counted now, with what it rests on. */
const countBasis = async (
  tx: Tx,
  today: IsoDate,
  readStart: ReturnType<typeof makeReadStart>,
): Promise<Basis & { readonly rests: object }> => {
  const until = addNights(today, scenarioDays);
  const { basis: rests, world } = whatIsExpected(await readStart(tx, today, until));
  return {
    ...{ basisId: null, takenOn: today, takenAt: (await now(tx)).at },
    ...{ level: await readLevel(tx, today), world, rests },
    projects: await readProjectBeds(tx, today, until),
  };
};

const basisFrom = (readStart: ReturnType<typeof makeReadStart>): BasisSource => ({
  read: async (tx, today) => (await readBasisOf(tx, today)) ?? countBasis(tx, today, readStart),
  async take(tx, today) {
    const known = await readBasisOf(tx, today);
    if (known !== null) return known;
    await keepBasis(tx, await countBasis(tx, today, readStart));
    const kept = await readBasisOf(tx, today);
    if (kept === null) throw new Error(`The basis of ${today} was kept, and is not there.`);
    return kept;
  },
});

/** Scenarios: kept, changed, worked out and compared. */
export const createScenarios = ({
  newId,
  audit,
  events,
  readOpenings,
}: {
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
  readonly readOpenings: ReadOpenings;
}) => {
  const basis = basisFrom(makeReadStart(readOpenings));
  const deps = { scenarios, basis, runs, newId, audit, events, luck: forecastRuns };
  const reading = { scenarios, runs, readLatestRun, readEffect, readOfRuns };
  return {
    keepScenario: makeKeepScenario(deps),
    changeScenario: makeChangeScenario(deps),
    askScenarioRun: makeAskScenarioRun(deps),
    cancelScenarioRun: makeCancelScenarioRun(deps),
    listScenarios: (tx: Tx, memberId: string) => scenarios.list(tx, memberId),
    findScenario: (tx: Tx, scenarioId: string, memberId: string) => scenarios.find(tx, scenarioId, memberId),
    findRun: (tx: Tx, scenarioRunId: string) => runs.find(tx, scenarioRunId),
    // The page of a new scenario asks only which beds and groups there are.
    readBasis: shareUntilRecorded(5_000)('basis', (tx: Tx, today: IsoDate) => basis.read(tx, today)),
    ...{ readLatestRuns, readEffect, readProjectNames, readOwnerNames },
    readScenario: makeReadScenario(reading),
    readComparison: makeReadComparison(reading),
    now,
  };
};

/** Works out a run that was asked for; in a thread unless a test takes part in it. */
export const createWorkOutRun = (uow: UnitOfWork, workOut: WorkOut = workOutAside) =>
  makeWorkOutRun({
    ...{ uow, context: serviceContext('work-out-scenario'), runs: runsUnderWay, workOut },
    audit: appendAudit,
  });
