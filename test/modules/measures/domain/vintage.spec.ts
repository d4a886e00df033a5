import { expect } from 'chai';

import { isoDate } from '../../../../src/kernel/iso-date.js';
import type { KeptFigure } from '../../../../src/modules/measures/domain/kept-figure.js';
import { isOfPublisher, withStandings } from '../../../../src/modules/measures/domain/vintage.js';

const figure = (figureId: number, given: Partial<KeptFigure> = {}): KeptFigure => ({
  figureId,
  measure: 'placements_approved',
  periodLabel: '2022/23 Q1',
  periodStartsOn: isoDate('2022-04-01'),
  periodLastOn: isoDate('2022-06-30'),
  ...{ areaKind: 'scotland', area: 'Scotland', route: 'all', breakdown: null, category: null },
  ...{ figure: 170, status: 'published', vintage: 'R4', releasedOn: null, note: null, source: 'A body' },
  withdrawnBecause: null,
  ...given,
});
const standingsOf = (...figures: readonly KeptFigure[]) =>
  withStandings(figures).map(({ standing, replacedBy }) => [standing, replacedBy?.figureId ?? null]);

describe('the standing of a figure of others', () => {
  it('is superseded by the vintage that came out later, whatever its number', () => {
    const first = figure(1, { vintage: 'R4', releasedOn: isoDate('2022-09-27') });
    const later = figure(2, { vintage: 'R4 again', releasedOn: isoDate('2022-11-15'), status: 'revised' });
    expect(standingsOf(first, later)).to.deep.equal([
      ['superseded', 2],
      ['revised', null],
    ]);
  });

  it('goes by the number of the report where a day is not known, and by nothing where neither is', () => {
    expect(standingsOf(figure(1, { vintage: 'R10' }), figure(2, { vintage: 'R9' }))).to.deep.equal([
      ['published', null],
      ['superseded', 1],
    ]);
    expect(standingsOf(figure(1, { vintage: 'A paper' }), figure(2, { vintage: 'A speech' }))).to.deep.equal([
      ['published', null],
      ['published', null],
    ]);
  });

  it('has one newest, whatever is known of each: by day, by number, or by both', () => {
    const undated = figure(1, { vintage: 'R3 2022' });
    const numbered = figure(2, { vintage: 'R9 Jun 2024', releasedOn: isoDate('2024-06-18') });
    const dated = figure(3, { vintage: 'PHS annual 2026', releasedOn: isoDate('2026-03-01') });
    for (const order of [
      [undated, numbered, dated],
      [dated, undated, numbered],
      [numbered, dated, undated],
    ])
      expect(
        withStandings(order)
          .filter(({ standing }) => standing !== 'superseded')
          .map(({ figureId }) => figureId),
      ).to.deep.equal([3]);
  });

  it('says what stands in the place of a withdrawn one, which no derived figure does', () => {
    const withdrawn = figure(1, { status: 'withdrawn', releasedOn: isoDate('2022-09-27') });
    const again = figure(2, { vintage: 'R4 again', releasedOn: isoDate('2022-11-15') });
    const derived = figure(3, { vintage: 'R4 corrected', status: 'derived' });
    expect(standingsOf(withdrawn, again)[0]).to.deep.equal(['withdrawn', 2]);
    expect(standingsOf(withdrawn, derived)).to.deep.equal([
      ['withdrawn', null],
      ['derived', null],
    ]);
  });

  it('is never published where nobody published it, whatever came before', () => {
    const told = withStandings([
      figure(1, { status: 'derived', vintage: 'R10' }),
      figure(2, { status: 'doubtful', vintage: 'R11' }),
      figure(3, { vintage: 'R9' }),
    ]);
    expect(told.map((each) => [each.standing, isOfPublisher(each)])).to.deep.equal([
      ['derived', false],
      ['unverified', false],
      ['published', true],
    ]);
  });

  it('stays published where a later report only let another number be worked out, which is named', () => {
    const [first, second] = withStandings([
      figure(1, { vintage: 'R9', figure: 938 }),
      figure(2, { vintage: 'R10', figure: 940, status: 'derived' }),
    ]);
    expect([first?.standing, first?.replacedBy, first?.workedOutSince?.figureId]).to.deep.equal([
      ...['published', null, 2],
    ]);
    expect([second?.standing, second?.workedOutSince]).to.deep.equal(['derived', null]);
  });

  it('is told apart by route, area and group: another of them replaces nothing', () => {
    expect(
      standingsOf(
        figure(1, { vintage: 'R9' }),
        figure(2, { vintage: 'R10', route: 'adp' }),
        figure(3, { vintage: 'R10', areaKind: 'partnership', area: 'Highland' }),
        figure(4, { vintage: 'R10', breakdown: 'sex', category: 'male' }),
        figure(5, { vintage: 'R10', periodLabel: '2022/23 monthly mean' }),
      ).map(([standing]) => standing),
    ).to.deep.equal(Array.from({ length: 5 }, () => 'published'));
  });
});
