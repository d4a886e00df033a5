import { expect } from 'chai';

import { createForecasting } from '../../../../../src/composition/forecast.js';
import { isoDate } from '../../../../../src/kernel/iso-date.js';
import { forecastOf } from '../../../../../src/modules/forecast/domain/forecast.js';
import type { Change } from '../../../../../src/modules/forecast/domain/scenario.js';
import { countryOf } from '../../../../support/forecast-worlds.js';

describe('a forecast in a thread of its own', () => {
  const { forecast } = createForecasting();
  const world = countryOf(100, 420);
  const runs = { seed: 4, replications: 200 };

  it('is the forecast itself, with what each scenario changes and which cannot be', async () => {
    const beds = (number: number): readonly Change[] => [
      { kind: 'beds', bedGroup: 'families', onDate: isoDate('2027-05-01'), beds: number, lateByDays: 0 },
    ];
    const answer = await forecast({
      ...{ world, runs, level: 300 },
      scenarios: [
        { id: 'as it is', changes: [] },
        { id: 'six beds for families', changes: beds(6) },
        { id: 'too few', changes: beds(-7) },
      ],
    });
    expect(answer.forecast).to.deep.equal(forecastOf(world, runs, 300));
    expect(answer.differences.map(({ id }) => id)).to.deep.equal(['six beds for families', 'as it is']);
    expect(answer.differences[0]?.mean.from).to.be.above(0);
    expect(answer.notPossible.map(({ id, code }) => [id, code])).to.deep.equal([
      ['too few', 'scenario-not-possible'],
    ]);
  });

  it('says what is wrong with a world that cannot be simulated', async () => {
    const asked = forecast({ world: { ...world, refusedShare: 2 }, runs, level: 1, scenarios: [] });
    const fault = await asked.then(
      () => null,
      (found: unknown) => String(found),
    );
    expect(fault).to.contain('refusedShare: from 0 to 1');
  });
});
