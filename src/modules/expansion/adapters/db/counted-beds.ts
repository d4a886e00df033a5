import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select, selectOne } from '../../../../platform/db/sql.js';
import type { ReadCountedBeds } from '../../application/ports.js';
import { countedBeds, periodEnd } from '../../domain/pledge.js';

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
