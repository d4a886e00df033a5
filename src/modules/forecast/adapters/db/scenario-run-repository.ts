import { z } from 'zod';

import type { Tx } from '../../../../kernel/unit-of-work.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, select, selectOne, type SqlValue } from '../../../../platform/db/sql.js';
import type { AskedRuns, RunState, ScenarioRun } from '../../application/scenarios.js';
import type { RunsUnderWay } from '../../application/work-out-run.js';
import { scenarioChanges } from '../../contract/scenario-changes.js';
import type { Effect, OfRuns } from '../../domain/effect.js';
import { worldOf } from './basis-repository.js';

const spread = z.object({ p10: z.number(), p50: z.number(), p90: z.number() });
const mean = z.object({ mean: z.number(), from: z.number(), to: z.number() });
const difference = z.object({ spread, mean });
const course = z.object({
  ...{ replications: z.number(), seed: z.number(), probability: z.number(), level: z.number() },
  ...{ publicStarts: spread, byMonth: z.array(spread), occupancy: spread, spentPence: spread },
  medianWaitDays: z.record(z.string(), z.number().nullable()),
  startsByPeopleGroup: z.record(z.string(), spread),
  stillWaiting: spread,
});
const effect = z.object({
  expected: course,
  changed: course,
  differences: z.object({
    ...{ publicStarts: difference, occupancy: difference, spentPence: difference, stillWaiting: difference },
    startsByPeopleGroup: z.record(z.string(), difference),
    medianWaitDays: z.record(z.string(), mean.nullable()),
  }),
}) satisfies z.ZodType<Effect>;
const ofRuns = z.object({
  ...{ starts: z.string(), occupancy: z.string(), spentPence: z.string(), stillWaiting: z.string() },
  startsByPeopleGroup: z.record(z.string(), z.string()),
  medianWaits: z.record(z.string(), z.array(z.number().nullable())),
});

interface RunRow {
  readonly id: string;
  readonly scenario_id: string;
  readonly scenario_version: number;
  readonly basis_id: string;
  readonly taken_at: Date;
  readonly level: number | null;
  readonly changes: string;
  readonly seed: number;
  readonly replications: number;
  readonly kernel_version: number;
  readonly state: RunState;
  readonly progress: number;
  readonly asked_by: string;
  readonly asked_at: Date;
  readonly ended_at: Date | null;
}

const columns = `SELECT r.id, r.scenario_id, r.scenario_version, r.basis_id, b.taken_at, b.level, r.changes, r.seed, r.replications,
    r.kernel_version, r.state, r.progress, r.asked_by, r.asked_at, r.ended_at
   FROM scenario_run r JOIN forecast_basis b ON b.id = r.basis_id`;

const runOf = (row: RunRow): ScenarioRun => ({
  ...{ scenarioRunId: row.id, scenarioId: row.scenario_id, scenarioVersion: row.scenario_version },
  ...{ basisId: row.basis_id, basisTakenAt: row.taken_at, level: row.level },
  changes: scenarioChanges.parse(JSON.parse(row.changes)),
  ...{ seed: row.seed, replications: row.replications, kernelVersion: row.kernel_version },
  ...{ state: row.state, progress: row.progress, askedBy: row.asked_by },
  ...{ askedAt: row.asked_at, endedAt: row.ended_at },
});

const findOne = async (tx: Tx, where: string, values: readonly SqlValue[]): Promise<ScenarioRun | null> => {
  const row = await selectOne<RunRow>(tx, `${columns} WHERE ${where}`, values);
  return row === null ? null : runOf(row);
};

/** Runs that are asked for and stopped, on MariaDB or MySQL. */
export const askedRuns: AskedRuns = {
  findStanding: (tx, scenarioId, version, basisId) =>
    findOne(tx, 'r.scenario_id = ? AND r.scenario_version = ? AND r.basis_id = ? AND r.stands', [
      ...[scenarioId, version, basisId],
    ]),

  find: (tx, scenarioRunId) => findOne(tx, 'r.id = ?', [scenarioRunId]),

  async add(tx, run) {
    try {
      await execute(
        tx,
        `INSERT INTO scenario_run (id, scenario_id, scenario_version, basis_id, changes, seed, replications, kernel_version, state, asked_by, asked_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, UTC_TIMESTAMP(6))`,
        [
          ...[run.scenarioRunId, run.scenarioId, run.scenarioVersion, run.basisId],
          ...[JSON.stringify(run.changes), run.seed, run.replications, run.kernelVersion, run.askedBy],
        ],
      );
      return true;
    } catch (error) {
      if (duplicateKeyOf(error) !== 'scenario_run_stands') throw error;
      return false;
    }
  },

  cancel: (tx, scenarioRunId) => end(tx, scenarioRunId, `state = 'cancelled'`, []),
};

