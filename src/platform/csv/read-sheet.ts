import { CsvError, parse } from 'csv-parse/sync';

import { done, refuse, type Outcome } from '../../kernel/outcome.js';
import { undefuse } from './spreadsheet-text.js';

/** How large a sheet may be. Bytes as sent; two bytes a sign where a spreadsheet wrote UTF-16. */
export interface SheetLimits {
  readonly maxBytes: number;
  /** Rows beneath the headings. */
  readonly maxRows: number;
}

/** What a sheet is read as. */
export interface SheetForm<Column extends string> {
  /** In the order in which a sheet is written; it is read in any. */
  readonly columns: readonly Column[];
  readonly headings: Readonly<Record<Column, string>>;
  /** Columns that may be missing: their cells are then empty. */
  readonly optional?: readonly Column[];
  /** What each row is: `bed`. */
  readonly rowIs: string;
  /** How many errors are told, beside the count of all. */
  readonly mostErrorsTold: number;
}

/** What is wrong with one cell, and what would be taken instead. `column` is the heading; empty for the whole file. */
export type SheetFault = {
  readonly row: number;
  readonly column: string;
  readonly problem: string;
  readonly accepted: string;
};

/** One line of a sheet. `row` is the number a spreadsheet shows beside it; the headings are row 1. */
export interface CsvRow<Column extends string> {
  readonly row: number;
  readonly cells: Readonly<Record<Column, string>>;
}

/** Why a file gives no rows: it is too large, or says where it is no sheet. */
export type SheetUnreadable =
  | { readonly code: 'sheet-too-large'; readonly maxBytes: number; readonly maxRows: number }
  | {
      readonly code: 'sheet-has-errors';
      readonly errorCount: number;
      readonly errors: readonly SheetFault[];
    };

const hasErrors = (errors: readonly SheetFault[], mostTold: number, errorCount = errors.length) =>
  refuse({ code: 'sheet-has-errors' as const, errorCount, errors: errors.slice(0, mostTold) });

const wholeFile = (row: number, problem: string, accepted: string) =>
  hasErrors([{ row, column: '', problem, accepted }], 1);

const encodingOf = ([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | 'utf-8' => {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
};

/** A letter that could not be read stands as this one. */
const damaged = '\ufffd';

/** The text of a file as spreadsheets save it. A sheet in which a letter could not be read is refused by {@link readSheet}. */
export const sheetText = (bytes: Uint8Array): string => new TextDecoder(encodingOf(bytes)).decode(bytes);

const headingKey = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z]/g, '');

const columnsByHeading = <Column extends string>({ columns, headings }: SheetForm<Column>) =>
  new Map(columns.map((column) => [headingKey(headings[column]), column]));

/** Cells of a line that are looked at; sheets have fewer than twenty columns. Whatever is beyond them is one stray cell more. */
const mostCells = 60;
/** Longest line that is read, in bytes: every cell of a sheet as long as it may be, several times over. */
const longestLine = 40_000;

const records = (text: string, delimiter: string, atMost: number): string[][] =>
  parse(text, {
    max_record_size: longestLine,
    // A line of commas alone would otherwise be half a million cells.
    on_record: (cells: string[]) =>
      cells.length > mostCells
        ? [...cells.slice(0, mostCells), cells.slice(mostCells).find((cell) => cell !== '') ?? '']
        : cells,
    delimiter,
    to: atMost,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
  });

/** The separator under which most of the headings are known: spreadsheets use comma, semicolon or tab. */
const separatorOf = (text: string, known: ReadonlyMap<string, string>): string => {
  const knownHeadings = (delimiter: string): number =>
    (records(text.slice(0, 5_000).split('\n', 1)[0] ?? '', delimiter, 1)[0] ?? []).filter((heading) =>
      known.has(headingKey(heading)),
    ).length;
  return [',', ';', '\t'].reduce((best, next) => (knownHeadings(next) > knownHeadings(best) ? next : best));
};

const clean = (cell: string | undefined): string => undefuse((cell ?? '').normalize('NFC').trim()).trim();

