import { addNights, type IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import type { ReadArrivedClaims } from '../../application/ports.js';
import type { ProjectSummary } from '../../application/project-summary.js';
import { capacityFigures, type UnitCalendar } from '../../domain/availability.js';
import { readCalendars } from './unit-repository.js';

interface ProjectRow {
  readonly id: string;
  readonly provider_id: string;
  readonly provider_name: string;
  readonly name: string;
  readonly locality: string;
  readonly health_board: string;
  readonly description: string | null;
  readonly verification: string;
  readonly counts: number;
  readonly maximum: number | null;
  readonly staffed: number | null;
  readonly occupied: number | null;
  readonly reserved: number | null;
  readonly accepting: number | null;
  readonly reported_at: Date | null;
  readonly reported_by: string | null;
  readonly is_no_change: number | null;
}

/** Every project with tonight's figures from the ledger, beside what its provider last said. */
export const readProjectSummaries =
  (readArrivedClaims: ReadArrivedClaims) =>
  async (tx: Tx, today: IsoDate): Promise<readonly ProjectSummary[]> => {
    const rows = await select<ProjectRow>(
      tx,
      `SELECT p.id, p.provider_id, v.name AS provider_name, p.name, p.locality, p.health_board, p.description,
              p.verification,
              EXISTS (SELECT 1 FROM rehab_standing s WHERE s.project_id = p.id AND s.counts_as_residential_rehab
                AND s.from_on <= ? AND (s.to_on IS NULL OR s.to_on > ?)) AS counts,
              a.maximum, a.staffed, a.occupied, a.reserved, a.accepting, a.reported_at, a.is_no_change,
              COALESCE(m.display_name, IF(a.reported_by = 'system', 'the service', NULL)) AS reported_by
         FROM project p
         JOIN provider v ON v.id = p.provider_id
         LEFT JOIN availability_report a ON a.id = (
           SELECT l.id FROM availability_report l WHERE l.project_id = p.id
            ORDER BY l.reported_at DESC, l.id DESC LIMIT 1)
         LEFT JOIN member m ON m.id = a.reported_by
        ORDER BY p.name`,
      [today, today],
    );
    const arrived = await readArrivedClaims(tx, today);
    const tonight = { arrivesOn: today, departsOn: addNights(today, 1) };
    const byProject = groupByProject(await readCalendars(tx, {}, tonight));
    return rows.map((row) => ({
      projectId: row.id,
      providerId: row.provider_id,
      providerName: row.provider_name,
      name: row.name,
      locality: row.locality,
      healthBoard: row.health_board,
      description: row.description,
      verification: row.verification,
      countsAsResidentialRehab: row.counts === 1,
      ledger: capacityFigures(byProject.get(row.id) ?? [], today, arrived),
      reported:
        row.reported_at === null
          ? null
          : {
              figures: {
                maximum: row.maximum ?? 0,
                staffed: row.staffed ?? 0,
                occupied: row.occupied ?? 0,
                reserved: row.reserved ?? 0,
                accepting: row.accepting ?? 0,
              },
              reportedAt: row.reported_at,
              reportedBy: row.reported_by ?? 'somebody no longer here',
              isNoChange: row.is_no_change === 1,
            },
    }));
  };

const groupByProject = (calendars: readonly UnitCalendar[]): ReadonlyMap<string, readonly UnitCalendar[]> => {
  const groups = new Map<string, UnitCalendar[]>();
  for (const calendar of calendars) {
    const group = groups.get(calendar.unit.projectId);
    if (group === undefined) groups.set(calendar.unit.projectId, [calendar]);
    else group.push(calendar);
  }
  return groups;
};
