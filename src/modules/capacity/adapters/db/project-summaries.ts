import { addNights, type IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import type { ReadArrivedClaims } from '../../application/ports.js';
import type { ReadCalendars } from '../../contract/availability.js';
import type { Accepting, ProjectSummary, ReportedAvailability } from '../../application/project-summary.js';
import { capacityFigures } from '../../domain/availability.js';
import type { RehabStanding } from '../../domain/rehab-standing.js';

interface ProjectRow {
  readonly id: string;
  readonly version: number;
  readonly provider_id: string;
  readonly provider_name: string;
  readonly name: string;
  readonly locality: string;
  readonly health_board: string;
  readonly description: string | null;
  readonly verification: string;
  readonly accepting_referrals: number;
  readonly said_at: Date | null;
  readonly said_by: string | null;
  readonly accepting_reason: string | null;
  readonly maximum: number | null;
  readonly staffed: number | null;
  readonly occupied: number | null;
  readonly reserved: number | null;
  readonly accepting: number | null;
  readonly reported_at: Date | null;
  readonly reported_by: string | null;
  readonly is_no_change: number | null;
  readonly note: string | null;
  readonly recorded_maximum: number | null;
  readonly recorded_staffed: number | null;
  readonly recorded_occupied: number | null;
  readonly recorded_reserved: number | null;
  readonly recorded_accepting: number | null;
}

interface StandingRow {
  readonly project_id: string;
  readonly from_on: IsoDate;
  readonly to_on: IsoDate | null;
  readonly counts: number;
  readonly reason: string;
}

const readProjects = (tx: Tx): Promise<readonly ProjectRow[]> =>
  select<ProjectRow>(
    tx,
    `SELECT p.id, p.version, p.provider_id, v.name AS provider_name, p.name, p.locality, p.health_board,
            p.description, p.verification, p.accepting_referrals,
            c.recorded_at AS said_at, c.reason AS accepting_reason,
            COALESCE(s.display_name, IF(c.recorded_by = 'system', 'the service', NULL)) AS said_by,
            a.maximum, a.staffed, a.occupied, a.reserved, a.accepting, a.reported_at, a.is_no_change, a.note,
            a.recorded_maximum, a.recorded_staffed, a.recorded_occupied, a.recorded_reserved, a.recorded_accepting,
            COALESCE(m.display_name, IF(a.reported_by = 'system', 'the service', NULL)) AS reported_by
       FROM project p
       JOIN provider v ON v.id = p.provider_id
       LEFT JOIN accepting_change c ON c.project_id = p.id AND c.version = (
         SELECT MAX(l.version) FROM accepting_change l WHERE l.project_id = p.id)
       LEFT JOIN member s ON s.id = c.recorded_by
       LEFT JOIN availability_report a ON a.id = (
         SELECT l.id FROM availability_report l WHERE l.project_id = p.id
          ORDER BY l.reported_at DESC, l.id DESC LIMIT 1)
       LEFT JOIN member m ON m.id = a.reported_by
      ORDER BY p.name`,
  );

const readStandings = async (tx: Tx): Promise<ReadonlyMap<string, readonly RehabStanding[]>> => {
  const rows = await select<StandingRow>(
    tx,
    `SELECT project_id, from_on, to_on, counts_as_residential_rehab AS counts, reason
       FROM rehab_standing ORDER BY project_id, from_on`,
  );
  return groupBy(
    rows,
    ({ project_id }) => project_id,
    ({ from_on, to_on, counts, reason }) => ({
      fromOn: from_on,
      toOn: to_on,
      countsAsResidentialRehab: counts === 1,
      reason,
    }),
  );
};

const acceptingOf = (row: ProjectRow): Accepting => ({
  isAccepting: row.accepting_referrals === 1,
  saidAt: row.said_at,
  saidBy: row.said_at === null ? null : (row.said_by ?? 'somebody no longer here'),
  reason: row.accepting_reason,
});

const reportedOf = (row: ProjectRow): ReportedAvailability | null =>
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
        recordedThen:
          row.recorded_maximum === null
            ? null
            : {
                maximum: row.recorded_maximum,
                staffed: row.recorded_staffed ?? 0,
                occupied: row.recorded_occupied ?? 0,
                reserved: row.recorded_reserved ?? 0,
                accepting: row.recorded_accepting ?? 0,
              },
        note: row.note,
      };

/** Whether a day lies within one of the standings by which the project counts. */
const countsOn = (standings: readonly RehabStanding[], day: IsoDate): boolean =>
  standings.some(
    ({ fromOn, toOn, countsAsResidentialRehab }) =>
      countsAsResidentialRehab && fromOn <= day && (toOn === null || day < toOn),
  );

/** Every project with tonight's figures from the ledger, beside what its provider last said. */
export const readProjectSummaries =
  (readArrivedClaims: ReadArrivedClaims, readCalendars: ReadCalendars) =>
  async (tx: Tx, today: IsoDate): Promise<readonly ProjectSummary[]> => {
    const rows = await readProjects(tx);
    const standingsOf = await readStandings(tx);
    const arrived = await readArrivedClaims(tx, today);
    const tonight = { arrivesOn: today, departsOn: addNights(today, 1) };
    const calendarsOf = groupBy(
      await readCalendars(tx, {}, tonight),
      ({ unit }) => unit.projectId,
      (calendar) => calendar,
    );
    return rows.map((row) => {
      const standings = standingsOf.get(row.id) ?? [];
      return {
        projectId: row.id,
        version: row.version,
        providerId: row.provider_id,
        providerName: row.provider_name,
        name: row.name,
        locality: row.locality,
        healthBoard: row.health_board,
        description: row.description,
        verification: row.verification,
        accepting: acceptingOf(row),
        countsAsResidentialRehab: countsOn(standings, today),
        standings,
        tonight: calendarsOf.get(row.id) ?? [],
        ledger: capacityFigures(calendarsOf.get(row.id) ?? [], today, arrived),
        reported: reportedOf(row),
      };
    });
  };

const groupBy = <Row, Value>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  valueOf: (row: Row) => Value,
): ReadonlyMap<string, readonly Value[]> => {
  const groups = new Map<string, Value[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [valueOf(row)]);
    else group.push(valueOf(row));
  }
  return groups;
};
