import { expect } from 'chai';

import { createForecasting } from '../../../../../src/composition/forecast.js';
import { isoDate } from '../../../../../src/kernel/iso-date.js';
import { runWorld, spreadOf } from '../../../../../src/modules/forecast/domain/forecast.js';
import type { Change } from '../../../../../src/modules/forecast/domain/scenario.js';
import { countryOf, forecastOf } from '../../../../support/forecast-worlds.js';

describe('a forecast in a thread of its own', () => {
  const { forecast } = createForecasting();
  const world = countryOf(100, 420);
  const runs = { seed: 4, replications: 200 };

  it('is the forecast itself, with what each scenario changes and which cannot be', async () => {
    const beds = (number: number): readonly Change[] => [
      { kind: 'beds', bedGroup: 'families', onDate: isoDate('2027-05-01'), beds: number, lateByDays: 0 },
    ];
    const answer = await forecast({
      ...{ world, runs, level: 300, also: null },
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

  it('tells approvals and people beside the arrivals where they are asked for', async () => {
    const all = { ...world, peopleGroups: world.peopleGroups.map((one) => ({ ...one, isPublic: true })) };
    const asked = { world: all, runs, level: 1, scenarios: [] };
    const also = { approvals: 200, people: 200, firstStartShare: 0.8 };
    const { approvals, people, forecast: told } = await forecast({ ...asked, also });
    const outcomes = runWorld(all, runs);
    expect(approvals?.spread).to.deep.equal(
      spreadOf(Array.from(outcomes.decided, (decided, run) => decided - outcomes.refused[run]!)),
    );
    expect(people?.spread.p50).to.be.closeTo(told.publicStarts.p50 * 0.8, told.publicStarts.p50 * 0.02);
    expect(approvals?.probability).to.be.within(0, 1);
    const everybody = await forecast({ ...asked, also: { ...also, firstStartShare: 1 } });
    expect(everybody.people?.spread).to.deep.equal(told.publicStarts);
    // Whoever pays for themselves is approved by nobody.
    const some = all.peopleGroups.map((one, at) => ({ ...one, isPublic: at > 0 }));
    expect((await forecast({ ...asked, world: { ...all, peopleGroups: some }, also })).approvals).to.equal(
      null,
    );
  });

  it('says what is wrong with a world that cannot be simulated', async () => {
    const asked = forecast({
      world: { ...world, refusedShare: 2 },
      runs,
      level: 1,
      also: null,
      scenarios: [],
    });
    const fault = await asked.then(
      () => null,
      (found: unknown) => String(found),
    );
    expect(fault).to.contain('refusedShare: from 0 to 1');
  });
});
