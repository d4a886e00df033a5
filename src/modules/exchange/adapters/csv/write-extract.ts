import { writeCsv } from '../../../../platform/csv/write-csv.js';
import type { Extract, ExtractDefinition } from '../../application/take-extract.js';
import { extractColumns } from '../../domain/extract.js';

/** An extract as a CSV file: what it is and is not, then a heading and a row for each placement. */
export const writeExtract = (
  { version, notice }: ExtractDefinition,
  { month, takenAt, rows }: Extract,
): string =>
  writeCsv(
    [[...extractColumns], ...rows.map((row) => extractColumns.map((column) => row[column]))],
    [
      'Monthly extract of placements',
      notice,
      `Month: ${month.name}`,
      `Taken at: ${takenAt.toISOString()}`,
      `Placements: ${rows.length}`,
      `Mapping: version ${version}, explained at /extracts/mapping`,
      'Arrivals and leavings after the month are left out; planned ends and prices are as of when this was taken; corrections made since are in.',
      'Keys are of this extract alone.',
      'Rows of people, though without names: keep, send and delete as records of health.',
    ],
  );
