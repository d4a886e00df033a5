import type { AppendAudit } from '../kernel/audit.js';
import type { IdSource } from '../kernel/ids.js';
import { done } from '../kernel/outcome.js';
import type { CommandContext, Tx, UnitOfWork } from '../kernel/unit-of-work.js';
import { execute, placeholders, select, type SqlValue } from '../platform/db/sql.js';
import {
  readReferenceData,
  type ExpansionRow,
  type Facility,
  type FacilityRow,
  type PartnershipRow,
  type PublishedCapacityRow,
  type ReferenceData,
} from './reference-data-files.js';

export interface LoadReferenceDataDeps {
  readonly uow: UnitOfWork;
  readonly context: CommandContext;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  /** Folder of the five CSV files. */
  readonly folder: string;
}

/** How many rows of each kind were new. All nought when everything was there. */
export type LoadedReferenceData = {
  readonly partnerships: number;
  readonly providers: number;
  readonly projects: number;
  readonly bedUnits: number;
  readonly publishedFigures: number;
  readonly publishedCapacity: number;
  readonly expansionProjects: number;
};

const insertRows = async (
  tx: Tx,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly SqlValue[])[],
): Promise<number> => {
  if (rows.length === 0) return 0;
  await execute(
    tx,
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${placeholders(rows.length, columns.length)}`,
    rows.flat(),
  );
  return rows.length;
};

const existing = async (tx: Tx, table: string, key: string): Promise<ReadonlySet<string>> => {
  const rows = await select<{ key_value: string | number }>(tx, `SELECT ${key} AS key_value FROM ${table}`);
  return new Set(rows.map(({ key_value }) => String(key_value)));
};

const sentences = (parts: readonly (string | null)[]): string | null => {
  const said = parts.filter((part) => part !== null && part !== '');
  return said.length === 0 ? null : `${said.join('. ')}.`;
};

const words = (value: string): string => value.replace(/_/g, ' ');
const about = (topic: string, rule: string, note: string | null): string | null =>
  rule === 'not_found' && note === null
    ? null
    : `${topic}: ${[rule === 'not_found' ? null : words(rule), note].filter((part) => part !== null).join('; ')}`;

/** A datum with its mark, unless a source printed it: `20 (derived)`, `(not found)`. */
const marked = (value: string, mark: string): string =>
  mark === 'published' ? value : `${value} (${words(mark)})`.trim();

const descriptionOf = (row: FacilityRow): string | null =>
  sentences([
    `Takes: ${words(row.sexes)}`,
    row.min_age === null ? null : `From age ${row.min_age}`,
    about('Children', row.children_rule, row.children_note),
    about('Detox', row.detox_offered, row.detox_note),
    about('Medication', row.mat_rule, row.mat_note),
    row.accessibility_note,
    row.typical_weeks_note === null ? null : `Length: ${row.typical_weeks_note}`,
    row.opened_note,
    row.beds_note === null ? null : `Beds: ${row.beds_note}`,
    row.generation_note === '' ? null : `Bed units: ${row.generation_note}`,
    row.note,
  ]);

/** What was verified, then every datum that no source printed as it stands here. */
const verificationOf = (row: FacilityRow): string => {
  const doubtful = (
    [
      ['provider', row.provider_mark],
      ['sector', row.sector_mark],
      ['sexes', row.sexes_mark],
      ['beds', row.beds_mark],
      ['opening', row.opened_mark],
      ['unit', row.unit_mark ?? 'published'],
      ['weeks', row.typical_weeks_mark],
    ] as const
  )
    .filter(([, mark]) => mark !== 'published')
    .map(([name, mark]) => `${name} ${words(mark)}`);
  return doubtful.length === 0 ? row.verification : `${row.verification} (${doubtful.join(', ')})`;
};

const loadPartnerships = async (
  tx: Tx,
  newId: IdSource,
  rows: readonly PartnershipRow[],
): Promise<number> => {
  const there = await existing(tx, 'partnership', 'name');
  return insertRows(
    tx,
    'partnership',
    ['id', 'name', 'health_board', 'health_board_code', 'note'],
    rows
      .filter(({ name }) => !there.has(name))
      .map((row) => [
        newId(),
        row.name,
        row.health_board,
        row.health_board_code,
        sentences([row.note, row.mark === 'published' ? null : `Health board and code: ${words(row.mark)}`]),
      ]),
  );
};

const loadProviders = async (
  tx: Tx,
  newId: IdSource,
  facilities: readonly Facility[],
): Promise<{ readonly added: number; readonly idOf: ReadonlyMap<string, string> }> => {
  const there = await existing(tx, 'provider', 'name');
  const providers = new Map(facilities.map(({ row }) => [row.provider, marked(row.sector, row.sector_mark)]));
  const added = await insertRows(
    tx,
    'provider',
    ['id', 'name', 'sector'],
    [...providers].filter(([name]) => !there.has(name)).map(([name, sector]) => [newId(), name, sector]),
  );
  const rows = await select<{ id: string; name: string }>(tx, 'SELECT id, name FROM provider');
  return { added, idOf: new Map(rows.map(({ id, name }) => [name, id])) };
};

const loadFacility = async (
  tx: Tx,
  { newId, audit }: Pick<LoadReferenceDataDeps, 'newId' | 'audit'>,
  { row, opensOn, units }: Facility,
  providerId: string,
): Promise<void> => {
  const projectId = newId();
  await insertRows(
    tx,
    'project',
    [
      'id',
      'provider_id',
      'name',
      'locality',
      'health_board',
      'description',
      'typical_weeks',
      'source',
      'verification',
      'version',
    ],
    [
      [
        projectId,
        providerId,
        row.name,
        row.locality,
        row.health_board,
        descriptionOf(row),
        row.typical_weeks,
        row.source,
        verificationOf(row),
        1,
      ],
    ],
  );
  await insertRows(
    tx,
    'rehab_standing',
    ['project_id', 'from_on', 'to_on', 'counts_as_residential_rehab', 'reason'],
    [
      [
        projectId,
        opensOn,
        null,
        row.counts_as_residential_rehab === 'yes',
        row.counts_as_residential_rehab === 'uncertain'
          ? `Uncertain: ${row.counts_reason}`
          : row.counts_reason,
      ],
    ],
  );
  await audit(tx, {
    action: 'capacity.project-loaded',
    subjectKind: 'project',
    subjectId: projectId,
    version: 1,
    after: { name: row.name, provider: row.provider, beds: units.length, bedsMark: row.beds_mark },
  });
  const beds = units.map((unit) => ({ bedId: newId(), unit }));
  await insertRows(
    tx,
    'bed_unit',
    [
      'id',
      'project_id',
      'room_id',
      'label',
      'bed_type',
      'unit_type',
      'sex_designation',
      'max_adults',
      'max_children',
      'oldest_child_years',
      'is_step_free',
      'has_wet_room',
      'opens_on',
      'closes_on',
      'origin',
      'version',
    ],
    beds.map(({ bedId, unit }) => [
      bedId,
      projectId,
      null,
      unit.label,
      unit.bedType,
      unit.unitType,
      unit.sexDesignation,
      unit.maxAdults,
      unit.maxChildren,
      unit.oldestChildYears,
      unit.isStepFree,
      unit.hasWetRoom,
      unit.opensOn,
      null,
      'generated',
      1,
    ]),
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

const loadFigures = async (tx: Tx, { figures }: ReferenceData): Promise<number> => {
  const there = await existing(tx, 'published_figure', 'id');
  return insertRows(
    tx,
    'published_figure',
    [
      'id',
      'measure',
      'period_label',
      'period_start',
      'period_end',
      'geography_type',
      'geography',
      'route',
      'breakdown',
      'category',
      'figure',
      'cost_pounds',
      'cost_known_for',
      'status',
      'vintage',
      'note',
      'source',
    ],
    figures
      .filter(({ id }) => !there.has(String(id)))
      .map((row) => [
        row.id,
        row.measure,
        row.period_label,
        row.period_start,
        row.period_end,
        row.geography_type,
        row.geography,
        row.route,
        row.breakdown,
        row.category,
        row.figure,
        row.cost_pounds,
        row.cost_known_for,
        row.status,
        row.vintage,
        row.note,
        row.source,
      ]),
  );
};

const bedsText = ({ beds, status }: PublishedCapacityRow): string => {
  if (beds === '') return 'not published';
  return status === 'published' ? beds : `${beds} (${status})`;
};

const loadCapacity = async (tx: Tx, { capacity }: ReferenceData): Promise<number> => {
  const there = await existing(tx, 'published_capacity', 'period');
  return insertRows(
    tx,
    'published_capacity',
    ['period', 'beds', 'facilities', 'measure', 'note', 'source'],
    capacity
      .filter(({ period }) => !there.has(period))
      .map((row) => [row.period, bedsText(row), row.facilities, row.measure, row.note, row.source]),
  );
};

const bedsAddedText = ({ beds_added, beds_added_mark, beds_note }: ExpansionRow): string =>
  [marked(beds_added, beds_added_mark), beds_note].filter((part) => part !== null).join(': ');

const loadExpansion = async (tx: Tx, { expansion }: ReferenceData): Promise<number> => {
  const there = await existing(tx, 'expansion_project', 'id');
  return insertRows(
    tx,
    'expansion_project',
    [
      'id',
      'name',
      'provider',
      'kind',
      'health_board',
      'beds_before',
      'beds_after',
      'beds_added',
      'other_capacity',
      'funding',
      'announced',
      'opened',
      'status',
      'client_group',
      'source',
    ],
    expansion
      .filter(({ number }) => !there.has(String(number)))
      .map((row) => [
        row.number,
        row.name,
        row.provider,
        row.kind,
        row.health_board,
        marked(row.beds_before, row.beds_before_mark),
        marked(row.beds_after, row.beds_after_mark),
        bedsAddedText(row),
        row.other_capacity,
        [marked(row.funding, row.funding_mark), row.funding_note].filter((part) => part !== null).join(': '),
        row.announced,
        marked(row.opened, row.opened_mark),
        row.status,
        row.client_group,
        row.source,
      ]),
  );
};

/**
 * Brings the reference data into the database, in one unit of work: partnerships, providers, projects with their
 * standing and generated bed units, and what others have published. Rows are known by their names or numbers;
 * what is there already is left as it is, so a second run changes nothing. Run it from one process.
 *
 * @throws Error when the files hold a fault; all of them are listed and nothing is loaded.
 */
export const loadReferenceData = async ({
  uow,
  context,
  newId,
  audit,
  folder,
}: LoadReferenceDataDeps): Promise<LoadedReferenceData> => {
  const reference = await readReferenceData(folder);
  const outcome = await uow.run<LoadedReferenceData, never>(context, async (tx) => {
    const partnerships = await loadPartnerships(tx, newId, reference.partnerships);
    const providers = await loadProviders(tx, newId, reference.facilities);
    const there = await existing(tx, 'project', 'name');
    const missing = reference.facilities.filter(({ row }) => !there.has(row.name));
    for (const facility of missing) {
      const providerId = providers.idOf.get(facility.row.provider);
      if (providerId === undefined) throw new Error(`No provider is called ${facility.row.provider}`);
      await loadFacility(tx, { newId, audit }, facility, providerId);
    }
    return done({
      partnerships,
      providers: providers.added,
      projects: missing.length,
      bedUnits: missing.reduce((sum, { units }) => sum + units.length, 0),
      publishedFigures: await loadFigures(tx, reference),
      publishedCapacity: await loadCapacity(tx, reference),
      expansionProjects: await loadExpansion(tx, reference),
    });
  });
  if (!outcome.ok) throw new Error(`The reference data was refused: ${outcome.refusal.code}`);
  return outcome.value;
};
