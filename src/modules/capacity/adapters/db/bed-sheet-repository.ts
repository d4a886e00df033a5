import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { execute, select, type SqlValue } from '../../../../platform/db/sql.js';
import type { BedSheetRepository } from '../../application/bed-sheet-repository.js';
import { toSheetCells, type SheetCells } from '../../domain/bed-sheet.js';
import type { KnownBed, KnownProject, KnownRoom } from '../../domain/plan-bed-import.js';
import { bedRowColumns, bedOf, type BedRow } from './bed-row.js';
import { insertUnlessTaken } from './insert-unless-taken.js';

interface ProjectRow {
  readonly id: string;
  readonly provider_id: string;
  readonly name: string;
  readonly locality: string;
  readonly health_board: string;
  readonly typical_weeks: number;
  readonly turnaround_nights: number;
  readonly version: number;
}

interface SheetBedRow extends BedRow {
  readonly room_label: string | null;
  readonly claims_version: string | number;
}

interface NightsRow {
  readonly bed_id: string;
  readonly first_night: IsoDate;
  readonly last_night: IsoDate;
}

const toProject = (row: ProjectRow): KnownProject => ({
  projectId: row.id,
  providerId: row.provider_id,
  name: row.name,
  locality: row.locality,
  healthBoard: row.health_board,
  typicalWeeks: row.typical_weeks,
  turnaroundNights: row.turnaround_nights,
  version: row.version,
});

const toBed = (row: SheetBedRow, nights: NightsRow | undefined, isLivedIn: boolean): KnownBed => ({
  ...bedOf(row),
  roomLabel: row.room_label,
  claimsVersion: String(row.claims_version),
  firstNightOn: nights?.first_night ?? null,
  lastNightOn: nights?.last_night ?? null,
  isLivedIn,
});

const projectColumns =
  'id, provider_id, name, locality, health_board, typical_weeks, turnaround_nights, version';

const readBeds = (tx: Tx, where: string, values: readonly SqlValue[]): Promise<SheetBedRow[]> =>
  select<SheetBedRow>(
    tx,
    `SELECT ${bedRowColumns}, r.label AS room_label, u.claims_version
       FROM bed_unit u JOIN project p ON p.id = u.project_id LEFT JOIN room r ON r.id = u.room_id
      WHERE ${where} ORDER BY p.name, u.label, u.id`,
    values,
  );

const notYetDecided = 'Added by its provider; whether it counts has not been decided, so it does not count';

