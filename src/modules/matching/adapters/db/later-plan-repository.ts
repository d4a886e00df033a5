import { z } from 'zod';

import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { execute, insertNumbered, placeholders, selectOne } from '../../../../platform/db/sql.js';
import type { LaterPlanFacts, LaterPlanRecord } from '../../application/later-weeks.js';

/** Plans are kept so long for whoever asks what was planned; they decide nothing. Unit: days. */
const keptDays = 30;
/** Plans forgotten when one is kept; they are made hourly. */
const forgottenAtOnce = 48;

const bandsShape = z.array(
  z.object({ band: z.string(), people: z.number(), placed: z.number(), mostPossible: z.number() }),
);

const forgetOldPlans = async (tx: Tx): Promise<void> => {
  const old = `made_at < UTC_TIMESTAMP(6) - INTERVAL ${keptDays} DAY ORDER BY id LIMIT ${forgottenAtOnce}`;
  const last = await selectOne<{ readonly id: number | null }>(
    tx,
    `SELECT MAX(id) AS id FROM (SELECT id FROM later_plan WHERE ${old}) gone`,
  );
  if (last?.id == null) return;
  await execute(tx, 'DELETE FROM later_plan_place WHERE plan_id <= ?', [last.id]);
  await execute(tx, 'DELETE FROM later_plan WHERE id <= ?', [last.id]);
};

/** Keeps a plan and what it has for each person; gives its number. */
export const recordLaterPlan = async (tx: Tx, plan: LaterPlanRecord): Promise<string> => {
  await forgetOldPlans(tx);
  const planId = await insertNumbered(
    tx,
    `INSERT INTO later_plan (policy_version, made_at, until_on, people, placed, most_possible, by_band)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [
      ...[plan.policyVersion, plan.madeAt, plan.untilOn, plan.people, plan.placed, plan.mostPossible],
      JSON.stringify(plan.byBand),
    ],
  );
  if (plan.places.length > 0) {
    await execute(
      tx,
      `INSERT INTO later_plan_place (plan_id, referral_id, priority_rank, beds_that_fit, bed_id, project_id, arrives_on,
         departs_on) VALUES ${placeholders(plan.places.length, 8)}`,
      plan.places.flatMap(({ referralId, priorityRank, bedsThatFit, place }) => [
        planId,
        referralId,
        priorityRank,
        bedsThatFit,
        place?.bedId ?? null,
        place?.projectId ?? null,
        place?.stay.arrivesOn ?? null,
        place?.stay.departsOn ?? null,
      ]),
    );
  }
  return planId;
};

/** The newest plan, as a whole; null before the first. */
export const readLaterPlan = async (tx: Tx): Promise<LaterPlanFacts | null> => {
  const row = await selectOne<{
    readonly id: number;
    readonly made_at: Date;
    readonly until_on: IsoDate;
    readonly people: number;
    readonly placed: number;
    readonly most_possible: number;
    readonly by_band: string | null;
  }>(
    tx,
    `SELECT id, made_at, until_on, people, placed, most_possible, CAST(by_band AS CHAR) AS by_band
       FROM later_plan
      WHERE id = (SELECT MAX(id) FROM later_plan)`,
  );
  if (row === null) return null;
  const { id, made_at: madeAt, until_on: untilOn, people, placed, most_possible: mostPossible } = row;
  const byBand = row.by_band === null ? [] : bandsShape.parse(JSON.parse(row.by_band));
  return { planId: String(id), madeAt, untilOn, people, placed, mostPossible, byBand };
};
