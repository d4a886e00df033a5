import { expect } from 'chai';

import { isoDate } from '../../../../src/kernel/iso-date.js';
import { effectOf, runByRun, type WorkedOut } from '../../../../src/modules/forecast/domain/effect.js';
import { withChanges, type Change } from '../../../../src/modules/forecast/domain/scenario.js';
import type { World } from '../../../../src/modules/forecast/domain/world.js';
import { countryOf, forecastOf } from '../../../support/forecast-worlds.js';

const runs = { seed: 3, replications: 400 };
const world = countryOf(100, 420);
const changed = (...changes: readonly Change[]): World => {
  const outcome = withChanges(world, changes);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.value;
};
const workedOut = (to: World): { readonly answer: WorkedOut; readonly shares: readonly number[] } => {
  const running = effectOf(world, to, runs, 300);
  const shares: number[] = [];
  for (;;) {
    const step = running.next();
    if (step.done === true) return { answer: step.value, shares };
    shares.push(step.value);
  }
};

describe('what a scenario does', () => {
  const shorter = changed({ kind: 'length-of-stay', bedGroup: null, times: 0.8 });
  const slower = changed({ kind: 'approval', days: 120 });

  it('is the same whether years are worked out part by part or all at once, and says how far it is', () => {
    const { answer, shares } = workedOut(shorter);
    expect(answer.effect.expected).to.deep.equal(forecastOf(world, runs, 300));
    expect(answer.effect.changed).to.deep.equal(forecastOf(shorter, runs, 300));
    expect(shares).to.deep.equal([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).to.equal(1);
  });

  it('is nothing where nothing is done differently: the luck is the same', () => {
    const { differences } = workedOut(world).answer.effect;
    expect(differences.publicStarts.spread).to.deep.equal({ p10: 0, p50: 0, p90: 0 });
    expect(differences.spentPence.mean.mean).to.equal(0);
    for (const days of Object.values(differences.medianWaitDays))
      expect(days).to.deep.equal({ mean: 0, from: 0, to: 0 });
  });

  it('is told for waits and for who people are too, in the direction of what was changed', () => {
    const { expected, changed: after, differences } = workedOut(shorter).answer.effect;
    expect(differences.publicStarts.mean.from).to.be.above(0);
    expect(differences.occupancy.mean.to).to.be.below(0);
    const waits = differences.medianWaitDays['planned'];
    expect(waits?.to).to.be.below(0);
    expect(after.medianWaitDays['planned']).to.be.below(expected.medianWaitDays['planned'] ?? 0);
    const byGroup = Object.values(differences.startsByPeopleGroup).reduce(
      (sum, { mean }) => sum + mean.mean,
      0,
    );
    expect(byGroup).to.be.closeTo(differences.publicStarts.mean.mean, 1e-6);
  });

  it('beside another is what each does to what is expected, taken from each other year by year', () => {
    const [one, other] = [workedOut(shorter).answer, workedOut(slower).answer];
    const beside = runByRun(one.ofRuns, other.ofRuns).publicStarts;
    expect(beside.mean.mean).to.be.closeTo(
      other.effect.differences.publicStarts.mean.mean - one.effect.differences.publicStarts.mean.mean,
      1e-6,
    );
    // With luck of their own they would differ by the whole spread of a year.
    const { p10, p90 } = one.effect.expected.publicStarts;
    expect(beside.spread.p90 - beside.spread.p10).to.be.below(p90 - p10);
    const all = runByRun(one.ofRuns, other.ofRuns);
    const [first, second] = [one.effect.differences, other.effect.differences];
    const taken = (mean: (differences: typeof first) => number | undefined): number =>
      (mean(second) ?? NaN) - (mean(first) ?? NaN);
    expect(all.stillWaiting.mean.mean).to.be.closeTo(
      taken(({ stillWaiting }) => stillWaiting.mean.mean),
      1e-6,
    );
    expect(all.medianWaitDays['planned']?.mean).to.be.closeTo(
      taken(({ medianWaitDays }) => medianWaitDays['planned']?.mean),
      1e-6,
    );
    for (const [group, { mean }] of Object.entries(all.startsByPeopleGroup))
      expect(mean.mean, group).to.be.closeTo(
        taken(({ startsByPeopleGroup }) => startsByPeopleGroup[group]?.mean.mean),
        1e-6,
      );
  });
});

describe('the beds of a project in a scenario', () => {
  const projects = [
    {
      ...{ projectId: 'rowan', bedGroup: 'men', beds: 6 },
      changes: [
        { onDay: 50, beds: 2 },
        { onDay: 90, beds: -4 },
      ],
    },
  ];
  const beds = (number: number, onDate: string, projectId: string | null = 'rowan'): Change => ({
    ...{ kind: 'beds', projectId, bedGroup: 'men', beds: number, lateByDays: 0 },
    onDate: isoDate(onDate),
  });
  const faultsOf = (...changes: readonly Change[]) => {
    const outcome = withChanges(world, changes, projects);
    return outcome.ok ? [] : outcome.refusal.faults.map(({ change, fault }) => ({ change, ...fault }));
  };

  it('close no more than it has open on any day after, with what it plans and what the scenario opens', () => {
    expect(faultsOf(beds(-4, '2027-06-01'))).to.deep.equal([]);
    // Four of its eight close on 30 June anyway.
    expect(faultsOf(beds(-5, '2027-06-01'))).to.deep.equal([
      { change: 0, code: 'closes-too-many', onDate: '2027-06-30', atMost: 4 },
    ]);
    expect(faultsOf(beds(1, '2027-05-01'), beds(-5, '2027-06-01'))).to.deep.equal([]);
    expect(faultsOf(beds(-5, '2027-06-01'), beds(1, '2027-07-01'))).to.have.length(1);
    // Of no project in particular there are as many as in all of them.
    expect(faultsOf(beds(-5, '2027-06-01', null))).to.deep.equal([]);
  });

  it('are of a project that is known', () => {
    expect(faultsOf(beds(3, '2027-06-01', 'nowhere'))).to.deep.equal([
      { change: 0, code: 'unknown-project' },
    ]);
  });
});