/** Projects, rooms and beds in their tables; every write is guarded by the version that was read. */
export const bedSheetRepository: BedSheetRepository = {
  async healthBoards(tx) {
    const rows = await select<{ health_board: string }>(
      tx,
      'SELECT DISTINCT health_board FROM partnership ORDER BY health_board',
    );
    return rows.map(({ health_board }) => health_board);
  },

  async known(tx, providerId, projectNames, arrived) {
    const projects = await select<ProjectRow>(
      tx,
      `SELECT ${projectColumns} FROM project WHERE provider_id = ? OR name IN (?) ORDER BY id`,
      [providerId, projectNames.length === 0 ? [''] : projectNames],
    );
    const rooms = await select<{ id: string; project_id: string; label: string }>(
      tx,
      `SELECT r.id, r.project_id, r.label FROM room r JOIN project p ON p.id = r.project_id
        WHERE p.provider_id = ? ORDER BY r.id`,
      [providerId],
    );
    // Beds before nights: a claim made in between moves claims_version and the update then finds no row.
    const beds = await readBeds(tx, 'p.provider_id = ?', [providerId]);
    const nights = await select<NightsRow>(
      tx,
      `SELECT n.bed_id, MIN(n.night) AS first_night, MAX(n.night) AS last_night
         FROM bed_night n JOIN bed_unit u ON u.id = n.bed_id JOIN project p ON p.id = u.project_id
        WHERE p.provider_id = ? AND n.claim_kind IN ('hold', 'stay') GROUP BY n.bed_id`,
      [providerId],
    );
    const livedIn =
      arrived.size === 0
        ? []
        : await select<{ bed_id: string }>(
            tx,
            `SELECT DISTINCT bed_id FROM bed_night WHERE claim_id IN (?) AND claim_kind = 'stay'`,
            [[...arrived]],
          );
    const livedInIds = new Set(livedIn.map(({ bed_id }) => bed_id));
    const nightsOfBed = new Map(nights.map((row) => [row.bed_id, row]));
    return {
      providerId,
      projects: projects.map(toProject),
      rooms: rooms.map(({ id, project_id, label }): KnownRoom => ({
        roomId: id,
        projectId: project_id,
        label,
      })),
      beds: beds.map((row) => toBed(row, nightsOfBed.get(row.id), livedInIds.has(row.id))),
    };
  },

  async sheet(tx, scope: Scope) {
    if (scope.kind === 'partnership') return [];
    const where = scope.kind === 'provider' ? 'p.provider_id = ?' : '1 = 1';
    const values = scope.kind === 'provider' ? [scope.providerId] : [];
    const projects = await select<ProjectRow>(
      tx,
      `SELECT ${projectColumns} FROM project p WHERE ${where} ORDER BY p.name, p.id`,
      values,
    );
    const bedsOf = new Map<string, KnownBed[]>();
    for (const row of await readBeds(tx, where, values)) {
      const beds = bedsOf.get(row.project_id);
      if (beds === undefined) bedsOf.set(row.project_id, [toBed(row, undefined, false)]);
      else beds.push(toBed(row, undefined, false));
    }
    return projects.map(toProject).flatMap((project): SheetCells[] => {
      const beds = bedsOf.get(project.projectId) ?? [];
      return beds.length === 0
        ? [toSheetCells(project, null)]
        : beds.map((bed) => toSheetCells(project, bed));
    });
  },

  async insertProject(tx, providerId, projectId, project, importedOn) {
    const inserted = await insertUnlessTaken(() =>
      execute(
        tx,
        `INSERT INTO project (id, provider_id, name, locality, health_board, description, typical_weeks,
           turnaround_nights, accepting_referrals, source, verification, version)
         VALUES (?, ?, ?, ?, ?, NULL, ?, ?, TRUE, ?, ?, 1)`,
        [
          projectId,
          providerId,
          project.name,
          project.locality,
          project.healthBoard,
          project.typicalWeeks,
          project.turnaroundNights,
          'Entered by the provider',
          'As the provider says',
        ],
      ),
    );
    if (!inserted) return false;
    await execute(
      tx,
      `INSERT INTO rehab_standing (project_id, from_on, to_on, counts_as_residential_rehab, reason)
       VALUES (?, ?, NULL, FALSE, ?)`,
      [projectId, importedOn, notYetDecided],
    );
    return true;
  },

  async updateProject(tx, providerId, { known: { projectId, version }, sheet }) {
    const updated = await execute(
      tx,
      `UPDATE project SET locality = ?, health_board = ?, typical_weeks = ?, turnaround_nights = ?,
         version = version + 1 WHERE id = ? AND provider_id = ? AND version = ?`,
      [
        sheet.locality,
        sheet.healthBoard,
        sheet.typicalWeeks,
        sheet.turnaroundNights,
        projectId,
        providerId,
        version,
      ],
    );
    return updated === 1;
  },

  async insertRoom(tx, { roomId, projectId, label }) {
    return insertUnlessTaken(() =>
      execute(tx, 'INSERT INTO room (id, project_id, label) VALUES (?, ?, ?)', [roomId, projectId, label]),
    );
  },

  async insertBed(tx, bedId, projectId, roomId, bed) {
    return insertUnlessTaken(() =>
      execute(
        tx,
        `INSERT INTO bed_unit (id, project_id, room_id, label, bed_type, unit_type, sex_designation, max_adults,
           max_children, oldest_child_years, is_step_free, has_wet_room, opens_on, closes_on, origin, version)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'imported', 1)`,
        [
          bedId,
          projectId,
          roomId,
          bed.label,
          bed.bedType,
          bed.unitType,
          bed.sexDesignation,
          bed.maxAdults,
          bed.maxChildren,
          bed.oldestChildYears,
          bed.isStepFree,
          bed.hasWetRoom,
          bed.opensOn,
          bed.closesOn,
        ],
      ),
    );
  },

  async updateBed(tx, { known: { bedId, version, claimsVersion }, sheet }, roomId) {
    const updated = await execute(
      tx,
      `UPDATE bed_unit SET room_id = ?, bed_type = ?, unit_type = ?, sex_designation = ?, max_adults = ?,
         max_children = ?, oldest_child_years = ?, is_step_free = ?, has_wet_room = ?, opens_on = ?, closes_on = ?,
         version = version + 1 WHERE id = ? AND version = ? AND claims_version = ?`,
      [
        roomId,
        sheet.bedType,
        sheet.unitType,
        sheet.sexDesignation,
        sheet.maxAdults,
        sheet.maxChildren,
        sheet.oldestChildYears,
        sheet.isStepFree,
        sheet.hasWetRoom,
        sheet.opensOn,
        sheet.closesOn,
        bedId,
        version,
        claimsVersion,
      ],
    );
    return updated === 1;
  },
};
