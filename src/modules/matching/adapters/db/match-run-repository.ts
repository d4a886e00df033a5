import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { execute, insertNumbered, placeholders, select, selectOne } from '../../../../platform/db/sql.js';
import type { StandingRun } from '../../application/matcher-state.js';
import type { MatchRunRecord, RebuildComparison } from '../../application/rematch.js';
import type { SuggestedBefore } from '../../domain/changed-suggestions.js';

/** A row that every run updates first: the next run waits for this one's commit. */
export const takeMatchingTurn = async (tx: Tx): Promise<void> => {
  await execute(
    tx,
    `INSERT INTO lease (name, holder, held_until) VALUES ('matching', 'matching', UTC_TIMESTAMP(6))
       ON DUPLICATE KEY UPDATE held_until = VALUES(held_until)`,
  );
};

/** What the latest run said of each person, by the key of runs. */
export const readLastSuggestions = async (tx: Tx): Promise<ReadonlyMap<string, SuggestedBefore>> => {
  const rows = await select<{
    readonly referral_id: string;
    readonly bed_id: string | null;
    readonly project_id: string | null;
    readonly arrives_on: IsoDate | null;
    readonly state: SuggestedBefore['state'];
  }>(
    tx,
    `SELECT s.referral_id, s.bed_id, s.project_id, s.arrives_on, JSON_UNQUOTE(JSON_EXTRACT(s.explanation, '$.state')) AS state
       FROM suggestion s WHERE s.run_id = (SELECT MAX(id) FROM match_run)`,
  );
  return new Map(
    rows.map(({ referral_id, bed_id: bedId, project_id: projectId, arrives_on: arrivesOn, state }) => [
      referral_id,
      {
        state,
        place:
          bedId === null || projectId === null || arrivesOn === null ? null : { bedId, projectId, arrivesOn },
      },
    ]),
  );
};

/** Keeps a run and what it said of each person; gives its number. Nothing before it is touched. */
export const recordRun = async (tx: Tx, run: MatchRunRecord): Promise<string> => {
  const suggested = run.suggestions.filter(({ place }) => place !== null).length;
  const runId = await insertNumbered(
    tx,
    `INSERT INTO match_run (policy_version, started_at, finished_at, cause, day_on, inputs_digest, is_proven, waiting,
       ready, suggested, report) VALUES (?, ?, UTC_TIMESTAMP(6), ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      ...[run.policyVersion, run.startedAt, run.cause, run.dayOn, run.inputsDigest, run.isProven],
      ...[run.waiting, run.ready, suggested, run.report === null ? null : JSON.stringify(run.report)],
    ],
  );
  if (run.suggestions.length > 0) {
    await execute(
      tx,
      `INSERT INTO suggestion (run_id, referral_id, priority_rank, bed_id, project_id, arrives_on, departs_on,
         explanation) VALUES ${placeholders(run.suggestions.length, 8)}`,
      run.suggestions.flatMap(({ referralId, priorityRank, place, explanation }) => [
        runId,
        referralId,
        priorityRank,
        place?.bedId ?? null,
        place?.projectId ?? null,
        place?.stay.arrivesOn ?? null,
        place?.stay.departsOn ?? null,
        JSON.stringify(explanation),
      ]),
    );
  }
  return runId;
};

/** The latest run, by the key of runs; null before the first. */
export const readStandingRun = (tx: Tx): Promise<StandingRun | null> =>
  selectOne<StandingRun>(
    tx,
    `SELECT CAST(id AS CHAR) AS runId, cause, policy_version AS policyVersion, day_on AS dayOn, inputs_digest AS inputsDigest, suggested
       FROM match_run ORDER BY id DESC LIMIT 1`,
  );

/** Writes beside a run that it was looked at again and stands. Only the latest run is written, by whoever has the turn. */
export const noteLook = async (tx: Tx, runId: string, cause: string): Promise<void> => {
  await execute(
    tx,
    'UPDATE match_run SET looks = looks + 1, looked_at = UTC_TIMESTAMP(6), looked_cause = ? WHERE id = ?',
    [cause, runId],
  );
};

/** How many changes wait for a run of the matcher, by the name of its consumer. */
export const countChangesWaiting =
  (rematchConsumer: string) =>
  async (tx: Tx): Promise<number> => {
    const row = await selectOne<{ readonly waiting: string }>(
      tx,
      'SELECT COUNT(*) AS waiting FROM outbox WHERE done_at IS NULL AND consumer = ?',
      [rematchConsumer],
    );
    return Number(row?.waiting ?? 0);
  };

/** Differing referrals kept with a comparison at most; all are counted. */
const differingAtMost = 50;

/** Keeps what a rebuild found beside what stood. */
export const recordComparison = async (
  tx: Tx,
  { stoodRunId, people, differing }: RebuildComparison,
): Promise<void> => {
  await execute(
    tx,
    `INSERT INTO match_comparison (compared_at, stood_run_id, people, differences, referral_ids)
       VALUES (UTC_TIMESTAMP(6), ?, ?, ?, ?)`,
    [stoodRunId, people, differing.length, JSON.stringify(differing.slice(0, differingAtMost))],
  );
};

/** Whether the newest word on the switch is that the matcher is off. */
export const isSwitchedOff = async (tx: Tx): Promise<boolean> => {
  const row = await selectOne<{ readonly is_on: number }>(
    tx,
    'SELECT is_on FROM matcher_switch ORDER BY version DESC LIMIT 1',
  );
  return row?.is_on === 0;
};
