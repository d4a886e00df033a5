import { stringify } from 'csv-stringify/sync';

import { defuse } from './spreadsheet-text.js';

/**
 * Rows as a CSV file that spreadsheets open as it is meant: UTF-8 with its mark, commas, CRLF, and no formula in a cell. Remarks
 * are lines of our own words above them, each begun with # and never quoted, which is how programs know to pass them over.
 */
export const writeCsv = (rows: readonly (readonly string[])[], remarks: readonly string[] = []): string =>
  `\uFEFF${remarks.map((remark) => `# ${remark}\r\n`).join('')}${stringify(
    rows.map((cells) => cells.map(defuse)),
    { record_delimiter: '\r\n' },
  )}`;
