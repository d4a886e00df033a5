import type { Scope } from '../../../../kernel/actor.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { KnownBedChange } from '../../application/bed-change-ports.js';
import type { BedChangeHarm, ReadBedChangesOfPeople } from '../../contract/bed-change.js';
import {
  bedChangeColumns,
  bedChangeOf,
  cellsShape,
  changesWithin,
  type BedChangeRow,
} from './bed-change-repository.js';

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

interface PersonRow {
  readonly referral_id: string;
  readonly kind: BedChangeHarm;
  readonly id: string;
  readonly project_name: string;
  readonly bed_label: string;
  readonly cells: string;
  readonly starts_on: IsoDate;
  readonly state: string;
  readonly looked_at: Date;
}

/** What open changes would do to these people, by the looks at them. */
export const readBedChangesOfPeople: ReadBedChangesOfPeople = async (tx, referralIds) => {
  if (referralIds.length === 0) return [];
  const rows = await select<PersonRow>(
    tx,
    `SELECT w.referral_id, w.kind, c.id, p.name AS project_name, u.label AS bed_label, CAST(c.cells AS CHAR) AS cells,
            c.starts_on, c.state, c.looked_at
       FROM planned_bed_change_person w JOIN planned_bed_change c ON c.id = w.change_id
       JOIN bed_unit u ON u.id = c.bed_id JOIN project p ON p.id = u.project_id
      WHERE w.referral_id IN (?) AND c.state IN ('waiting', 'confirmed') AND c.look IS NOT NULL
      ORDER BY c.starts_on, c.id, w.referral_id`,
    [referralIds],
  );
  return rows.map((row) => ({
    ...{ referralId: row.referral_id, kind: row.kind, changeId: row.id },
    ...{ projectName: row.project_name, bedLabel: row.bed_label, startsOn: row.starts_on },
    ...{ cells: cellsShape.parse(JSON.parse(row.cells)), lookedAt: row.looked_at },
    isConfirmed: row.state === 'confirmed',
  }));
};
