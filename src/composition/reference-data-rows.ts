import type { AppendAudit } from '../kernel/audit.js';
import type { IdSource } from '../kernel/ids.js';
import type { Tx } from '../kernel/unit-of-work.js';
import { thingOf } from '../modules/measures/domain/kept-figure.js';
import { execute, placeholders, select, type SqlValue } from '../platform/db/sql.js';
import type { Facility, PartnershipRow, ReferenceData } from './reference-data-files.js';
import {
  bedsText,
  descriptionOf,
  marked,
  partnershipNoteOf,
  standingReasonOf,
  verificationOf,
} from './reference-data-texts.js';

type Row = Readonly<Record<string, SqlValue>>;

/** Inserts rows that all have the columns of the first; gives how many. */
const insertRows = async (tx: Tx, table: string, rows: readonly Row[]): Promise<number> => {
  const columns = Object.keys(rows[0] ?? {});
  if (columns.length === 0) return 0;
  await execute(
    tx,
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${placeholders(rows.length, columns.length)}`,
    rows.flatMap((row) => columns.map((column) => row[column] ?? null)),
  );
  return rows.length;
};

const existing = async (tx: Tx, table: string, key: string): Promise<ReadonlySet<string>> => {
  const rows = await select<{ key_value: string | number }>(tx, `SELECT ${key} AS key_value FROM ${table}`);
  return new Set(rows.map(({ key_value }) => String(key_value)));
};

const idsByName = async (tx: Tx, table: 'provider' | 'project'): Promise<ReadonlyMap<string, string>> => {
  const rows = await select<{ id: string; name: string }>(tx, `SELECT id, name FROM ${table}`);
  return new Map(rows.map(({ id, name }) => [name, id]));
};

/** Adds the partnerships whose names are not there; gives how many. */
export const loadPartnerships = async (
  tx: Tx,
  newId: IdSource,
  rows: readonly PartnershipRow[],
): Promise<number> => {
  const there = await existing(tx, 'partnership', 'name');
  return insertRows(
    tx,
    'partnership',
    rows
      .filter(({ name }) => !there.has(name))
      .map((row) => ({
        id: newId(),
        name: row.name,
        health_board: row.health_board,
        health_board_code: row.health_board_code,
        note: partnershipNoteOf(row),
      })),
  );
};

/** Adds the providers whose names are not there; gives how many. */
export const loadProviders = async (
  tx: Tx,
  newId: IdSource,
  facilities: readonly Facility[],
): Promise<number> => {
  const there = await existing(tx, 'provider', 'name');
  const providers = new Map(facilities.map(({ row }) => [row.provider, marked(row.sector, row.sector_mark)]));
  return insertRows(
    tx,
    'provider',
    [...providers]
      .filter(([name]) => !there.has(name))
      .map(([name, sector]) => ({ id: newId(), name, sector })),
  );
};

interface Making {
  readonly newId: IdSource;
  readonly audit: AppendAudit;
}

const loadProject = async (
  tx: Tx,
  { newId, audit }: Making,
  { row, opensOn, units }: Facility,
  providerId: string,
): Promise<string> => {
  const projectId = newId();
  await insertRows(tx, 'project', [
    {
      id: projectId,
      provider_id: providerId,
      name: row.name,
      locality: row.locality,
      health_board: row.health_board,
      description: descriptionOf(row),
      typical_weeks: row.typical_weeks,
      source: row.source,
      verification: verificationOf(row),
      version: 1,
    },
  ]);
  await insertRows(tx, 'rehab_standing', [
    {
      project_id: projectId,
      from_on: opensOn,
      to_on: null,
      counts_as_residential_rehab: row.counts_as_residential_rehab === 'yes',
      reason: standingReasonOf(row),
    },
  ]);
  await audit(tx, {
    action: 'capacity.project-loaded',
    subjectKind: 'project',
    subjectId: projectId,
    version: 1,
    after: { name: row.name, provider: row.provider, beds: units.length, bedsMark: row.beds_mark },
  });
  return projectId;
};

const loadUnits = async (
  tx: Tx,
  { newId, audit }: Making,
  projectId: string,
  { units }: Facility,
): Promise<void> => {
  const beds = units.map((unit) => ({ bedId: newId(), unit }));
  await insertRows(
    tx,
    'bed_unit',
    beds.map(({ bedId, unit }) => ({
      id: bedId,
      project_id: projectId,
      room_id: null,
      label: unit.label,
      bed_type: unit.bedType,
      unit_type: unit.unitType,
      sex_designation: unit.sexDesignation,
      max_adults: unit.maxAdults,
      max_children: unit.maxChildren,
      oldest_child_years: unit.oldestChildYears,
      is_step_free: unit.isStepFree,
      has_wet_room: unit.hasWetRoom,
      opens_on: unit.opensOn,
      closes_on: null,
      origin: 'generated',
      version: 1,
    })),
  );
  for (const { bedId, unit } of beds) {
    await audit(tx, {
      action: 'capacity.bed-loaded',
      subjectKind: 'bed_unit',
      subjectId: bedId,
      version: 1,
      after: { projectId, label: unit.label, bedType: unit.bedType, opensOn: unit.opensOn },
    });
  }
};

/** Adds the projects whose names are not there, each with its standing and bed units; gives how many of both. */
export const loadProjects = async (
  tx: Tx,
  making: Making,
  facilities: readonly Facility[],
): Promise<{ readonly projects: number; readonly bedUnits: number }> => {
  const there = await existing(tx, 'project', 'name');
  const providerIds = await idsByName(tx, 'provider');
  const missing = facilities.filter(({ row }) => !there.has(row.name));
  for (const facility of missing) {
    const providerId = providerIds.get(facility.row.provider);
    if (providerId === undefined) throw new Error(`No provider is called ${facility.row.provider}`);
    await loadUnits(tx, making, await loadProject(tx, making, facility, providerId), facility);
  }
  return {
    projects: missing.length,
    bedUnits: missing.reduce((sum, { units }) => sum + units.length, 0),
  };
};

/** Adds what sources say of the beds of projects of which nothing of the kind is there; gives how many. */
export const loadPublishedBeds = async (tx: Tx, facilities: readonly Facility[]): Promise<number> => {
  const there = await existing(tx, 'published_beds', 'project_id');
  const projectIds = await idsByName(tx, 'project');
  return insertRows(
    tx,
    'published_beds',
    facilities.flatMap(({ row }) => {
      const projectId = projectIds.get(row.name);
      if (projectId === undefined || there.has(projectId)) return [];
      return [
        {
          project_id: projectId,
          beds: row.beds,
          mark: row.beds_mark,
          note: row.beds_note,
          retrieved_on: row.retrieved_on,
          source: row.source,
        },
      ];
    }),
  );
};

/** Adds the published figures whose numbers are not there; gives how many. */
export const loadFigures = async (tx: Tx, { figures }: ReferenceData): Promise<number> => {
  const there = await existing(tx, 'published_figure', 'id');
  return insertRows(
    tx,
    'published_figure',
    figures
      .filter(({ id }) => !there.has(String(id)))
      .map((row) => ({
        id: row.id,
        measure: row.measure,
        period_label: row.period_label,
        period_start: row.period_start,
        period_end: row.period_end,
        geography_type: row.geography_type,
        geography: row.geography,
        route: row.route,
        breakdown: row.breakdown,
        category: row.category,
        figure: row.figure,
        cost_pounds: row.cost_pounds,
        cost_known_for: row.cost_known_for,
        status: row.status,
        vintage: row.vintage,
        released_on: row.released_on,
        thing: thingOf({
          measure: row.measure,
          periodLabel: row.period_label,
          periodStartsOn: row.period_start,
          periodLastOn: row.period_end,
          areaKind: row.geography_type,
          area: row.geography,
          route: row.route,
          breakdown: row.breakdown,
          category: row.category,
        }),
        note: row.note,
        source: row.source,
      })),
  );
};

/** Adds the country-wide counts of beds whose periods are not there; gives how many. */
export const loadCapacity = async (tx: Tx, { capacity }: ReferenceData): Promise<number> => {
  const there = await existing(tx, 'published_capacity', 'period');
  return insertRows(
    tx,
    'published_capacity',
    capacity
      .filter(({ period }) => !there.has(period))
      .map((row) => ({
        period: row.period,
        beds: bedsText(row),
        facilities: row.facilities,
        measure: row.measure,
        note: row.note,
        source: row.source,
      })),
  );
};
