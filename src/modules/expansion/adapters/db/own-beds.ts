import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select, selectOne } from '../../../../platform/db/sql.js';
import type { ReadCountedBeds, ReadOwnBeds } from '../../application/ports.js';
import { countedBeds, periodEnd } from '../../domain/pledge.js';

/** Rehab beds of each project on a night. A night counts as in use when it is part of somebody's stay. */
export const readOwnBeds: ReadOwnBeds = async (tx, night) => {
  const rows = await select<{
    readonly id: string;
    readonly name: string;
    readonly beds: string;
    readonly in_use: string;
    readonly counts: number | null;
  }>(
    tx,
    `SELECT p.id, p.name, COUNT(u.id) AS beds, COUNT(n.bed_id) AS in_use,
            (SELECT s.counts_as_residential_rehab FROM rehab_standing s
              WHERE s.project_id = p.id AND s.from_on <= ? AND (s.to_on IS NULL OR s.to_on > ?)
              ORDER BY s.from_on DESC LIMIT 1) AS counts
       FROM project p
       LEFT JOIN bed_unit u ON u.project_id = p.id AND u.bed_type = 'rehab' AND u.opens_on <= ?
        AND (u.closes_on IS NULL OR u.closes_on > ?)
       LEFT JOIN bed_night n ON n.bed_id = u.id AND n.night = ? AND n.claim_kind = 'stay'
      GROUP BY p.id, p.name ORDER BY p.name`,
    [night, night, night, night, night],
  );
  return rows.map(({ id, name, beds, in_use, counts }) => ({
    ...{ projectId: id, name, beds: Number(beds), inUse: Number(in_use) },
    counts: counts === 1,
  }));
};

/** Counts of all beds in the country as capacity keeps them, in order of their periods. */
export const readCountedBeds: ReadCountedBeds = async (tx) => {
  const rows = await select<{
    readonly period: string;
    readonly text: string;
    readonly measure: string | null;
    readonly note: string | null;
    readonly source: string;
  }>(tx, 'SELECT period, beds AS text, measure, note, source FROM published_capacity ORDER BY period');
  return rows.map((row) => ({
    ...row,
    lastDay: periodEnd(row.period),
    counted: countedBeds(row.period, row.text),
  }));
};

/** Whether there is such a project in the service. */
export const isProject = async (tx: Tx, projectId: string): Promise<boolean> =>
  (await selectOne(tx, 'SELECT 1 FROM project WHERE id = ?', [projectId])) !== null;

/** Every project of the service by name, for whoever says which of them has the beds. */
export const readProjectNames = async (
  tx: Tx,
): Promise<readonly { readonly projectId: string; readonly name: string }[]> =>
  select<{ projectId: string; name: string }>(tx, 'SELECT id AS projectId, name FROM project ORDER BY name');
