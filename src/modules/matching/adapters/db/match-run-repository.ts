import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { execute, insertNumbered, placeholders, select } from '../../../../platform/db/sql.js';
import type { MatchRunRecord } from '../../application/rematch.js';
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
    readonly arrives_on: IsoDate | null;
    readonly state: SuggestedBefore['state'];
  }>(
    tx,
    `SELECT s.referral_id, s.bed_id, s.arrives_on, JSON_UNQUOTE(JSON_EXTRACT(s.explanation, '$.state')) AS state
       FROM suggestion s WHERE s.run_id = (SELECT MAX(id) FROM match_run)`,
  );
  return new Map(
    rows.map(({ referral_id, bed_id: bedId, arrives_on: arrivesOn, state }) => [
      referral_id,
      { state, place: bedId === null || arrivesOn === null ? null : { bedId, arrivesOn } },
    ]),
  );
};

/** Keeps a run and what it said of each person; gives its number. Nothing before it is touched. */
export const recordRun = async (tx: Tx, run: MatchRunRecord): Promise<string> => {
  const suggested = run.suggestions.filter(({ place }) => place !== null).length;
  const runId = await insertNumbered(
    tx,
    `INSERT INTO match_run (policy_version, started_at, finished_at, cause, waiting, ready, suggested)
       VALUES (?, ?, UTC_TIMESTAMP(6), ?, ?, ?, ?)`,
    [run.policyVersion, run.startedAt, run.cause, run.waiting, run.ready, suggested],
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
