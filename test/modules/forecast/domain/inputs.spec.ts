import { expect } from 'chai';

import { forecastAssumptions, leastObserved } from '../../../../config/forecast.js';
import { whatIsExpected } from '../../../../src/composition/forecast.js';
import { isoDate } from '../../../../src/kernel/iso-date.js';
import { forecastOf } from '../../../../src/modules/forecast/domain/forecast.js';
import type { Counts } from '../../../../src/modules/forecast/domain/inputs.js';
import { faultsOfWorld } from '../../../../src/modules/forecast/domain/world.js';

const counts: Counts = {
  ...{ startsOn: isoDate('2026-12-01'), days: 365 },
  shares: [
    { band: 'urgent', peopleGroup: 'men', share: 0.2 },
    { band: 'routine', peopleGroup: 'men', share: 0.45 },
    { band: 'routine', peopleGroup: 'women', share: 0.35 },
  ],
  peopleGroups: ['men', 'women'].map((id) => ({ id, isPublic: true, needsDetox: false })),
  bedGroups: [
    { id: 'mixed', admits: ['men', 'women'], beds: 200, residents: null },
    { id: 'men', admits: ['men'], beds: 100, residents: 80 },
  ],
  ...{ bedChanges: [], waiting: [], detox: null, budgetPencePerYear: null },
};

describe('what a forecast rests on', () => {
  it('is the source where too few cases were recorded, and the history with its number where enough were', () => {
    const { basis } = whatIsExpected(counts, {
      meanNights: { value: 90, cases: leastObserved },
      earlyExitShare: { value: 0.9, cases: leastObserved - 1 },
    });
    expect(basis.meanNights).to.include({ value: 90, mark: 'observed', cases: leastObserved });
    expect(basis.earlyExitShare).to.include({ value: 0.25, mark: 'published', cases: null });
    expect(basis.earlyExitShare.source).to.contain('412 of 1,670');
  });

  it('names a source for every number, and says of each that is not published that it is not', () => {
    for (const [id, { source, mark }] of Object.entries(forecastAssumptions)) {
      expect(source.length, id).to.be.above(12);
      expect(['published', 'derived', 'assumed'], id).to.include(mark);
    }
    const published = Object.entries(forecastAssumptions).filter(([, { mark }]) => mark === 'published');
    expect(published.map(([id]) => id)).to.deep.equal(['earlyExitShare', 'occupiedShare']);
  });

  it('makes a world of counts, with residents as commonly where nobody counted them', () => {
    const { world } = whatIsExpected(counts, {});
    expect(faultsOfWorld(world)).to.deep.equal([]);
    expect(world.bedGroups.map(({ residents }) => residents)).to.deep.equal([138, 80]);
    const perYear = world.bands.flatMap(({ referralsPerYear }) => Object.values(referralsPerYear));
    expect(perYear.reduce((sum, number) => sum + number, 0)).to.be.closeTo(903, 0.001);
  });

  it('has stays as long as they were observed once early exits have shortened them, and about the approvals as arrivals', () => {
    const { world } = whatIsExpected(counts, {});
    const { publicStarts, occupancy } = forecastOf(world, { seed: 1, replications: 500 }, 903);
    expect(903).to.be.within(publicStarts.p10, publicStarts.p90);
    // 903 people a year, 68 nights each, in 300 beds.
    expect((903 * 68) / 365 / 300).to.be.closeTo(occupancy.p50, 0.04);
  });
});