const end = async (
  tx: Tx,
  scenarioRunId: string,
  how: string,
  values: readonly SqlValue[],
): Promise<boolean> =>
  (await execute(
    tx,
    `UPDATE scenario_run SET ${how}, ended_at = UTC_TIMESTAMP(6) WHERE id = ? AND state IN ('queued', 'running')`,
    [...values, scenarioRunId],
  )) === 1;

/** Runs that are worked out, on MariaDB or MySQL. */
export const runsUnderWay: RunsUnderWay = {
  async begin(tx, scenarioRunId) {
    const begun = await execute(
      tx,
      `UPDATE scenario_run SET state = 'running' WHERE id = ? AND state IN ('queued', 'running')`,
      [scenarioRunId],
    );
    const row =
      begun === 0
        ? null
        : await selectOne<{
            readonly world: string;
            readonly level: number | null;
            readonly changes: string;
            readonly seed: number;
            readonly replications: number;
          }>(
            tx,
            `SELECT b.world, b.level, r.changes, r.seed, r.replications
               FROM scenario_run r JOIN forecast_basis b ON b.id = r.basis_id WHERE r.id = ?`,
            [scenarioRunId],
          );
    if (row === null) return null;
    return {
      world: worldOf(row.world),
      changes: scenarioChanges.parse(JSON.parse(row.changes)),
      runs: { seed: row.seed, replications: row.replications },
      level: row.level ?? 0,
    };
  },

  progress: async (tx, scenarioRunId, percent) =>
    (await execute(
      tx,
      `UPDATE scenario_run SET progress = GREATEST(progress, ?) WHERE id = ? AND state = 'running'`,
      [percent, scenarioRunId],
    )) === 1,

  finish: (tx, scenarioRunId, answer) =>
    end(tx, scenarioRunId, `state = 'done', progress = 100, result = ?, of_runs = ?`, [
      JSON.stringify(answer.effect),
      JSON.stringify(written(answer.ofRuns)),
    ]),

  fail: (tx, scenarioRunId, fault) =>
    end(tx, scenarioRunId, `state = 'failed', fault = ?`, [fault.slice(0, 500)]),
};

/** Each number exactly, in eight bytes: a list of ten thousand in words would be twice as long. */
const written = (kept: OfRuns) => {
  const text = (values: Float64Array): string => Buffer.from(values.buffer).toString('base64');
  return {
    ...{ starts: text(kept.starts), occupancy: text(kept.occupancy) },
    ...{ spentPence: text(kept.spentPence), stillWaiting: text(kept.stillWaiting) },
    startsByPeopleGroup: mapped(kept.startsByPeopleGroup, text),
    medianWaits: kept.medianWaits,
  };
};

const mapped = <From, To>(
  all: Readonly<Record<string, From>>,
  to: (value: From) => To,
): Readonly<Record<string, To>> =>
  Object.fromEntries(Object.entries(all).map(([key, value]) => [key, to(value)]));

const read = (text: string): Float64Array =>
  new Float64Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer);

/** The latest run of a scenario, whatever its state; null before the first. */
export const readLatestRun = (tx: Tx, scenarioId: string): Promise<ScenarioRun | null> =>
  findOne(tx, 'r.scenario_id = ? ORDER BY r.asked_at DESC, r.id DESC LIMIT 1', [scenarioId]);

/** The latest run of each of these scenarios. */
export const readLatestRuns = async (
  tx: Tx,
  scenarioIds: readonly string[],
): Promise<ReadonlyMap<string, ScenarioRun>> => {
  if (scenarioIds.length === 0) return new Map();
  const rows = await select<RunRow>(tx, `${columns} WHERE r.scenario_id IN (?) ORDER BY r.asked_at, r.id`, [
    scenarioIds,
  ]);
  return new Map(rows.map((row) => [row.scenario_id, runOf(row)]));
};

/** What came of a run; null while it is not done. */
export const readEffect = async (tx: Tx, scenarioRunId: string): Promise<Effect | null> => {
  const row = await selectOne<{ readonly result: string | null }>(
    tx,
    'SELECT result FROM scenario_run WHERE id = ?',
    [scenarioRunId],
  );
  return row?.result == null ? null : effect.parse(JSON.parse(row.result));
};

/** What is kept of each year of a run; null while it is not done, and where less was kept of it. */
export const readOfRuns = async (tx: Tx, scenarioRunId: string): Promise<OfRuns | null> => {
  const row = await selectOne<{ readonly of_runs: string | null }>(
    tx,
    'SELECT of_runs FROM scenario_run WHERE id = ?',
    [scenarioRunId],
  );
  if (row?.of_runs == null) return null;
  const kept = ofRuns.safeParse(JSON.parse(row.of_runs)).data;
  return kept === undefined
    ? null
    : {
        ...{ starts: read(kept.starts), occupancy: read(kept.occupancy) },
        ...{ spentPence: read(kept.spentPence), stillWaiting: read(kept.stillWaiting) },
        startsByPeopleGroup: mapped(kept.startsByPeopleGroup, read),
        medianWaits: kept.medianWaits,
      };
};
