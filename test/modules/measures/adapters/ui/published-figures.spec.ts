import { expect } from 'chai';

import { isoDate } from '../../../../../src/kernel/iso-date.js';
import { publishedFigures } from '../../../../../src/modules/measures/adapters/ui/published-figures.js';
import type { KeptFigure } from '../../../../../src/modules/measures/domain/kept-figure.js';

let lastId = 0;
const figure = (given: Partial<KeptFigure>): KeptFigure => ({
  figureId: (lastId += 1),
  ...{ areaKind: 'scotland', area: 'Scotland', breakdown: null, category: null, releasedOn: null },
  withdrawnBecause: null,
  measure: 'placements_approved',
  periodLabel: '2023/24',
  periodStartsOn: isoDate('2023-04-01'),
  periodLastOn: isoDate('2024-03-31'),
  route: 'all',
  figure: 1,
  status: 'published',
  vintage: 'R9 Jun 2024',
  note: null,
  source: 'A public body',
  ...given,
});
const half = { periodStartsOn: isoDate('2023-04-01'), periodLastOn: isoDate('2023-09-30') };
const one = (given: Partial<KeptFigure>) => publishedFigures([figure(given)])[0];

describe('figures published by others', () => {
  it('stand last and say so where their source names no year', () => {
    const unknown = figure({ periodLabel: 'year not stated', periodStartsOn: null, periodLastOn: null });
    expect(publishedFigures([unknown, figure({})]).map(({ period }) => period)).to.deep.equal([
      '2023/24',
      'Year not stated',
    ]);
  });

  it('are of the whole country: parts of it have a page of their own', () => {
    const glasgow = figure({ areaKind: 'partnership', area: 'Glasgow City' });
    const men = figure({ breakdown: 'sex', category: 'male' });
    expect(publishedFigures([glasgow, men])).to.deep.equal([]);
  });

  it('name their period and their issue in words, not in the shorthand of their source', () => {
    expect(one({})?.period).to.equal('2023/24');
    expect(one({ ...half, periodLabel: '2023/24 H1' })?.period).to.equal('April 2023 to September 2023');
    expect(
      one({
        periodLabel: 'Apr21-Sep24',
        periodStartsOn: isoDate('2021-04-01'),
        periodLastOn: isoDate('2024-09-30'),
      })?.period,
    ).to.equal('April 2021 to September 2024');
    expect(
      one({
        periodLabel: 'Aug 2022',
        periodStartsOn: isoDate('2022-08-01'),
        periodLastOn: isoDate('2022-08-31'),
      })?.period,
    ).to.equal('August 2022');
    expect(one({ periodLabel: '2023/24 monthly mean' })?.period).to.equal('2023/24, mean of a month');
    for (const [short, words] of [
      ['R9 Jun 2024', '9th report, Jun 2024'],
      ['R9/R10', '9th and 10th reports'],
      ['R2', '2nd report'],
      ['R3 2022', '3rd report, 2022'],
      ['R4 corrected', '4th report corrected'],
      ['R9 (revised R)', '9th report, revised'],
      ['R11', '11th report'],
      ['mixed', 'Several reports together'],
      ['A newspaper', 'A newspaper'],
    ] as const)
      expect(one({ vintage: short })?.vintage, short).to.equal(words);
  });

  it('are superseded where a later report gives the same again, and not by another route or period, or by a sum of ours', () => {
    const told = publishedFigures([
      figure({ figure: 938 }),
      figure({ figure: 940, vintage: 'R10 Dec 2024', status: 'derived' }),
      figure({ figure: 370, route: 'adp' }),
      figure({ figure: 477, ...half, vintage: 'R9' }),
      figure({ figure: 218, ...half, vintage: 'R4', status: 'withdrawn' }),
      figure({ figure: 479, ...half, vintage: 'R10', status: 'revised' }),
    ]).map(({ count, status }) => [count, status]);
    expect(Object.fromEntries(told)).to.deep.equal({
      938: 'published',
      940: 'derived',
      370: 'published',
      477: 'superseded',
      218: 'withdrawn',
      479: 'revised',
    });
  });

  it('stand with the newest period first, and of one thing the newest report first', () => {
    const counts = publishedFigures([
      figure({ figure: 1, ...half, vintage: 'R9' }),
      figure({ figure: 2, periodStartsOn: isoDate('2021-04-01'), periodLastOn: isoDate('2024-09-30') }),
      figure({ figure: 3, ...half, vintage: 'R10' }),
      figure({ figure: 4 }),
    ]).map(({ count }) => count);
    expect(counts).to.deep.equal([2, 4, 3, 1]);
  });
});
