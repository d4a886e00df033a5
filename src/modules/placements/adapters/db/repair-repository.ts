import { londonDate, type IsoDate } from '../../../../kernel/iso-date.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, select, selectOne, type SqlValue } from '../../../../platform/db/sql.js';
import type { ListRepairable, RepairRepository, StayRepair } from '../../application/repair-stay.js';
import type { PlacementState } from '../../domain/placement.js';
import type { RepairKind } from '../../domain/repair.js';
import { inScope } from './in-scope.js';

interface RepairRow {
  readonly id: string;
  readonly placement_id: string;
  readonly placement_version: number;
  readonly kind: RepairKind;
  readonly day_on: IsoDate | null;
  readonly reason: string;
  readonly proposed_by: string;
  readonly proposed_at: Date;
  readonly version: number;
}

const columns = `r.id, r.placement_id, r.placement_version, r.kind, r.day_on, r.reason, r.proposed_by, r.proposed_at,
  r.version`;

const toRepair = (row: RepairRow): StayRepair => ({
  repairId: row.id,
  placementId: row.placement_id,
  placementVersion: row.placement_version,
  kind: row.kind,
  dayOn: row.day_on,
  reason: row.reason,
  proposedBy: row.proposed_by,
  proposedOn: londonDate(row.proposed_at),
  version: row.version,
});

