import {
  financialYearEnd,
  financialYearStart,
  monthsOf,
  type FinancialYear,
} from '../../../../kernel/financial-year.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import type { ApprovalFact, MeasureId, MonthCount, StartFact } from '../../domain/count.js';
import type { KeptFigure } from '../../domain/kept-figure.js';

/** One start for each stay, counted where it happened: somebody who is moved, or goes on to another provider, starts nothing anew. */
const countableStarts = `
  FROM placement p
  JOIN bed_unit u ON u.id = COALESCE(p.started_bed_id, p.bed_id) AND u.bed_type = 'rehab'
  JOIN rehab_standing s ON s.project_id = COALESCE(p.started_project_id, p.project_id) AND s.counts_as_residential_rehab
   AND s.from_on <= p.admitted_on AND (s.to_on IS NULL OR s.to_on > p.admitted_on)
 WHERE p.admitted_on >= ? AND p.admitted_on < ? AND p.follows_placement_id IS NULL`;

/** Nobody asked for what was recorded by mistake. No arrival is of such a referral: one with a bed or a stay is not closed so. */
const isOfMistake = `EXISTS (SELECT 1 FROM referral r WHERE r.id = f.referral_id AND r.closed_reason = 'recorded_by_mistake')`;

/** Each measure as one statement over facts; no counter is kept anywhere. */
const statements: Readonly<Record<MeasureId, string>> = {
  'placements-approved': `
    SELECT DATE_FORMAT(first_on, '%Y-%m') AS month, COUNT(*) AS count
      FROM (SELECT MIN(f.decided_on) AS first_on FROM funding_decision f
             WHERE f.decision = 'approved' AND NOT ${isOfMistake} GROUP BY f.referral_id) AS approval
     WHERE first_on >= ? AND first_on < ? GROUP BY month`,
  'placements-started': `
    SELECT DATE_FORMAT(p.admitted_on, '%Y-%m') AS month, COUNT(*) AS count ${countableStarts} GROUP BY month`,
  'people-started': `
    SELECT DATE_FORMAT(first_on, '%Y-%m') AS month, COUNT(*) AS count
      FROM (SELECT MIN(p.admitted_on) AS first_on ${countableStarts} GROUP BY p.client_id) AS person
     GROUP BY month`,
};

/** A measure by month of a financial year, in SQL. */
export const readMonthCounts = async (
  tx: Tx,
  measureId: MeasureId,
  year: FinancialYear,
): Promise<readonly MonthCount[]> => {
  const rows = await select<{ month: string; count: string }>(tx, statements[measureId], [
    financialYearStart(year),
    financialYearEnd(year),
  ]);
  const byMonth = new Map(rows.map(({ month, count }) => [month, Number(count)]));
  return monthsOf(year).map(({ startsOn, label }) => ({
    startsOn,
    label,
    count: byMonth.get(startsOn.slice(0, 7)) ?? 0,
  }));
};

/** The facts themselves, for the second way of counting. */
export const readApprovalFacts = async (tx: Tx): Promise<readonly ApprovalFact[]> => {
  const rows = await select<{ referral_id: string; decided_on: IsoDate; is_of_mistake: number }>(
    tx,
    `SELECT f.referral_id, f.decided_on, ${isOfMistake} AS is_of_mistake FROM funding_decision f
      WHERE f.decision = 'approved'`,
  );
  return rows.map(({ referral_id, decided_on, is_of_mistake }) => ({
    referralId: referral_id,
    decidedOn: decided_on,
    isOfMistake: is_of_mistake === 1,
  }));
};

/** Every arrival there ever was, with whether its bed and project counted on that day. */
export const readStartFacts = async (tx: Tx): Promise<readonly StartFact[]> => {
  const rows = await select<{ client_id: string; admitted_on: IsoDate; bed_type: string; counts: number }>(
    tx,
    `SELECT p.client_id, p.admitted_on, u.bed_type,
            EXISTS (SELECT 1 FROM rehab_standing s WHERE s.project_id = COALESCE(p.started_project_id, p.project_id)
              AND s.counts_as_residential_rehab AND s.from_on <= p.admitted_on
              AND (s.to_on IS NULL OR s.to_on > p.admitted_on)) AS counts
       FROM placement p JOIN bed_unit u ON u.id = COALESCE(p.started_bed_id, p.bed_id)
      WHERE p.admitted_on IS NOT NULL AND p.follows_placement_id IS NULL`,
  );
  return rows.map(({ client_id, admitted_on, bed_type, counts }) => ({
    clientId: client_id,
    admittedOn: admitted_on,
    bedType: bed_type,
    countsAsResidentialRehab: counts === 1,
  }));
};

/** National figures others published, newest period first, with their vintage and status. */
export const readPublishedFigures = async (tx: Tx): Promise<readonly KeptFigure[]> => {
  const rows = await select<{
    measure: string;
    period_label: string;
    period_start: IsoDate | null;
    period_end: IsoDate | null;
    route: string;
    figure: string | null;
    status: string;
    vintage: string;
    note: string | null;
    source: string;
  }>(
    tx,
    `SELECT measure, period_label, period_start, period_end, route, figure, status, vintage, note, source FROM published_figure
      WHERE geography_type = 'Scotland' AND (breakdown IS NULL OR breakdown = '')
      ORDER BY period_end DESC, period_start DESC, route, id LIMIT 200`,
  );
  return rows.map((row) => ({
    measure: row.measure,
    periodLabel: row.period_label,
    periodStartsOn: row.period_start,
    periodLastOn: row.period_end,
    route: row.route,
    figure: row.figure === null ? null : Number(row.figure),
    status: row.status,
    vintage: row.vintage,
    note: row.note,
    source: row.source,
  }));
};