const headingFaults = <Column extends string>(
  form: SheetForm<Column>,
  known: ReadonlyMap<string, Column>,
  headings: readonly string[],
): readonly SheetFault[] => {
  const found = new Set<Column>();
  const faults: SheetFault[] = [];
  for (const heading of headings) {
    const column = known.get(headingKey(heading));
    if (column === undefined) {
      if (heading === '') continue;
      const accepted = `one of: ${form.columns.map((each) => form.headings[each]).join(', ')}`;
      faults.push({ row: 1, column: heading.slice(0, 80), problem: 'There is no such column', accepted });
    } else if (found.has(column)) {
      faults.push({
        row: 1,
        column: heading,
        problem: 'The column is there twice',
        accepted: 'each column once',
      });
    } else {
      found.add(column);
    }
  }
  for (const column of form.columns.filter(
    (each) => !found.has(each) && form.optional?.includes(each) !== true,
  )) {
    faults.push({
      row: 1,
      column: form.headings[column],
      problem: 'The column is missing',
      accepted: 'every column; its cells may be empty where nothing is known',
    });
  }
  return faults;
};

const cellsOf = <Column extends string>(
  form: SheetForm<Column>,
  at: ReadonlyMap<Column, number>,
  record: readonly string[],
): Readonly<Record<Column, string>> =>
  // One cell of each column, made from the list of all columns.
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions
  Object.fromEntries(form.columns.map((column) => [column, clean(record[at.get(column) ?? -1])])) as Record<
    Column,
    string
  >;

/**
 * Reads a CSV file as a spreadsheet saves it: with or without byte order mark, any line ends, commas, semicolons
 * or tabs, quoted cells, headings in any order and spelling of capitals, empty lines. Rows keep the numbers the
 * spreadsheet shows. Refuses what cannot be read without guessing: another encoding, an unknown or missing
 * column, a cell beyond the last heading, a file beyond the limits. Of many errors the first are told.
 */
export const readSheet = <Column extends string>(
  bytes: Uint8Array,
  form: SheetForm<Column>,
  limits: SheetLimits,
): Outcome<readonly CsvRow<Column>[], SheetUnreadable> => {
  const { mostErrorsTold } = form;
  const known = columnsByHeading(form);
  const tooLarge = refuse({ code: 'sheet-too-large' as const, ...limits });
  if (bytes.byteLength > limits.maxBytes) return tooLarge;
  const decoded = sheetText(bytes);
  if (decoded.includes(damaged)) {
    return wholeFile(1, 'The letters of the file cannot be read', 'a file saved as “CSV UTF-8”');
  }
  // A first line `sep=;` is Excel's own note; it shows the headings as row 1.
  const text = decoded.replace(/\r\n?/g, '\n').replace(/^sep=.\n/, '');
  try {
    const [head, ...body] = records(text, separatorOf(text, known), limits.maxRows + 2);
    if (head === undefined)
      return wholeFile(1, 'The file is empty', 'a sheet with headings in its first row');
    if (body.length > limits.maxRows) return tooLarge;
    const headings = head.map((heading) => clean(heading));
    const faults = headingFaults(form, known, headings);
    if (faults.length > 0) return hasErrors(faults, mostErrorsTold);

    const columns = new Map<Column, number>();
    headings.forEach((heading, index) => {
      const column = known.get(headingKey(heading));
      if (column !== undefined) columns.set(column, index);
    });
    const rows: CsvRow<Column>[] = [];
    const strays: SheetFault[] = [];
    let strayCount = 0;
    body.forEach((record, index) => {
      const row = index + 2;
      if (record.every((cell) => clean(cell) === '')) return;
      record.forEach((cell, at) => {
        if ((headings[at] ?? '') !== '' || clean(cell) === '') return;
        strayCount += 1;
        if (strayCount > mostErrorsTold) return;
        strays.push({
          row,
          column: `column ${at + 1}`,
          problem:
            'The cell stands under no heading; maybe a text with a separator in it is not in quotation marks',
          accepted: 'nothing',
        });
      });
      rows.push({ row, cells: cellsOf(form, columns, record) });
    });
    if (strayCount > 0) return hasErrors(strays, mostErrorsTold, strayCount);
    if (rows.length === 0)
      return wholeFile(2, 'There is no row beneath the headings', `one row for each ${form.rowIs}`);
    return done(rows);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code === 'CSV_MAX_RECORD_SIZE') {
      return wholeFile(
        typeof error['lines'] === 'number' ? error['lines'] : 1,
        'The line is longer than a line of a sheet can be; maybe a quotation mark is not closed',
        `a file saved as “CSV UTF-8”, with one line for each ${form.rowIs}`,
      );
    }
    return wholeFile(
      typeof error['lines'] === 'number' ? error['lines'] : 1,
      'The file is not a sheet that can be read; maybe a quotation mark is not closed',
      'a file saved as “CSV UTF-8”',
    );
  }
};