/** Repairs on MariaDB or MySQL: a unique key keeps one open for a stay, a guarded update answers it once. */
export const repairRepository: RepairRepository = {
  async find(tx, scope, repairId) {
    const { condition, values } = inScope(scope, 'p');
    const row = await selectOne<RepairRow>(
      tx,
      `SELECT ${columns} FROM stay_repair r JOIN placement p ON p.id = r.placement_id WHERE r.id = ? AND ${condition}`,
      [repairId, ...values],
    );
    return row === null ? null : toRepair(row);
  },

  async findOpen(tx, placementId) {
    const row = await selectOne<RepairRow>(
      tx,
      `SELECT ${columns} FROM stay_repair r WHERE r.open_placement_id = ?`,
      [placementId],
    );
    return row === null ? null : toRepair(row);
  },

  async readEnd(tx, placementId) {
    const row = await selectOne<{ end_kind: string | null; end_reason: string | null }>(
      tx,
      'SELECT end_kind, end_reason FROM placement WHERE id = ?',
      [placementId],
    );
    return { kind: row?.end_kind ?? null, reason: row?.end_reason ?? null };
  },

  async insert(tx, repair, { admittedOn, endedOn, end }) {
    try {
      await execute(
        tx,
        `INSERT INTO stay_repair (id, placement_id, placement_version, kind, day_on, admitted_on_before, ended_on_before,
           end_kind_before, end_reason_before, reason, proposed_by, proposed_at, version)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6), ?)`,
        [
          ...[repair.repairId, repair.placementId, repair.placementVersion, repair.kind, repair.dayOn],
          ...[admittedOn, endedOn, end.kind, end.reason, repair.reason, repair.proposedBy, repair.version],
        ],
      );
      return true;
    } catch (error) {
      if (duplicateKeyOf(error) === 'stay_repair_one_open') return false;
      throw error;
    }
  },

  async answer(tx, { repairId, version }, answer, answeredBy) {
    const answered = await execute(
      tx,
      `UPDATE stay_repair
          SET answer = ?, answered_by = ?, answered_at = UTC_TIMESTAMP(6), answer_note = ?, version = version + 1
        WHERE id = ? AND version = ? AND answer IS NULL AND (? <> 'confirmed' OR proposed_by <> ?)`,
      [
        ...[answer.kind, answeredBy, answer.kind === 'returned' ? answer.note : null],
        ...[repairId, version, answer.kind, answeredBy],
      ],
    );
    return answered === 1;
  },

  async apply(tx, placement, plan, { repairId, fundingDecisionId, holds, reason, madeBy }) {
    const { placementId, version, state, bedId } = placement;
    try {
      const changed = await execute(
        tx,
        `UPDATE placement SET state = ?, admitted_on = ?, ended_on = ?, arrives_on = ?, departs_on = ?,
                funding_decision_id = ?, end_kind = IF(? = 'ended', end_kind, NULL),
                end_reason = IF(? = 'ended', end_reason, NULL), version = version + 1
          WHERE id = ? AND version = ? AND state = ?`,
        [
          ...[plan.state, plan.admittedOn, plan.endedOn, plan.stay.arrivesOn, plan.stay.departsOn],
          ...[fundingDecisionId, plan.state, plan.state, placementId, version, state],
        ],
      );
      if (changed === 0) return 'stale';
    } catch (error) {
      if (duplicateKeyOf(error) === 'placement_one_resident_a_bed') return 'bed-occupied';
      throw error;
    }
    await execute(
      tx,
      `INSERT INTO stay_change (id, placement_id, placement_version, changes_on, bed_id_before, bed_id_after,
         arrives_on_before, departs_on_before, arrives_on_after, departs_on_after, holds_from_on, holds_to_on, reason,
         made_by)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        ...[repairId, placementId, version + 1, plan.after.arrivesOn, bedId, bedId],
        ...[plan.before.arrivesOn, plan.before.departsOn, plan.after.arrivesOn, plan.after.departsOn],
        ...[holds?.arrivesOn ?? null, holds?.departsOn ?? null, reason, madeBy],
      ],
    );
    return 'changed';
  },
};

interface StayRow {
  readonly stay_id: string;
  readonly reference: string;
  readonly project_name: string;
  readonly bed_label: string;
  readonly state: PlacementState;
  readonly arrives_on: IsoDate;
  readonly departs_on: IsoDate;
  readonly admitted_on: IsoDate | null;
  readonly ended_on: IsoDate | null;
  readonly stay_version: number;
  readonly proposed_by_name: string | null;
}

type Nullable<T> = { readonly [K in keyof T]: T[K] | null };

const openOf = (row: Nullable<RepairRow> & StayRow) => {
  const { id, placement_id, placement_version, kind, reason, proposed_by, proposed_at, version } = row;
  if (id === null || placement_id === null || placement_version === null || kind === null) return null;
  if (reason === null || proposed_by === null || proposed_at === null || version === null) return null;
  return {
    ...toRepair({
      ...{ id, placement_id, placement_version, kind, reason, proposed_by, proposed_at, version },
      day_on: row.day_on,
    }),
    proposedByName: row.proposed_by_name ?? '',
  };
};

const selected = `
  SELECT p.id AS stay_id, c.reference, j.name AS project_name, u.label AS bed_label, p.state, p.arrives_on, p.departs_on,
         p.admitted_on, p.ended_on, p.version AS stay_version, ${columns}, m.display_name AS proposed_by_name`;
const joined = `
  JOIN client c ON c.id = p.client_id
  JOIN bed_unit u ON u.id = p.bed_id
  JOIN project j ON j.id = p.project_id
  LEFT JOIN member m ON m.id = r.proposed_by`;

/** By a reference, by the stay, or from the repairs that wait, each through a key of its own. */
export const listRepairable: ListRepairable = async (tx, scope, query) => {
  const { condition, values } = inScope(scope, 'p');
  const read = (statement: string, given: readonly SqlValue[]) =>
    select<Nullable<RepairRow> & StayRow>(tx, statement, [...given, ...values, query.limit]);
  const ofStay = `${selected} FROM placement p LEFT JOIN stay_repair r ON r.open_placement_id = p.id ${joined}`;
  const rows = await ('waitingAfter' in query
    ? read(
        `${selected} FROM stay_repair r JOIN placement p ON p.id = r.placement_id ${joined}
          WHERE r.answer IS NULL AND r.id > ? AND ${condition} ORDER BY r.id LIMIT ?`,
        [query.waitingAfter ?? ''],
      )
    : 'reference' in query
      ? read(`${ofStay} WHERE c.reference = ? AND ${condition} ORDER BY p.id DESC LIMIT ?`, [query.reference])
      : read(`${ofStay} WHERE p.id = ? AND ${condition} LIMIT ?`, [query.placementId]));
  return rows.map((row) => ({
    placementId: row.stay_id,
    reference: row.reference,
    projectName: row.project_name,
    bedLabel: row.bed_label,
    state: row.state,
    arrivesOn: row.arrives_on,
    departsOn: row.departs_on,
    admittedOn: row.admitted_on,
    endedOn: row.ended_on,
    version: row.stay_version,
    open: openOf(row),
  }));
};
