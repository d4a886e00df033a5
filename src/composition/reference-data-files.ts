import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { parse } from 'csv-parse/sync';
import { z } from 'zod';

import { parseIsoDate, type IsoDate } from '../kernel/iso-date.js';
import {
  facilitySexes,
  generateBedUnits,
  type FacilityCapacity,
  type GeneratedUnit,
} from '../modules/capacity/domain/generate-bed-units.js';
import { bedTypes } from '../modules/capacity/domain/unit.js';
import { parseSaidDate, type SaidDate } from '../modules/expansion/domain/said-date.js';
import { milestones, stages } from '../modules/expansion/domain/statement.js';

/**
 * Facilities whose opening is not known are taken to have been open since this day, the first of the financial
 * year before the first published figures of the programme.
 */
const openedBeforeRecords = '2020-04-01';

/** How far a datum can be trusted: printed in a source, worked out by us, not verified, or a working assumption. */
const marks = ['published', 'derived', 'unverified', 'assumed', 'planned', 'not_found'] as const;

const text = z.string().trim();
const required = text.min(1);
const optionalText = text.transform((value) => (value === '' ? null : value));
const whole = required.regex(/^\d+$/, 'a whole number').transform(Number);
const optionalWhole = text
  .regex(/^\d*$/, 'a whole number or nothing')
  .transform((value) => (value === '' ? null : Number(value)));
const optionalDate = text.transform((value, context): IsoDate | null => {
  if (value === '') return null;
  const date = parseIsoDate(value);
  if (date === null) context.addIssue({ code: 'custom', message: 'a date YYYY-MM-DD or nothing' });
  return date;
});
/** The day on which a source was read. */
const readOn = required.transform((value, context): IsoDate => {
  const date = parseIsoDate(value);
  if (date !== null) return date;
  context.addIssue({ code: 'custom', message: 'a date YYYY-MM-DD' });
  return z.NEVER;
});
const mark = z.enum(marks);
const optionalMark = z.enum([...marks, '']).transform((value) => (value === '' ? null : value));
const known = z
  .enum(['yes', 'no', 'unknown'])
  .transform((value) => (value === 'unknown' ? null : value === 'yes'));

const partnershipRow = z.strictObject({
  name: required.max(120),
  health_board: required.max(80),
  health_board_code: required.max(12),
  mark,
  note: optionalText,
  source: required,
});

const facilityRow = z.strictObject({
  name: required.max(200),
  provider: required.max(200),
  provider_mark: mark,
  sector: z.enum(['third_sector', 'private', 'statutory']),
  sector_mark: mark,
  locality: required.max(200),
  health_board: required.max(80),
  sexes: z.enum(facilitySexes),
  sexes_mark: mark,
  split_male: optionalWhole,
  split_female: optionalWhole,
  min_age: optionalWhole,
  bed_type: z.enum(bedTypes),
  beds: optionalWhole,
  beds_mark: mark,
  beds_note: optionalText,
  opened_on: optionalDate,
  opened_mark: mark,
  opened_note: optionalText,
  extra_beds: optionalWhole,
  extra_beds_on: optionalDate,
  unit_type: z.enum(['single', 'family_unit', '']),
  unit_max_adults: optionalWhole,
  unit_max_children: optionalWhole,
  unit_oldest_child_years: optionalWhole,
  unit_mark: optionalMark,
  generation_note: required,
  counts_as_residential_rehab: z.enum(['yes', 'no', 'uncertain']),
  counts_reason: required.max(500),
  typical_weeks: whole,
  typical_weeks_mark: mark,
  typical_weeks_note: optionalText,
  children_rule: z.enum(['accepted', 'not_accepted', 'not_found']),
  children_note: optionalText,
  detox_offered: z.enum(['yes', 'no', 'case_by_case', 'not_found']),
  detox_note: optionalText,
  mat_rule: z.enum(['accepted', 'not_accepted', 'reduces_on_programme', 'not_found']),
  mat_note: optionalText,
  step_free: known,
  wet_room: known,
  accessibility_note: optionalText,
  note: optionalText,
  source: required.max(500),
  verification: required.max(200),
  retrieved_on: readOn,
});

