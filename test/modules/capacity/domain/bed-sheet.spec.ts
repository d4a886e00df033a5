import { expect } from 'chai';
import fc from 'fast-check';

import { isoDate } from '../../../../src/kernel/iso-date.js';
import {
  bedSheetColumns,
  bedSheetHeadings,
  nameKey,
  parseBedSheet,
  toSheetCells,
  type SheetCells,
} from '../../../../src/modules/capacity/domain/bed-sheet.js';
import { bedTypes, sexDesignations } from '../../../../src/modules/capacity/domain/unit.js';
import { anyServiceDate, seed } from '../../../support/civil-dates.js';
import { aBed, aProject, boards, rowsOf } from '../bed-sheets.js';

const parse = (...cells: readonly SheetCells[]) => parseBedSheet(rowsOf(...cells), boards);
const faultsOf = (...cells: readonly SheetCells[]) =>
  parse(...cells).errors.map(({ row, column, accepted }) => ({ row, column, accepted }));

describe('reading a sheet of projects and beds', () => {
  it('reads every attribute of a bed and of its project', () => {
    const { projects, beds, errors } = parse(
      aBed({
        unitType: 'Family unit',
        sex: 'Female',
        maxChildren: '2',
        oldestChild: '5',
        closesOn: '31/03/2027',
      }),
    );
    expect(errors).to.deep.equal([]);
    expect(projects).to.deep.equal([
      {
        row: 2,
        name: 'Taigh na Mara',
        locality: 'Steòrnabhagh',
        healthBoard: 'NHS Western Isles',
        typicalWeeks: 26,
        turnaroundNights: 1,
      },
    ]);
    expect(beds).to.deep.equal([
      {
        row: 2,
        projectName: 'Taigh na Mara',
        label: 'Leabaidh 1',
        roomLabel: null,
        bedType: 'rehab',
        unitType: 'family_unit',
        sexDesignation: 'female',
        maxAdults: 1,
        maxChildren: 2,
        oldestChildYears: 5,
        isStepFree: true,
        hasWetRoom: null,
        opensOn: '2026-04-01',
        closesOn: '2027-03-31',
      },
    ]);
  });

  it('takes a row without a bed as its project alone, and one project once', () => {
    const { projects, beds, errors } = parse(aProject(), aProject());
    expect(errors).to.deep.equal([]);
    expect(projects).to.have.length(1);
    expect(beds).to.deep.equal([]);
  });

  const yesAndNo: [string, boolean | null][] = [
    ['Yes', true],
    ['y', true],
    ['TRUE', true],
    ['1', true],
    ['No', false],
    ['false', false],
    ['0', false],
    ['', null],
    ['not known', null],
  ];
  for (const [word, value] of yesAndNo) {
    it(`reads “${word}” as ${value}`, () => {
      expect(parse(aBed({ stepFree: word })).beds[0]?.isStepFree).to.equal(value);
    });
  }

  const dates: [string, string | null][] = [
    ['1/4/2026', '2026-04-01'],
    ['29/02/2028', '2028-02-29'],
    ['2028-02-29', '2028-02-29'],
    ['30/02/2026', null],
    ['29/02/2027', null],
    ['12/31/2026', null],
    ['01/04/26', null],
    ['31/12/1899', null],
    ['46113', null],
    ['1 April 2026', null],
  ];
  for (const [text, value] of dates) {
    it(`${value === null ? 'refuses' : 'reads'} the date ${text}`, () => {
      const { beds, errors } = parse(aBed({ opensOn: text }));
      expect(beds[0]?.opensOn ?? null).to.equal(value);
      expect(errors.map(({ column }) => column)).to.deep.equal(value === null ? ['Opens on'] : []);
    });
  }

  it('names row, column, problem and what would be accepted, for every wrong cell of the sheet at once', () => {
    const { errors } = parse(
      aBed({ bedType: 'hospital', maxAdults: '1.5', stepFree: 'maybe' }),
      aBed({ bed: 'Leabaidh 2', healthBoard: 'NHS Narnia', typicalWeeks: '0' }),
    );
    expect(errors).to.deep.include({
      row: 2,
      column: 'Bed type',
      problem: '“hospital” is not known',
      accepted: 'one of: rehab, detox, stabilisation, crisis, emergency',
    });
    expect(errors.map(({ row, column }) => `${row} ${column}`)).to.have.members([
      '2 Bed type',
      '2 Max adults',
      '2 Step-free',
      '3 Health board',
      '3 Typical weeks',
    ]);
    expect(errors.every(({ problem, accepted }) => problem !== '' && accepted !== '')).to.equal(true);
  });

  it('refuses an empty cell where something is needed', () => {
    const needed = ['project', 'locality', 'healthBoard', 'typicalWeeks', 'turnaroundNights', 'bedType', 'unitType',
      'sex', 'maxAdults', 'maxChildren', 'opensOn'] as const; // prettier-ignore
    for (const column of needed) {
      expect(faultsOf(aBed({ [column]: '' })).map((fault) => fault.column)).to.deep.equal([
        bedSheetHeadings[column],
      ]);
    }
  });

  it('refuses a bed described without a name', () => {
    expect(faultsOf(aBed({ bed: '' })).map(({ column }) => column)).to.deep.equal(['Bed']);
  });

  it('counts characters as people do: eighty emoji fit, eighty-one do not, two lines never', () => {
    expect(parse(aBed({ bed: '🌿'.repeat(80) })).errors).to.deep.equal([]);
    expect(faultsOf(aBed({ bed: '🌿'.repeat(81) }))).to.have.length(1);
    expect(faultsOf(aBed({ bed: 'Bed\n1' }))).to.have.length(1);
    expect(faultsOf(aBed({ bed: 'Bed\u00001' }))).to.have.length(1);
  });

  it('keeps SQL, HTML, quotation marks and Gaelic in names as they are', () => {
    const bed = `Seòmar “a' Mhòr”; DROP TABLE bed_unit; -- <b>1</b>`;
    expect(parse(aBed({ bed })).beds[0]?.label).to.equal(bed);
  });

  it('refuses the same bed twice in a project, however it is spelt, and takes it in two projects', () => {
    const twice = faultsOf(aBed(), aBed({ bed: 'LEABAIDH 1' }));
    expect(twice.map(({ row, column }) => `${row} ${column}`)).to.deep.equal(['3 Bed']);
    expect(faultsOf(aBed(), aBed({ project: 'Taigh an Eilein' }))).to.deep.equal([]);
  });

  it('refuses two accounts of one project', () => {
    expect(faultsOf(aBed(), aBed({ bed: 'Leabaidh 2', typicalWeeks: '12' }))).to.deep.equal([
      { row: 3, column: 'Typical weeks', accepted: 'the same in every row of a project' },
    ]);
  });

  const unfit: [string, Partial<SheetCells>, string][] = [
    ['a shared bed without its room', { unitType: 'shared' }, 'Room'],
    ['two adults in a single room', { maxAdults: '2' }, 'Max adults'],
    ['a child in a single room', { maxChildren: '1' }, 'Max children'],
    [
      'an age of children where none are taken',
      { unitType: 'family unit', oldestChild: '5' },
      'Oldest child (years)',
    ],
    ['a bed that closes the day it opens', { closesOn: '2026-04-01' }, 'Closes on'],
    ['a bed that closes before it opens', { closesOn: '31/03/2026' }, 'Closes on'],
  ];
  for (const [what, changes, column] of unfit) {
    it(`refuses ${what}`, () => {
      expect(faultsOf(aBed(changes)).map((fault) => fault.column)).to.deep.equal([column]);
    });
  }

  it('takes two names for one where the unique keys of the database do', () => {
    expect(nameKey('Seòmar Mòr')).to.equal(nameKey('SEOMAR MOR'));
    expect(nameKey('Bed 🌿')).to.equal(nameKey('Bed 🌸'));
    expect(nameKey('Bed 1')).not.to.equal(nameKey('Bed 11'));
  });

  it('reads what it wrote as the same beds, whatever they are', () => {
    const label = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .map((text) => text.normalize('NFC').trim())
      .filter((text) => text !== '' && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text));
    const bed = fc.record({
      label,
      roomLabel: fc.option(label),
      bedType: fc.constantFrom(...bedTypes),
      sexDesignation: fc.constantFrom(...sexDesignations),
      isStepFree: fc.option(fc.boolean()),
      hasWetRoom: fc.option(fc.boolean()),
      opensOn: anyServiceDate,
      closesOn: fc.constantFrom(null, isoDate('2031-01-01')),
    });
    fc.assert(
      fc.property(bed, (attributes) => {
        const written = {
          ...attributes,
          unitType: 'family_unit' as const,
          maxAdults: 2,
          maxChildren: 3,
          oldestChildYears: 10,
        };
        const { projects } = parse(aProject());
        const { beds, errors } = parse(toSheetCells(projects[0]!, written));
        expect(errors).to.deep.equal([]);
        expect(beds[0]).to.deep.include(written);
      }),
      { seed, numRuns: 300 },
    );
  });

  it('has a heading for each column, and no two alike', () => {
    expect(bedSheetColumns).to.have.members(Object.keys(bedSheetHeadings));
    expect(new Set(bedSheetColumns.map((column) => bedSheetHeadings[column])).size).to.equal(
      bedSheetColumns.length,
    );
  });
});
