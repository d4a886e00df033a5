import type { Tx } from '../../../../kernel/unit-of-work.js';
import { execute, insertNumbered, placeholders, select } from '../../../../platform/db/sql.js';
import type { MatchRunRecord } from '../../application/rematch.js';
import type { RefusedAt } from '../../domain/match.js';

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

/**
 * Offers that came to nothing, by referral: a declined one closes the whole project to this referral, whoever said
 * no; one that ran out closes the bed only, since nobody said anything.
 */
export const readRefusedPlaces = async (tx: Tx): Promise<ReadonlyMap<string, RefusedAt>> => {
  const rows = await select<{ referral_id: string; project_id: string; bed_id: string; state: string }>(
    tx,
    `SELECT o.referral_id, o.project_id, o.bed_id, o.state FROM referral r JOIN offer o ON o.referral_id = r.id
      WHERE r.state = 'open' AND o.state IN ('declined', 'expired')`,
  );
  const places = new Map<string, { projectIds: Set<string>; bedIds: Set<string> }>();
  for (const { referral_id, project_id, bed_id, state } of rows) {
    const known = places.get(referral_id) ?? { projectIds: new Set<string>(), bedIds: new Set<string>() };
    if (state === 'declined') known.projectIds.add(project_id);
    else known.bedIds.add(bed_id);
    places.set(referral_id, known);
  }
  return places;
};