const figureStatuses = ['published', 'revised', 'withdrawn', 'derived', 'unverified'] as const;

const figureRow = z.strictObject({
  id: whole,
  measure: required.max(60),
  period_label: required.max(40),
  period_start: optionalDate,
  period_end: optionalDate,
  geography_type: z.enum(['scotland', 'partnership']),
  geography: required.max(80),
  route: required.max(60),
  breakdown: optionalText,
  category: optionalText,
  figure: whole,
  cost_pounds: optionalWhole,
  cost_known_for: optionalWhole,
  status: z.enum(figureStatuses),
  mark: z.enum(['derived', 'unverified', '']),
  vintage: required.max(60),
  released_on: optionalDate,
  note: optionalText,
  source: required.max(500),
});

const capacityRow = z.strictObject({
  period: required.max(40),
  beds: text.max(25),
  facilities: optionalText,
  status: z.enum(['published', 'derived', 'target']),
  measure: required.max(120),
  note: optionalText,
  source: required.max(300),
});

const expansionRow = z.strictObject({
  number: whole,
  name: required.max(200),
  provider: required.max(200),
  kind: z.enum(['new', 'expansion']),
  health_board: required.max(80),
  beds_before: text,
  beds_before_mark: mark,
  beds_after: text,
  beds_after_mark: mark,
  beds_added: text,
  beds_added_mark: mark,
  beds_note: optionalText,
  other_capacity: optionalText,
  funding: required,
  funding_mark: mark,
  funding_note: optionalText,
  funding_least_pounds: optionalWhole,
  funding_most_pounds: optionalWhole,
  funding_shared_as: optionalText,
  announced: optionalText,
  opened: required,
  opened_mark: mark,
  status: required.max(80),
  client_group: required.max(120),
  source: required.max(500),
  retrieved_on: readOn,
});

const saidDate = text.transform((value, context): SaidDate | null => {
  if (value === '') return null;
  const date = parseSaidDate(value);
  if (date === null)
    context.addIssue({ code: 'custom', message: 'a day, month, quarter or year, or nothing' });
  return date;
});

const statementShared = {
  number: whole,
  dated: saidDate,
  said_on: optionalDate,
  mark: z.enum(['published', 'derived', 'unverified']),
  note: optionalText,
  source: required.max(500),
};
/** Of beds at a step, or of a step of the work, which always has a date. */
const expansionStatementRow = z.union([
  z.strictObject({
    ...statementShared,
    about: z.enum(stages),
    beds: optionalWhole,
    kind: z.literal('').transform(() => null),
  }),
  z.strictObject({
    ...statementShared,
    about: z.enum(milestones),
    beds: z.literal('').transform(() => null),
    dated: saidDate.refine((date): date is SaidDate => date !== null, 'a date'),
    kind: z.enum(['planned', 'happened']),
  }),
]);

/** A row of partnerships.csv. */
export type PartnershipRow = z.output<typeof partnershipRow>;
/** A row of facilities.csv. */
export type FacilityRow = z.output<typeof facilityRow>;
/** A row of published-figures.csv. */
export type PublishedFigureRow = z.output<typeof figureRow>;
/** A row of published-capacity.csv. */
export type PublishedCapacityRow = z.output<typeof capacityRow>;
/** A row of expansion-projects.csv. */
export type ExpansionRow = z.output<typeof expansionRow>;
/** A row of expansion-statements.csv. */
export type ExpansionStatementRow = z.output<typeof expansionStatementRow>;

/** A facility with the bed units its source's number gives. */
export interface Facility {
  readonly row: FacilityRow;
  readonly opensOn: IsoDate;
  readonly units: readonly GeneratedUnit[];
}

/** The six files, checked. */
export interface ReferenceData {
  readonly partnerships: readonly PartnershipRow[];
  readonly facilities: readonly Facility[];
  readonly figures: readonly PublishedFigureRow[];
  readonly capacity: readonly PublishedCapacityRow[];
  readonly expansion: readonly ExpansionRow[];
  readonly statements: readonly ExpansionStatementRow[];
}

interface Table<Row> {
  readonly rows: readonly Row[];
  readonly faults: readonly string[];
}

