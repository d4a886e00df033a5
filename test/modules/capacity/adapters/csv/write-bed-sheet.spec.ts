import { expect } from 'chai';
import fc from 'fast-check';

import { readBedSheet } from '../../../../../src/modules/capacity/adapters/csv/read-bed-sheet.js';
import { writeBedSheet } from '../../../../../src/modules/capacity/adapters/csv/write-bed-sheet.js';
import { seed } from '../../../../support/civil-dates.js';
import { aBed, aProject } from '../../bed-sheets.js';

const readBack = (text: string) => {
  const read = readBedSheet(new TextEncoder().encode(text));
  if (!read.ok) throw new Error(JSON.stringify(read.refusal));
  return read.value.map(({ cells }) => cells);
};

describe('writing a CSV file for a spreadsheet', () => {
  it('begins with the byte order mark and the headings, ends lines with CRLF and quotes what needs it', () => {
    const [head, row] = writeBedSheet([aBed({ bed: 'Seòmar "A", 1' })]).split('\r\n');
    expect(head).to.match(/^\ufeffProject,Locality,Health board,/);
    expect(row).to.contain(',"Seòmar ""A"", 1",');
  });

  it('lets no cell begin like a formula', () => {
    const cells = ['=HYPERLINK("x")', '+44', '-1', '@cmd', "'=1", "''-1"].map((bed) => aBed({ bed }));
    const written = writeBedSheet(cells);
    expect(written).not.to.match(/(^|,)"?[=+\-@]/m);
    expect(readBack(written)).to.deep.equal(cells);
  });

  it('lets no cell begin like a formula where the spreadsheet splits at semicolons, nor in wide signs', () => {
    const beds = [
      ';=1+1',
      'a;=1',
      'a; =1',
      ';;@cmd',
      ';"=1+1;x',
      'a, b;-1',
      ";'=1",
      '＝1+1',
      '＋1',
      '－1',
      '＠x',
    ];
    const cells = beds.map((bed) => aBed({ bed }));
    const written = writeBedSheet(cells);
    const asGermanExcelReads = written.split(/[;\r\n]/).map((cell) => cell.replace(/^""/, '').trimStart());
    expect(asGermanExcelReads.filter((cell) => /^[=+\-@]/.test(cell))).to.deep.equal([]);
    expect(written).not.to.match(/(^|,)"?[＝＋－＠]/m);
    expect(readBack(written)).to.deep.equal(cells);
  });

  it('gives back what was written, whatever the names are', () => {
    const name = fc
      .oneof(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
        fc.string({
          unit: fc.constantFrom("'", '=', '+', '-', '@', '＝', '"', ',', ';', ' ', 'a', 'ò', '🌿'),
          minLength: 1,
          maxLength: 8,
        }),
      )
      .map((text) => text.normalize('NFC').trim())
      .filter((text) => text !== '' && !/\p{Cc}/u.test(text));
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name), { minLength: 1, maxLength: 5 }), (names) => {
        const cells = names.map(([project, bed]) => aBed({ project, bed }));
        expect(readBack(writeBedSheet(cells))).to.deep.equal(cells);
      }),
      { seed, numRuns: 300 },
    );
  });

  it('writes a project without beds as one row', () => {
    expect(readBack(writeBedSheet([aProject()]))).to.deep.equal([aProject()]);
  });
});
