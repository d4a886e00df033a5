import type { Tx } from '../../../../kernel/unit-of-work.js';
import { execute, insertNumbered, placeholders, select } from '../../../../platform/db/sql.js';
import type { MatchRunRecord } from '../../application/rematch.js';

/** A row that every run updates first: the next run waits for this one's commit. */
export const takeMatchingTurn = async (tx: Tx): Promise<void> => {
  await execute(
    tx,
    `INSERT INTO lease (name, holder, held_until) VALUES ('matching', 'matching', UTC_TIMESTAMP(6))
       ON DUPLICATE KEY UPDATE held_until = VALUES(held_until)`,
  );
};

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

/** Referrals that already have an offer open or a bed booked. */
export const readSpokenForReferrals = async (tx: Tx): Promise<ReadonlySet<string>> => {
  const rows = await select<{ referral_id: string }>(
    tx,
    `SELECT referral_id FROM offer WHERE state = 'offered'
      UNION SELECT referral_id FROM placement WHERE state IN ('booked', 'admitted')`,
  );
  return new Set(rows.map(({ referral_id }) => referral_id));
};
