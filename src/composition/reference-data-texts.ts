import type {
  ExpansionRow,
  FacilityRow,
  PartnershipRow,
  PublishedCapacityRow,
} from './reference-data-files.js';

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
export const marked = (value: string, mark: string): string =>
  mark === 'published' ? value : `${value} (${words(mark)})`.trim();

/** What is known of a facility, as sentences; null where nothing is. */
export const descriptionOf = (row: FacilityRow): string | null =>
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
export const verificationOf = (row: FacilityRow): string => {
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

/** Why a facility counts or not; that it is uncertain stands first. */
export const standingReasonOf = (row: FacilityRow): string =>
  row.counts_as_residential_rehab === 'uncertain' ? `Uncertain: ${row.counts_reason}` : row.counts_reason;

/** A partnership's note, with what of it no source prints. */
export const partnershipNoteOf = (row: PartnershipRow): string | null =>
  sentences([row.note, row.mark === 'published' ? null : `Health board and code: ${words(row.mark)}`]);

/** A country-wide count of beds with its status, unless it was published. */
export const bedsText = ({ beds, status }: PublishedCapacityRow): string => {
  if (beds === '') return 'not published';
  return status === 'published' ? beds : `${beds} (${status})`;
};

/** The beds an expansion adds, with their mark and what is to be said of them. */
export const bedsAddedText = ({ beds_added, beds_added_mark, beds_note }: ExpansionRow): string =>
  [marked(beds_added, beds_added_mark), beds_note].filter((part) => part !== null).join(': ');

/** The money of an expansion, with its mark and what is to be said of it. */
export const fundingText = ({ funding, funding_mark, funding_note }: ExpansionRow): string =>
  [marked(funding, funding_mark), funding_note].filter((part) => part !== null).join(': ');