const readTable = async <Row>(folder: string, file: string, schema: z.ZodType<Row>): Promise<Table<Row>> => {
  const records: unknown[] = parse(await readFile(join(folder, file), 'utf8'), {
    bom: true,
    columns: true,
    skip_empty_lines: true,
  });
  const rows: Row[] = [];
  const faults: string[] = [];
  records.forEach((record, index) => {
    const read = schema.safeParse(record);
    if (read.success) rows.push(read.data);
    else {
      faults.push(
        ...read.error.issues.map(
          ({ path, message }) => `${file} row ${index + 2}, ${path.join('.')}: ${message}`,
        ),
      );
    }
  });
  return { rows, faults };
};

const capacityOf = (row: FacilityRow, opensOn: IsoDate): FacilityCapacity => ({
  beds: row.beds,
  bedType: row.bed_type,
  sexes: row.sexes,
  split:
    row.split_male === null || row.split_female === null
      ? null
      : { male: row.split_male, female: row.split_female },
  unit:
    row.unit_type === '' || row.unit_max_adults === null || row.unit_max_children === null
      ? null
      : {
          unitType: row.unit_type,
          maxAdults: row.unit_max_adults,
          maxChildren: row.unit_max_children,
          oldestChildYears: row.unit_oldest_child_years,
        },
  isStepFree: row.step_free,
  hasWetRoom: row.wet_room,
  opensOn,
  later:
    row.extra_beds === null || row.extra_beds_on === null
      ? null
      : { beds: row.extra_beds, opensOn: row.extra_beds_on },
});

const facilityOf = (row: FacilityRow): { facility: Facility } | { fault: string } => {
  const opensOn = row.opened_on ?? parseIsoDate(openedBeforeRecords);
  if (opensOn === null) throw new Error(`${openedBeforeRecords} is not a date`);
  try {
    return { facility: { row, opensOn, units: generateBedUnits(capacityOf(row, opensOn)) } };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { fault: `facilities.csv, ${row.name}: ${error.message}` };
  }
};

const crossFaults = (
  facilities: readonly FacilityRow[],
  partnerships: readonly PartnershipRow[],
): string[] => {
  const boards = new Set(partnerships.map(({ health_board }) => health_board));
  return facilities.flatMap(
    ({ name, health_board, beds, beds_mark, bed_type, counts_as_residential_rehab }) => [
      ...(boards.has(health_board) ? [] : [`facilities.csv, ${name}: no partnership is in ${health_board}`]),
      ...((beds === null) === (beds_mark === 'not_found')
        ? []
        : [`facilities.csv, ${name}: beds and beds_mark disagree`]),
      ...(bed_type !== 'rehab' && counts_as_residential_rehab === 'yes'
        ? [`facilities.csv, ${name}: only rehab beds count as residential rehabilitation`]
        : []),
    ],
  );
};

/**
 * Reads the six files of reference data and checks each cell and what must agree between them.
 *
 * @throws Error that lists every fault at once.
 */
export const readReferenceData = async (folder: string): Promise<ReferenceData> => {
  const [partnerships, facilities, figures, capacity, expansion, statements] = await Promise.all([
    readTable(folder, 'partnerships.csv', partnershipRow),
    readTable(folder, 'facilities.csv', facilityRow),
    readTable(folder, 'published-figures.csv', figureRow),
    readTable(folder, 'published-capacity.csv', capacityRow),
    readTable(folder, 'expansion-projects.csv', expansionRow),
    readTable(folder, 'expansion-statements.csv', expansionStatementRow),
  ]);
  const generated = facilities.rows.map(facilityOf);
  const faults = [
    ...[partnerships, facilities, figures, capacity, expansion, statements].flatMap((table) => table.faults),
    ...crossFaults(facilities.rows, partnerships.rows),
    ...generated.flatMap((each) => ('fault' in each ? [each.fault] : [])),
  ];
  if (faults.length > 0)
    throw new Error(`The reference data in ${folder} cannot be used:\n${faults.join('\n')}`);
  return {
    partnerships: partnerships.rows,
    facilities: generated.flatMap((each) => ('facility' in each ? [each.facility] : [])),
    figures: figures.rows,
    capacity: capacity.rows,
    expansion: expansion.rows,
    statements: statements.rows,
  };
};
