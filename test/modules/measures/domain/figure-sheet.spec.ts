import { expect } from 'chai';

import { isoDate } from '../../../../src/kernel/iso-date.js';
import {
  figureSheetColumns,
  planFigureImport,
  type FigureColumn,
} from '../../../../src/modules/measures/domain/figure-sheet.js';
import type { KeptFigure } from '../../../../src/modules/measures/domain/kept-figure.js';

const today = isoDate('2026-11-23');
const areas = ['Glasgow City', 'Highland'];
type Cells = Record<FigureColumn, string>;
const line: Cells = {
  measure: 'placements_approved',
  ...{ startsOn: '2026-04-01', endsOn: '2026-09-30', area: 'Scotland', route: 'all' },
  ...{ group: '', figure: '461' },
  ...{ issue: 'R11', releasedOn: '2026-11-01', mark: 'published', note: '', source: 'A public body' },
};
const rowsOf = (...given: readonly Partial<Cells>[]) =>
  given.map((cells, index) => ({ row: index + 2, cells: { ...line, ...cells } }));
const kept = (given: Partial<KeptFigure> = {}): KeptFigure => ({
  figureId: 1,
  measure: 'placements_approved',
  periodLabel: '2026/27 H1',
  ...{ periodStartsOn: isoDate('2026-04-01'), periodLastOn: isoDate('2026-09-30') },
  ...{ areaKind: 'scotland', area: 'Scotland', route: 'all', breakdown: null, category: null },
  ...{ figure: 461, status: 'published', vintage: 'R11', releasedOn: isoDate('2026-11-01') },
  ...{ note: null, source: 'A public body', withdrawnBecause: null },
  ...given,
});
const plan = (rows: ReturnType<typeof rowsOf>, before: readonly KeptFigure[] = []) =>
  planFigureImport(rows, before, areas, today);
const faultsOf = (rows: ReturnType<typeof rowsOf>, before: readonly KeptFigure[] = []) =>
  plan(rows, before).errors.map(({ row, column }) => [row, column]);

