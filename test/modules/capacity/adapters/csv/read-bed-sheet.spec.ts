import { expect } from 'chai';

import { readBedSheet } from '../../../../../src/modules/capacity/adapters/csv/read-bed-sheet.js';
import {
  bedSheetColumns,
  bedSheetHeadings,
  parseBedSheet,
} from '../../../../../src/modules/capacity/domain/bed-sheet.js';
import type { SheetLimits } from '../../../../../src/platform/csv/read-sheet.js';
import { boards } from '../../bed-sheets.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const head = bedSheetColumns.map((column) => bedSheetHeadings[column]).join(',');
const line = (bed: string): string =>
  `Taigh na Mara,Steòrnabhagh,NHS Western Isles,26,1,${bed},,rehab,single,any,1,0,,yes,no,01/04/2026,`;

const rowsIn = (text: string | Uint8Array, limits?: SheetLimits) => {
  const read = readBedSheet(typeof text === 'string' ? bytes(text) : text, limits);
  if (!read.ok) throw new Error(JSON.stringify(read.refusal));
  return read.value;
};
const faultsIn = (text: string | Uint8Array) => {
  const read = readBedSheet(typeof text === 'string' ? bytes(text) : text);
  if (read.ok || read.refusal.code !== 'sheet-has-errors') throw new Error(JSON.stringify(read));
  return read.refusal.errors;
};

