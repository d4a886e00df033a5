import type { IsoDate } from '../../../../kernel/iso-date.js';
import { select } from '../../../../platform/db/sql.js';
import type { ReadStayHistory } from '../../application/stay-history.js';
import type { EndReason } from '../../domain/placement.js';
import type { Ending, RepairKind } from '../../domain/repair.js';
import { endingOf } from './repair-repository.js';

interface ChangeRow {
  readonly id: string;
  readonly changes_on: IsoDate;
  readonly before_id: string;
  readonly before_label: string;
  readonly before_project: string;
  readonly after_id: string;
  readonly after_label: string;
  readonly after_project: string;
  readonly arrives_before: IsoDate;
  readonly departs_before: IsoDate;
  readonly arrives_after: IsoDate;
  readonly departs_after: IsoDate;
  readonly reason: string;
  readonly made_by: string | null;
  readonly confirmed_by: string | null;
  readonly made_at: Date;
  readonly repair_kind: RepairKind | null;
  readonly day_on: IsoDate | null;
  readonly end_kind: Ending['kind'] | null;
  readonly end_reason: EndReason | null;
}

/**
 * By the placement's own keys; a stay has a handful. An extension keeps its bed: the one of that time is told by the
 * rows around it.
 */
export const readStayHistory: ReadStayHistory = async (tx, placementId) => {
  const rows = await select<ChangeRow>(
    tx,
    `SELECT s.id, s.changes_on, b.id AS before_id, b.label AS before_label, bp.name AS before_project,
            a.id AS after_id, a.label AS after_label, ap.name AS after_project,
            s.arrives_before, s.departs_before, s.arrives_after, s.departs_after, s.reason,
            m.display_name AS made_by, second_person.display_name AS confirmed_by, s.made_at, r.kind AS repair_kind, r.day_on,
            r.end_kind, r.end_reason
       FROM (SELECT c.id, c.changes_on, c.bed_id_before, c.bed_id_after, c.arrives_on_before AS arrives_before,
                    c.departs_on_before AS departs_before, c.arrives_on_after AS arrives_after,
                    c.departs_on_after AS departs_after, c.reason, c.made_by, c.made_at
               FROM stay_change c WHERE c.placement_id = ?
             UNION ALL
             SELECT x.id, x.departs_on_before, p.bed_id, p.bed_id, p.arrives_on, x.departs_on_before, p.arrives_on,
                    x.departs_on_after, x.reason, x.made_by, x.made_at
               FROM extension x JOIN placement p ON p.id = x.placement_id WHERE x.placement_id = ?) s
       JOIN bed_unit b ON b.id = s.bed_id_before JOIN project bp ON bp.id = b.project_id
       JOIN bed_unit a ON a.id = s.bed_id_after JOIN project ap ON ap.id = a.project_id
       LEFT JOIN member m ON m.id = s.made_by
       LEFT JOIN stay_repair r ON r.id = s.id
       LEFT JOIN member second_person ON second_person.id = r.answered_by
      ORDER BY s.made_at DESC, s.id DESC`,
    [placementId, placementId],
  );
  return rows.map((row) => ({
    changeId: row.id,
    changesOn: row.changes_on,
    bedBefore: { bedId: row.before_id, label: row.before_label, projectName: row.before_project },
    bedAfter: { bedId: row.after_id, label: row.after_label, projectName: row.after_project },
    stayBefore: { arrivesOn: row.arrives_before, departsOn: row.departs_before },
    stayAfter: { arrivesOn: row.arrives_after, departsOn: row.departs_after },
    repair:
      row.repair_kind === null ? null : { kind: row.repair_kind, dayOn: row.day_on, ending: endingOf(row) },
    reason: row.reason,
    madeBy: row.made_by ?? 'The service',
    confirmedBy: row.confirmed_by,
    madeAt: row.made_at,
  }));
};
