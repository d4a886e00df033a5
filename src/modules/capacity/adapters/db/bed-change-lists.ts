import type { Scope } from '../../../../kernel/actor.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import type { KnownBedChange } from '../../application/bed-change-ports.js';
import { bedChangeColumns, bedChangeOf, changesWithin, type BedChangeRow } from './bed-change-repository.js';

interface ListRow extends BedChangeRow {
  readonly bed_label: string;
  readonly project_name: string;
  readonly proposed_by_name: string | null;
  readonly proposed_at: Date;
  readonly decided_by_name: string | null;
  readonly decided_by: string | null;
}

/** Changes told at most; a provider has a few a year. */
const changesAtMost = 100;

/** Planned changes of a scope's beds, or one of them: those that wait, then the latest. */
export const listBedChanges = async (
  tx: Tx,
  scope: Scope,
  changeId?: string,
): Promise<readonly KnownBedChange[]> => {
  const { where, values } = changesWithin(scope);
  const rows = await select<ListRow>(
    tx,
    `SELECT ${bedChangeColumns}, c.proposed_at, u.label AS bed_label, p.name AS project_name,
            c.decided_by, m.display_name AS proposed_by_name, d.display_name AS decided_by_name
       FROM planned_bed_change c JOIN bed_unit u ON u.id = c.bed_id JOIN project p ON p.id = u.project_id
       LEFT JOIN member m ON m.id = c.proposed_by LEFT JOIN member d ON d.id = c.decided_by
      WHERE ${where} ${changeId === undefined ? '' : 'AND c.id = ?'}
      ORDER BY c.state = 'waiting' DESC, c.proposed_at DESC, c.id LIMIT ?`,
    [...values, ...(changeId === undefined ? [] : [changeId]), changesAtMost],
  );
  return rows.map((row) => ({
    ...bedChangeOf(row),
    bedLabel: row.bed_label,
    projectName: row.project_name,
    proposedByName: row.proposed_by_name,
    proposedAt: row.proposed_at,
    decidedByName: row.decided_by_name,
    isTakenBack: row.state === 'given_back' && row.decided_by === row.proposed_by,
  }));
};