describe('a sheet of figures', () => {
  it('has a column for each thing that a figure needs', () => {
    expect([...figureSheetColumns].sort()).to.deep.equal(Object.keys(line).sort());
  });

  it('adds what is new, names its period as others do, and leaves what is kept', () => {
    const { added, unchanged, errors } = plan(
      rowsOf({}, { startsOn: '01/07/2026', route: 'adp' }, { endsOn: '2026-04-30', area: 'highland' }),
      [kept()],
    );
    expect(errors).to.deep.equal([]);
    expect(unchanged).to.equal(1);
    expect(added.map(({ periodLabel, area, areaKind }) => [periodLabel, area, areaKind])).to.deep.equal([
      ['2026/27 Q2', 'Scotland', 'scotland'],
      ['Apr 2026', 'Highland', 'partnership'],
    ]);
  });

  it('puts a later issue beside the one that is kept, and changes nothing of it', () => {
    const { added, errors } = plan(rowsOf({ issue: 'R12', releasedOn: '2026-11-20', figure: '470' }), [
      kept(),
    ]);
    expect([errors.length, added[0]?.replaces?.figureId, added[0]?.figure]).to.deep.equal([0, 1, 470]);
  });

  const wrong: readonly (readonly [string, Partial<Cells>, string])[] = [
    ['a measure that nobody knows', { measure: 'beds' }, 'Measure'],
    ['a route that the measure is not told by', { route: 'any_funding' }, 'Route'],
    ['an area that nobody knows', { area: 'Atlantis' }, 'Area'],
    ['a day that there is not', { startsOn: '2026-02-30' }, 'Period starts on'],
    ['a period that begins within a month', { startsOn: '2026-04-02' }, 'Period starts on'],
    ['a period that ends before it begins', { endsOn: '2026-03-31' }, 'Period ends on'],
    ['a number that is not whole', { figure: '461.5' }, 'Figure'],
    ['a number in words', { figure: 'many' }, 'Figure'],
    ['no issue', { issue: '' }, 'Issue'],
    ['an issue that comes out tomorrow', { releasedOn: '2026-11-24' }, 'Released on'],
    ['an issue before its period was over', { releasedOn: '2026-09-30' }, 'Released on'],
    ['a published figure without a day', { releasedOn: '' }, 'Released on'],
    ['a mark that is none', { mark: 'official' }, 'Mark'],
    ['no source', { source: ' ' }, 'Source'],
    ['a note that is too long', { note: 'x'.repeat(501) }, 'Note'],
  ];
  for (const [what, given, column] of wrong)
    it(`is refused for ${what}, by row and column`, () => {
      expect(faultsOf(rowsOf({ route: 'adp', figure: '1' }, given))).to.deep.equal([[3, column]]);
    });

  it('tells groups of people beside everybody, each by its kind', () => {
    const { added, errors } = plan(
      rowsOf({}, { group: 'Female', figure: '160' }, { group: 'co-dependency', figure: '100' }),
    );
    expect(errors).to.deep.equal([]);
    expect(added.map(({ breakdown, category, figure }) => [breakdown, category, figure])).to.deep.equal([
      [null, null, 461],
      ['sex', 'female', 160],
      ['substance', 'co_dependency', 100],
    ]);
  });

  it('is refused where groups of one kind come to more than everybody, kept or beside them', () => {
    const groups = [
      { group: 'female', figure: '261' },
      { group: 'male', figure: '201' },
    ];
    expect(faultsOf(rowsOf({}, ...groups))).to.deep.equal([[3, 'Figure']]);
    expect(faultsOf(rowsOf(...groups), [kept()])).to.deep.equal([[2, 'Figure']]);
    expect(
      faultsOf(rowsOf(...groups.slice(0, 1), { group: 'alcohol', figure: '461' }), [kept()]),
    ).to.deep.equal([]);
    expect(faultsOf(rowsOf(...groups), [kept({ vintage: 'R10' })])).to.deep.equal([]);
  });

  it('is refused where a group is of nobody, or the measure is told of everybody alone', () => {
    expect(
      faultsOf(rowsOf({ group: 'tall' }, { group: 'male', measure: 'adps_with_any_approval' })),
    ).to.deep.equal([
      [2, 'Group'],
      [3, 'Group'],
    ]);
  });

  it('is refused where one figure stands twice in an issue, however the issue is written', () => {
    expect(faultsOf(rowsOf({}, { issue: 'r11', figure: '462' }))).to.deep.equal([[3, 'Issue']]);
  });

  it('is refused where an issue is kept with another number, mark or day', () => {
    expect(faultsOf(rowsOf({ figure: '462' }), [kept()])).to.deep.equal([[2, 'Figure']]);
    expect(faultsOf(rowsOf({ mark: 'derived' }), [kept()])).to.deep.equal([[2, 'Mark']]);
    expect(faultsOf(rowsOf({ releasedOn: '2026-11-02' }), [kept()])).to.deep.equal([[2, 'Released on']]);
  });

  describe('with a total and its parts', () => {
    const parts = (...figures: readonly (readonly [string, string])[]) =>
      rowsOf({}, ...figures.map(([route, figure]) => ({ route, figure })));

    it('is taken where they add up, with Prison to Rehab within the National Mission', () => {
      expect(faultsOf(parts(['adp', '370'], ['ward5', '33'], ['national_mission', '58']))).to.deep.equal([]);
      const withPrison = parts(
        ['adp', '370'],
        ['ward5', '33'],
        ['national_mission', '58'],
        ['prison_to_rehab', '28'],
      );
      expect(faultsOf(withPrison)).to.deep.equal([]);
    });

    it('is refused at the total where they do not, and says what is left over', () => {
      const { errors } = plan(parts(['adp', '370'], ['ward5', '33'], ['prison_to_rehab', '28']));
      expect(errors).to.deep.equal([
        {
          ...{ row: 2, column: 'Figure' },
          problem: 'The total of all is 461, its parts come to 431 in this issue',
          accepted: '431, or a line of the route other_or_uncosted with 30, marked derived',
        },
      ]);
    });

    it('is refused where they come to more, one part alone among them', () => {
      expect(faultsOf(parts(['adp', '462']))).to.deep.equal([[2, 'Figure']]);
      expect(faultsOf(parts(['adp', '460']))).to.deep.equal([]);
    });

    it('counts what is kept of the same issue, and nothing of another issue or period', () => {
      const adp = kept({ figureId: 2, route: 'adp', figure: 370 });
      expect(faultsOf(rowsOf({ route: 'ward5', figure: '33' }), [kept(), adp])).to.deep.equal([
        [2, 'Figure'],
      ]);
      expect(faultsOf(rowsOf({ route: 'ward5', figure: '91' }), [kept(), adp])).to.deep.equal([]);
      const another = kept({ figureId: 2, route: 'adp', figure: 370, vintage: 'R10' });
      expect(faultsOf(rowsOf({ route: 'ward5', figure: '33' }), [kept(), another])).to.deep.equal([]);
    });
  });
});
