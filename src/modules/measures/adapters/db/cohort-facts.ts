import type { Scope } from '../../../../kernel/actor.js';
import { londonDate, type IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import type { CohortQuestion } from '../../application/read-flow.js';
import type { CohortFact, No } from '../../domain/cohort.js';
import { day, isNoMistake, recordedBy, standing } from './measure-statements.js';

interface CohortRow extends Pick<CohortFact, 'route' | 'sex' | 'substance' | 'age'> {
  readonly referral_id: string;
  readonly partnership_id: string;
  readonly health_board: string;
  readonly received_on: IsoDate;
  readonly assessed_on: IsoDate | null;
  readonly approved_on: IsoDate | null;
  readonly accepted_on: IsoDate | null;
  readonly admitted_on: IsoDate | null;
  readonly closed_on: IsoDate | null;
  readonly closed_reason: string | null;
}

interface StayRow {
  readonly referral_id: string;
  readonly left_on: IsoDate;
  readonly end_kind: 'planned' | 'unplanned' | null;
  readonly end_reason: string | null;
}

interface NoRow {
  readonly referral_id: string;
  readonly no: No;
  readonly on_date: IsoDate | null;
  readonly at: Date | null;
}

/** The referrals of a cohort, as a condition on `f`. */
const ofCohort = (
  scope: Scope,
  question: CohortQuestion,
): { readonly sql: string; readonly values: readonly string[] } => {
  const period = `${standing('f', question)} AND ${isNoMistake} AND f.received_on >= ${day(question.fromOn)} AND f.received_on < ${day(question.toOn)}`;
  switch (scope.kind) {
    case 'national':
      return { sql: period, values: [] };
    case 'partnership':
      return { sql: `${period} AND f.partnership_id = ?`, values: [scope.partnershipId] };
    case 'provider':
      return { sql: 'FALSE', values: [] };
  }
};

const byReferral = <Row extends { readonly referral_id: string }>(
  rows: readonly Row[],
): ReadonlyMap<string, readonly Row[]> => {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const beside = found.get(row.referral_id);
    if (beside === undefined) found.set(row.referral_id, [row]);
    else beside.push(row);
  }
  return found;
};

/**
 * Every referral received in a time, with when it reached each stage, how it ended and the noes it met. Three statements over
 * what stood at the time asked about; a refusal is never changed after its own time and is read where it is.
 */
export const readCohort = async (
  tx: Tx,
  scope: Scope,
  question: CohortQuestion,
): Promise<readonly CohortFact[]> => {
  const { sql, values } = ofCohort(scope, question);
  const rows = await select<CohortRow>(
    tx,
    `SELECT f.referral_id, f.partnership_id, f.health_board, f.route, f.sex, f.age, f.substance, f.received_on, f.assessed_on,
            f.approved_on, f.accepted_on, f.admitted_on, f.closed_on, f.closed_reason
       FROM counted_referral f WHERE ${sql} ORDER BY f.received_on, f.referral_id`,
    values,
  );
  // Of a referral with two arrivals the first stay is the one that is followed; a stay that goes on elsewhere ends there.
  const stays = byReferral(
    await select<StayRow>(
      tx,
      `SELECT f.referral_id, l.left_on, l.end_kind, l.end_reason
         FROM counted_referral f
         JOIN counted_stay s ON s.referral_id = f.referral_id AND ${standing('s', question)} AND s.is_start
         JOIN counted_stay l ON l.start_id = s.placement_id AND ${standing('l', question)} AND l.is_last AND l.state = 'ended'
        WHERE ${sql} AND l.left_on IS NOT NULL AND s.admitted_on = f.admitted_on ORDER BY s.placement_id`,
      values,
    ),
  );
  const noes = byReferral(
    await select<NoRow>(
      tx,
      `SELECT f.referral_id, 'funder-said-no' AS no, d.decided_on AS on_date, NULL AS at
         FROM counted_referral f JOIN funding_decision d ON d.referral_id = f.referral_id
        WHERE ${sql} AND d.decision = 'declined' AND ${recordedBy('d.recorded_at', question)}
       UNION ALL
       SELECT f.referral_id,
              CASE WHEN o.state = 'expired' THEN 'nobody-answered' ELSE CONCAT(o.refused_by, '-said-no') END, NULL, o.resolved_at
         FROM counted_referral f JOIN offer o ON o.referral_id = f.referral_id
        WHERE ${sql} AND (o.state = 'expired' OR (o.state = 'declined' AND o.refused_by IS NOT NULL))
          AND ${recordedBy('o.resolved_at', question)}
       UNION ALL
       SELECT f.referral_id, 'nobody-arrived', s.arrives_on, NULL
         FROM counted_referral f
         JOIN counted_stay s ON s.referral_id = f.referral_id AND ${standing('s', question)} AND s.state = 'never_started'
        WHERE ${sql}`,
      [...values, ...values, ...values],
    ),
  );
  return rows.map((row): CohortFact => {
    const end = stays.get(row.referral_id)?.[0];
    const isPlaced = row.closed_reason === 'placed';
    return {
      ...{ partnershipId: row.partnership_id, healthBoard: row.health_board, route: row.route },
      ...{ sex: row.sex, age: row.age, substance: row.substance },
      reachedOn: {
        ...{ referred: row.received_on, assessed: row.assessed_on, funded: row.approved_on },
        ...{ accepted: row.accepted_on, admitted: row.admitted_on },
        completed: end?.end_kind === 'planned' ? end.left_on : null,
      },
      closed:
        row.closed_on === null || isPlaced
          ? null
          : { on: row.closed_on, reason: row.closed_reason ?? 'other' },
      leftEarly:
        end === undefined || end.end_kind === 'planned'
          ? null
          : { on: end.left_on, reason: end.end_reason ?? 'not_known' },
      noes: (noes.get(row.referral_id) ?? []).flatMap(({ no, on_date, at }) => {
        const on = on_date ?? (at === null ? null : londonDate(at));
        return on === null ? [] : [{ no, on }];
      }),
    };
  });
};
