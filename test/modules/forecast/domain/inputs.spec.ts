import { expect } from 'chai';

import { forecastAssumptions, leastObserved } from '../../../../config/forecast.js';
import { whatIsExpected, type StartsFrom } from '../../../../src/composition/forecast.js';
import { addNights, isoDate } from '../../../../src/kernel/iso-date.js';
import type { Opening } from '../../../../src/modules/expansion/contract/openings.js';
import { forecastOf } from '../../../support/forecast-worlds.js';
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

const startsFrom = (observed: StartsFrom['observed']): StartsFrom => ({
  ...{ counts, observed, recorded: new Map() },
  openings: { openings: [], undatedBeds: 0, slippage: { n: 0, daysInOrder: [], medianDays: null } },
});

describe('what a forecast rests on', () => {
  it('is the source where too few cases were recorded, and the history with its number where enough were', () => {
    const { basis } = whatIsExpected(
      startsFrom({
        meanNights: { value: 90, cases: leastObserved },
        earlyExitShare: { value: 0.9, cases: leastObserved - 1 },
      }),
    );
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
    const { world } = whatIsExpected(startsFrom({}));
    expect(faultsOfWorld(world)).to.deep.equal([]);
    expect(world.bedGroups.map(({ residents }) => residents)).to.deep.equal([138, 80]);
    const perYear = world.bands.flatMap(({ referralsPerYear }) => Object.values(referralsPerYear));
    expect(perYear.reduce((sum, number) => sum + number, 0)).to.be.closeTo(903, 0.001);
  });

  it('has stays as long as they were observed once early exits have shortened them, and about the approvals as arrivals', () => {
    const { world } = whatIsExpected(startsFrom({}));
    const { publicStarts, occupancy } = forecastOf(world, { seed: 1, replications: 500 }, 903);
    expect(903).to.be.within(publicStarts.p10, publicStarts.p90);
    // 903 people a year, 68 nights each, in 300 beds.
    expect((903 * 68) / 365 / 300).to.be.closeTo(occupancy.p50, 0.04);
  });

  describe('of beds to come', () => {
    const opening: Opening = {
      ...{ expansionId: 'e', name: 'New house', mark: 'published', isOpenInPart: false, projectId: 'p' },
      ...{ beds: 12, certainty: 'funded', fromOn: isoDate('2027-02-01'), toOn: isoDate('2027-03-01') },
    };
    const expected = (...openings: readonly Opening[]) =>
      whatIsExpected({
        ...startsFrom({}),
        openings: { openings, undatedBeds: 7, slippage: { n: 0, daysInOrder: [], medianDays: null } },
      });

    it('takes those that are paid for, in the middle of their plan and as late as is assumed', () => {
      const { world, bedsToCome } = expected(opening);
      const [change] = world.bedChanges;
      expect(addNights(counts.startsOn, change?.onDay ?? 0)).to.equal('2027-02-14');
      expect(change).to.include({ beds: 12, lateByDays: forecastAssumptions.openingLateDays.value });
      expect(bedsToCome).to.deep.equal({
        countedOn: [{ name: 'New house', beds: 12, fromOn: opening.fromOn, toOn: opening.toOn }],
        ...{ notFunded: 0, undated: 7 },
      });
      expect(faultsOfWorld(world)).to.deep.equal([]);
    });

    it('leaves out those nobody has paid for, and says how many', () => {
      const { world, bedsToCome } = expected({ ...opening, certainty: 'planned' });
      expect(world.bedChanges).to.deep.equal([]);
      expect(bedsToCome).to.include({ notFunded: 12, undated: 7 });
    });

    it('counts a bed once that is recorded here with its own day', () => {
      const { world } = whatIsExpected({
        ...startsFrom({}),
        openings: {
          openings: [opening],
          ...{ undatedBeds: 0, slippage: { n: 0, daysInOrder: [], medianDays: null } },
        },
        recorded: new Map([['p', 10]]),
      });
      expect(world.bedChanges.map(({ beds }) => beds)).to.deep.equal([2]);
    });

    it('is as late as openings were seen to be, where five or more were', () => {
      const { basis } = whatIsExpected({
        ...startsFrom({}),
        openings: {
          openings: [opening],
          ...{ undatedBeds: 0, slippage: { n: 5, daysInOrder: [0, 30, 90, 120, 400], medianDays: 90 } },
        },
      });
      // Half of exponential delays of this mean are 90 days at most.
      expect(basis.openingLateDays).to.include({ mark: 'observed', value: 130, cases: 5 });
    });

    it('lets no fewer people in than none would', () => {
      const late = forecastOf(expected({ ...opening, beds: 60 }).world, { seed: 1, replications: 300 }, 1);
      const never = forecastOf(expected().world, { seed: 1, replications: 300 }, 1);
      expect(late.publicStarts.p50).to.be.at.least(never.publicStarts.p50);
    });
  });
});
