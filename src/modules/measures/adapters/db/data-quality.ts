import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import type { CorrectionsOfCause, NotCounted, SiteSaid } from '../../application/read-data-quality.js';
import { lateKinds, type LateKind, type RecordedAfter } from '../../domain/late-facts.js';
import { countedTables } from './counted-tables.js';
import { foundByComparison } from './keep-counted.js';

/** Projects that count today and have a bed, with when each last said how many are free: the longest ago first. */
export const readSites = (tx: Tx, today: IsoDate): Promise<readonly SiteSaid[]> =>
  select<SiteSaid>(
    tx,
    `SELECT j.id AS projectId, j.name, j.health_board AS healthBoard,
            (SELECT MAX(r.reported_at) FROM availability_report r WHERE r.project_id = j.id) AS saidAt
       FROM project j
      WHERE EXISTS (SELECT 1 FROM rehab_standing s WHERE s.project_id = j.id AND s.counts_as_residential_rehab
                      AND s.from_on <= ? AND (s.to_on IS NULL OR s.to_on > ?))
        AND EXISTS (SELECT 1 FROM bed_unit u WHERE u.project_id = j.id AND u.bed_type = 'rehab' AND u.opens_on <= ?
                      AND (u.closes_on IS NULL OR u.closes_on > ?))
      ORDER BY saidAt IS NOT NULL, saidAt, j.name`,
    [today, today, today, today],
  );

/** Projects that do not count today, with why, and how many beds they have that are open. */
export const readNotCounted = async (tx: Tx, today: IsoDate): Promise<readonly NotCounted[]> => {
  const rows = await select<Omit<NotCounted, 'beds'> & { readonly beds: string }>(
    tx,
    `SELECT j.id AS projectId, j.name,
            (SELECT s.reason FROM rehab_standing s WHERE s.project_id = j.id AND s.from_on <= ?
                AND (s.to_on IS NULL OR s.to_on > ?) ORDER BY s.from_on DESC LIMIT 1) AS reason,
            (SELECT COUNT(*) FROM bed_unit u WHERE u.project_id = j.id AND u.opens_on <= ?
                AND (u.closes_on IS NULL OR u.closes_on > ?)) AS beds
       FROM project j
      WHERE NOT EXISTS (SELECT 1 FROM rehab_standing s WHERE s.project_id = j.id AND s.counts_as_residential_rehab
                          AND s.from_on <= ? AND (s.to_on IS NULL OR s.to_on > ?))
      ORDER BY j.name`,
    [today, today, today, today, today, today],
  );
  return rows.map((row) => ({ ...row, beds: Number(row.beds) }));
};

/** A referral that was closed because it never was one: that puts right what was counted. */
export const recordedByMistake = 'referrals.recorded-by-mistake';

const causeOf = {
  counted_referral: `IF(cause = 'referrals.referral-closed' AND closed_reason = 'recorded_by_mistake', '${recordedByMistake}', cause)`,
  counted_stay: 'cause',
} as const;

/** Facts of referrals and stays that were written anew since a time, by the step that did it: the most first. */
export const readCorrections = async (tx: Tx, since: Date): Promise<readonly CorrectionsOfCause[]> => {
  const found: CorrectionsOfCause[] = [];
  for (const table of ['counted_referral', 'counted_stay'] as const) {
    const { subject } = countedTables[table];
    const rows = await select<{ readonly cause: string; readonly facts: string }>(
      tx,
      `SELECT ${causeOf[table]} AS cause, COUNT(DISTINCT ${subject}) AS facts FROM ${table}
        WHERE recorded_at >= ? AND revision > 1 GROUP BY 1`,
      [since],
    );
    const of = table === 'counted_stay' ? 'stays' : 'referrals';
    found.push(...rows.map(({ cause, facts }) => ({ cause, of, facts: Number(facts) }) as const));
  }
  return found.toSorted((a, b) => b.facts - a.facts || (a.cause < b.cause ? -1 : 1));
};

/** Of each kind of fact: the table, the day it happened on, and in which of its rows it stands. */
const happened = {
  referral: { table: 'counted_referral', on: 'received_on', isSo: 'TRUE' },
  approval: { table: 'counted_referral', on: 'approved_on', isSo: '%.approved_on IS NOT NULL' },
  arrival: { table: 'counted_stay', on: 'admitted_on', isSo: '%.is_start AND %.admitted_on IS NOT NULL' },
  leaving: { table: 'counted_stay', on: 'left_on', isSo: "%.is_last AND %.state = 'ended'" },
} as const;

const firstRecorded = (kind: LateKind): string => {
  const { table, on, isSo } = happened[kind];
  const { subject } = countedTables[table];
  const standsIn = (alias: string): string => isSo.replaceAll('%', alias);
  // By days of UTC, which in summer is a day too early in the first hour of a night.
  return `SELECT '${kind}' AS kind, GREATEST(0, DATEDIFF(f.recorded_at, f.${on})) AS days, COUNT(*) AS facts
            FROM ${table} f WHERE f.recorded_at >= ? AND f.cause <> '${foundByComparison}' AND ${standsIn('f')}
             AND NOT EXISTS (SELECT 1 FROM ${table} b WHERE b.${subject} = f.${subject} AND b.revision < f.revision AND ${standsIn('b')})
           GROUP BY days`;
};

/** What was first recorded since a time, by kind and by how many days it had been over. One statement. */
export const readRecordedAfter = async (tx: Tx, since: Date): Promise<readonly RecordedAfter[]> => {
  const rows = await select<{ readonly kind: LateKind; readonly days: string; readonly facts: string }>(
    tx,
    lateKinds.map(firstRecorded).join(' UNION ALL '),
    lateKinds.map(() => since),
  );
  return rows.map(({ kind, days, facts }) => ({ kind, days: Number(days), facts: Number(facts) }));
};
