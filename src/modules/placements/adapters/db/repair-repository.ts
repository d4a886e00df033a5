import { londonDate, type IsoDate } from '../../../../kernel/iso-date.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, selectOne } from '../../../../platform/db/sql.js';
import type { RepairRepository, StayRepair } from '../../application/weigh-repair.js';
import type { EndReason } from '../../domain/placement.js';
import type { Ending, RepairKind } from '../../domain/repair.js';
import { inScope } from './in-scope.js';
import { insertStayChange } from './stay-change-row.js';

/** A repair as it lies in its table. */
export interface RepairRow {
  readonly id: string;
  readonly placement_id: string;
  readonly placement_version: number;
  readonly kind: RepairKind;
  readonly day_on: IsoDate | null;
  readonly end_kind: Ending['kind'] | null;
  readonly end_reason: EndReason | null;
  readonly other_placement_id: string | null;
  readonly other_version: number | null;
  readonly reason: string;
  readonly proposed_by: string;
  readonly proposed_at: Date;
  readonly version: number;
}

/** Of `stay_repair r`. */
export const repairColumns = `r.id, r.placement_id, r.placement_version, r.kind, r.day_on, r.end_kind, r.end_reason, r.other_placement_id,
  r.other_version, r.reason, r.proposed_by, r.proposed_at,
  r.version`;

/** How they truly left, of a repair that says so. */
export const endingOf = ({
  end_kind: kind,
  end_reason: reason,
}: Pick<RepairRow, 'end_kind' | 'end_reason'>) =>
  kind === null || reason === null ? null : { kind, reason };

/** A repair as the application knows it. */
export const toRepair = (row: RepairRow): StayRepair => ({
  repairId: row.id,
  placementId: row.placement_id,
  placementVersion: row.placement_version,
  kind: row.kind,
  dayOn: row.day_on,
  ending: endingOf(row),
  otherPlacementId: row.other_placement_id,
  otherVersion: row.other_version,
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
      `SELECT ${repairColumns} FROM stay_repair r JOIN placement p ON p.id = r.placement_id WHERE r.id = ? AND ${condition}`,
      [repairId, ...values],
    );
    return row === null ? null : toRepair(row);
  },

  async findOpen(tx, placementId) {
    const row = await selectOne<RepairRow>(
      tx,
      `SELECT ${repairColumns} FROM stay_repair r WHERE r.open_placement_id = ?`,
      [placementId],
    );
    return row === null ? null : toRepair(row);
  },

  async readEnd(tx, placementId) {
    const row = await selectOne<{ end_kind: Ending['kind'] | null; end_reason: string | null }>(
      tx,
      'SELECT end_kind, end_reason FROM placement WHERE id = ?',
      [placementId],
    );
    return { kind: row?.end_kind ?? null, reason: row?.end_reason ?? null };
  },

  async readSince(tx, { placementId, clientId, bedId }, endedOn) {
    const row = await selectOne<{ readonly arrived: IsoDate | null; readonly taken: IsoDate | null }>(
      tx,
      `SELECT (SELECT MIN(admitted_on) FROM placement WHERE client_id = ? AND id <> ? AND admitted_on >= ?) AS arrived,
              (SELECT MIN(since) FROM (
                SELECT o.admitted_on AS since FROM placement o
                 WHERE o.bed_id = ? AND o.id <> ? AND o.started_bed_id IS NULL AND o.admitted_on >= ?
                UNION ALL SELECT o.admitted_on FROM placement o
                 WHERE o.started_bed_id = ? AND o.id <> ? AND o.admitted_on >= ?
                UNION ALL SELECT s.changes_on FROM stay_change s JOIN placement o ON o.id = s.placement_id
                 WHERE s.bed_id_after = ? AND s.bed_id_before <> s.bed_id_after AND s.placement_id <> ?
                   AND s.changes_on >= ? AND o.admitted_on IS NOT NULL) AS others) AS taken`,
      [
        ...[clientId, placementId, endedOn],
        ...[bedId, placementId, endedOn, bedId, placementId, endedOn, bedId, placementId, endedOn],
      ],
    );
    return { arrivedAgainOn: row?.arrived ?? null, bedTakenOn: row?.taken ?? null };
  },

  async isDeathToldSince(tx, placementId) {
    const row = await selectOne(
      tx,
      `SELECT 1 FROM safety_record r LEFT JOIN safety_record later ON later.corrects_id = r.id
        WHERE r.placement_id = ? AND r.outcome = 'died' AND later.id IS NULL LIMIT 1`,
      [placementId],
    );
    return row !== null;
  },

  async insert(tx, repair, { admittedOn, endedOn, end }) {
    try {
      await execute(
        tx,
        `INSERT INTO stay_repair (id, placement_id, placement_version, kind, day_on, end_kind, end_reason, other_placement_id,
           other_version, admitted_on_before,
           ended_on_before, end_kind_before, end_reason_before, reason, proposed_by, proposed_at, version)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6), ?)`,
        [
          ...[repair.repairId, repair.placementId, repair.placementVersion, repair.kind, repair.dayOn],
          ...[repair.ending?.kind ?? null, repair.ending?.reason ?? null],
          ...[repair.otherPlacementId ?? null, repair.otherVersion],
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

  async apply(tx, placement, plan, { repairId, route, fundingDecisionId, holds, reason, madeBy }) {
    const { placementId, version, state, bedId } = placement;
    // Nights past a planned end belong to a leaving on that day.
    const keepsPast = plan.state === 'ended' && plan.endedOn === placement.endedOn;
    try {
      const changed = await execute(
        tx,
        `UPDATE placement SET state = ?, admitted_on = ?, ended_on = ?, arrives_on = ?, departs_on = ?,
                route = ?, funding_decision_id = ?, end_kind = ?, end_reason = ?, version = version + 1,
                nights_to_on = IF(?, nights_to_on, NULL), ready_to_on = IF(?, ready_to_on, NULL)
          WHERE id = ? AND version = ? AND state = ?`,
        [
          ...[plan.state, plan.admittedOn, plan.endedOn, plan.stay.arrivesOn, plan.stay.departsOn],
          ...[route, fundingDecisionId, plan.end.kind, plan.end.reason, keepsPast, keepsPast],
          ...[placementId, version, state],
        ],
      );
      if (changed === 0) return 'stale';
    } catch (error) {
      if (duplicateKeyOf(error) === 'placement_one_resident_a_bed') return 'bed-occupied';
      throw error;
    }
    const { before, after } = plan;
    const change = { changeId: repairId, changesOn: after.arrivesOn, holds, reason, madeBy };
    await insertStayChange(tx, placement, change, { bedIdAfter: bedId, before, after });
    return 'changed';
  },

  async keepPart(tx, { claimId, repairId, placementId, nights }) {
    await execute(
      tx,
      'INSERT INTO stay_repair_part (id, repair_id, placement_id, from_on, to_on) VALUES (?, ?, ?, ?, ?)',
      [claimId, repairId, placementId, nights.arrivesOn, nights.departsOn],
    );
  },
};