describe('reading a CSV file from a spreadsheet', () => {
  it('reads a file with byte order mark, CRLF, quoted commas and quotation marks, Gaelic and emoji', () => {
    const rows = rowsIn(
      `\ufeff${head}\r\n${line('"Seòmar ""A’ Mhòr"", 1 🌿"')}\r\n${line(' Leabaidh 2 ')}\r\n\r\n${line('3')}\r\n`,
    );
    expect(rows.map(({ row, cells }) => [row, cells.bed])).to.deep.equal([
      [2, 'Seòmar "A’ Mhòr", 1 🌿'],
      [3, 'Leabaidh 2'],
      [5, '3'],
    ]);
    expect(rows[0]?.cells.locality).to.equal('Steòrnabhagh');
    expect(parseBedSheet(rows, boards).errors).to.deep.equal([]);
  });

  it('reads semicolons and tabs as separators, and Excel’s own note of them', () => {
    for (const separator of [';', '\t']) {
      const text = `${head}\n${line('1')}\n`.replaceAll(',', separator);
      expect(rowsIn(text)[0]?.cells).to.deep.equal(rowsIn(`${head}\n${line('1')}\n`)[0]?.cells);
    }
    const [noted] = rowsIn(`sep=;\r\n${head}\r\n${line('1')}\r\n`.replaceAll(',', ';'));
    expect([noted?.row, noted?.cells.bed]).to.deep.equal([2, '1']);
  });

  it('reads headings in any order and spelling of capitals', () => {
    const turned = (text: string): string => text.split(',').reverse().join(',');
    const [row] = rowsIn(
      `${turned(head).toUpperCase().replace('STEP-FREE', ' step free ')}\n${turned(line('1'))}`,
    );
    expect(row?.cells).to.deep.equal(rowsIn(`${head}\n${line('1')}`)[0]?.cells);
  });

  it('reads old and mixed line ends and UTF-16', () => {
    expect(rowsIn(`${head}\r${line('1')}\n${line('2')}\r\n`)).to.have.length(2);
    const utf16 = Buffer.from(`\ufeff${head}\n${line('Seòmar 🌿')}`, 'utf16le');
    expect(rowsIn(utf16)[0]?.cells.bed).to.equal('Seòmar 🌿');
  });

  it('makes accents typed as two characters one', () => {
    expect(rowsIn(`${head}\n${line('Seo\u0300mar')}`)[0]?.cells.bed).to.equal('Seòmar');
  });

  it('passes over rows in which only separators stand', () => {
    expect(
      rowsIn(`${head}\n,,,,,,,,,,,,,,,,\n${line('1')}\n,,,,,,,,,,,,,,,,,,,\n`).map(({ row }) => row),
    ).to.deep.equal([3]);
  });

  it('takes off the apostrophe that keeps a formula from running', () => {
    expect(rowsIn(`${head}\n${line("'=1+1")}`)[0]?.cells.bed).to.equal('=1+1');
    expect(rowsIn(`${head}\n${line("'s Taigh")}`)[0]?.cells.bed).to.equal("'s Taigh");
  });

  it('names unknown, doubled and missing columns', () => {
    const text = `${head.replace('Wet room', 'Sauna').replace('Room', 'Bed')}\n${line('1')}`;
    expect(faultsIn(text).map(({ row, column, problem }) => [row, column, problem])).to.deep.equal([
      [1, 'Bed', 'The column is there twice'],
      [1, 'Sauna', 'There is no such column'],
      [1, 'Room', 'The column is missing'],
      [1, 'Wet room', 'The column is missing'],
    ]);
  });

  it('names a cell that stands under no heading, as a comma without quotation marks makes it', () => {
    expect(
      faultsIn(`${head}\n${line('Bed 1, by the window')}closes soon`).map(({ row, column }) => [row, column]),
    ).to.deep.equal([[2, 'column 18']]);
  });

  it('says plainly what it cannot read', () => {
    expect(faultsIn('')[0]?.problem).to.match(/empty|column/);
    expect(faultsIn(`${head}\n`)[0]?.problem).to.equal('There is no row beneath the headings');
    expect(faultsIn(Buffer.from(`${head}\n${line('Seòmar')}`, 'latin1'))[0]?.accepted).to.contain('UTF-8');
    expect(faultsIn(`${head}\n"Taigh na Mara,${line('1')}`)[0]?.problem).to.contain('quotation mark');
    expect(faultsIn(new Uint8Array([0x50, 0x4b, 3, 4, 0xff, 0xfe]))[0]?.row).to.equal(1);
  });

  it('tells the first hundred of many faults, and how many there are', () => {
    const stray = `${line('1')}${',x'.repeat(30)}`;
    const read = readBedSheet(bytes(`${head}\n${`${stray}\n`.repeat(50)}`));
    if (read.ok || read.refusal.code !== 'sheet-has-errors') throw new Error(JSON.stringify(read));
    expect([read.refusal.errorCount, read.refusal.errors.length]).to.deep.equal([1_500, 100]);
    expect(read.refusal.errors.at(-1)).to.include({ row: 5, column: 'column 27' });
  });

  it('reads no line that is longer than a line of a sheet can be', () => {
    for (const text of [
      `${head}\n${line('1')}${',x'.repeat(400_000)}`,
      `${','.repeat(900_000)}\n`,
      `${head}\n${line(`"${'x'.repeat(500_000)}"`)}`,
    ]) {
      const faults = faultsIn(text);
      expect(faults.length).to.be.within(1, 100);
      expect(JSON.stringify(faults).length).to.be.below(60_000);
    }
  });

  it('quotes of a long cell only its beginning', () => {
    const { errors } = parseBedSheet(
      rowsIn(`${head}\n${line('1').replace('rehab', 'y'.repeat(9_000))}`),
      boards,
    );
    expect(errors.map(({ problem }) => problem.length)).to.satisfy((all: number[]) =>
      all.every((n) => n < 120),
    );
  });

  it('refuses a file beyond the limits before it reads it', () => {
    const tooLarge = { code: 'sheet-too-large', maxBytes: 1_000_000, maxRows: 2_000 };
    expect(readBedSheet(new Uint8Array(5_000_000))).to.deep.equal({ ok: false, refusal: tooLarge });
    const text = `${head}\n${`${line('1')}\n`.repeat(3)}`;
    const limits = { maxBytes: 1_000_000, maxRows: 2 };
    expect(readBedSheet(bytes(text), limits)).to.deep.equal({
      ok: false,
      refusal: { ...tooLarge, maxRows: 2 },
    });
    expect(rowsIn(text, { ...limits, maxRows: 3 })).to.have.length(3);
  });
});
