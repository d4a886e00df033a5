import { join } from 'node:path';

import { expect } from 'chai';

import { backTestOfPublished } from '../../../../src/composition/forecast.js';
import { readReferenceData } from '../../../../src/composition/reference-data-files.js';
import { isoDate } from '../../../../src/kernel/iso-date.js';
import { backTest, halfYearsOf } from '../../../../src/modules/forecast/domain/back-test.js';

const folder = join(process.cwd(), 'config/reference-data');
const runs = { seed: 1, replications: 2_000 };

describe('the back-test of the forecast', () => {
  it('takes half-years as they were told last, quarters added up where only they were, and nothing derived or withdrawn', async () => {
    const { figures } = await readReferenceData(folder);
    expect(halfYearsOf(figures).map(({ from, figure }) => [from, figure])).to.deep.equal([
      ['2021-04-01', 254],
      ['2021-10-01', 262],
      ['2022-04-01', 351],
      ['2022-10-01', 461],
      ['2023-04-01', 479],
      ['2023-10-01', 461],
      ['2024-04-01', 442],
    ]);
  });

  it('forecasts the few half-years it can from what was published before, and says how few', async () => {
    const { periods, covered, loss } = await backTestOfPublished(folder);
    expect(
      periods.map(({ label, figure, naive }) => [label.slice(0, 7), figure, Math.round(naive)]),
    ).to.deep.equal([
      ['2022-10', 461, 262],
      ['2023-04', 479, 351],
      ['2023-10', 461, 464],
      ['2024-04', 442, 479],
    ]);
    // The years in which the counts nearly doubled were not foreseen by anybody who knew only the year before.
    expect(covered).to.equal(2);
    expect(loss.forecast).to.be.below(loss.naive);
    expect(loss.forecast).to.be.below(loss.straightLine);
  });

  it('covers what is as random as it assumes, as often as it says', () => {
    const half = (year: number, figure: number) => ({
      label: String(year),
      from: isoDate(`${year}-04-01`),
      until: isoDate(`${year + 1}-04-01`),
      figure,
    });
    // Around a steady 900 by the deviation assumed: of ten, eight within the middle 80 %.
    const around = [900, 900, 890, 700, 1_150, 960, 1_010, 850, 905, 870, 980, 930];
    const flat = backTest(
      around.map((figure, at) => half(2000 + at, figure)),
      runs,
    );
    expect(flat.periods).to.have.length(9);
    expect(flat.covered).to.be.within(4, 9);
  });

  it('has nothing to say of a series too short to know anything before', () => {
    expect(backTest([], runs)).to.deep.include({ periods: [], covered: 0 });
  });
});
