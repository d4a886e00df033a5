import { expect } from 'chai';

import { isoDate } from '../../../../src/kernel/iso-date.js';
import { runWorld } from '../../../../src/modules/forecast/domain/forecast.js';
import { withChanges, type Change } from '../../../../src/modules/forecast/domain/scenario.js';
import { faultsOfWorld, type World } from '../../../../src/modules/forecast/domain/world.js';
import { countryOf, plainWorld } from '../../../support/forecast-worlds.js';

const changedTo = (changes: readonly Change[], world: World = countryOf(200, 800)): World => {
  const outcome = withChanges(world, changes);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.value;
};
const faultsOf = (changes: readonly Change[], world = plainWorld()) => {
  const outcome = withChanges(world, changes);
  return outcome.ok ? [] : outcome.refusal.faults;
};
const close = (beds: number, onDate: string): Change => ({
  ...{ kind: 'beds', bedGroup: 'beds', onDate: isoDate(onDate), beds: -beds, lateByDays: 0 },
});

describe('a scenario', () => {
  it('changes what it names and nothing else', () => {
    const world = countryOf(200, 800);
    expect(changedTo([], world)).to.deep.equal(world);
    const changed = changedTo([
      { kind: 'length-of-stay', bedGroup: 'men', times: 0.5 },
      { kind: 'turnaround', bedGroup: null, days: 4 },
      { kind: 'early-exits', share: 0.1 },
      { kind: 'approval', days: 7 },
      { kind: 'detox', places: 12, nights: 9 },
      { kind: 'budget', pencePerYear: 500 },
    ]);
    expect(changed).to.deep.include({ earlyExitShare: 0.1, approvalDays: { until: 28, from: 7 } });
    expect(changed).to.deep.include({ detox: { places: 12, nights: 9 }, budgetPencePerYear: 500 });
    expect(changed.bedGroups.map(({ stay }) => stay.kind === 'lognormal' && stay.meanNights)).to.deep.equal([
      ...[100, 55, 110, 120, 150],
    ]);
    expect(new Set(changed.bedGroups.map(({ turnaroundDays }) => turnaroundDays))).to.deep.equal(
      new Set([4]),
    );
    expect(changed.bands).to.deep.equal(world.bands);
    expect(changed.bedChanges).to.deep.equal(world.bedChanges);
  });

  it('is refused when it closes more beds than there are on that day, and says how many may close', () => {
    expect(
      faultsOf([close(12, '2027-06-01'), close(11, '2027-09-01'), close(1, '2027-10-01')]),
    ).to.deep.equal([
      { change: 0, field: 'beds', fault: { code: 'closes-too-many', onDate: '2027-09-01', atMost: 9 } },
      { change: 1, field: 'beds', fault: { code: 'closes-too-many', onDate: '2027-09-01', atMost: 8 } },
    ]);
    expect(faultsOf([close(12, '2027-06-01'), close(8, '2027-09-01')])).to.deep.equal([]);
  });

  it('may close beds that open before, and not before they open', () => {
    const opens: Change = {
      ...{ kind: 'beds', bedGroup: 'beds', beds: 5, lateByDays: 0 },
      onDate: isoDate('2027-07-01'),
    };
    expect(faultsOf([opens, close(25, '2027-08-01')])).to.deep.equal([]);
    expect(faultsOf([opens, close(25, '2027-06-01')])).to.have.length(1);
  });

  it('is refused with every field that is wrong, and what would do', () => {
    const from = isoDate('2027-04-01');
    expect(
      faultsOf([
        { kind: 'beds', bedGroup: 'nowhere', onDate: isoDate('2027-03-31'), beds: 1.5, lateByDays: -1 },
        { kind: 'early-exits', share: 1.2 },
        { kind: 'refusals', share: -0.1 },
        { kind: 'budget', pencePerYear: 10.5 },
      ]),
    ).to.deep.equal([
      { change: 0, field: 'bedGroup', fault: { code: 'unknown-bed-group' } },
      { change: 0, field: 'onDate', fault: { code: 'date-outside-forecast', from, to: '2028-03-30' } },
      { change: 0, field: 'beds', fault: { code: 'not-whole' } },
      { change: 0, field: 'lateByDays', fault: { code: 'number-outside', from: 0, to: 365 } },
      { change: 1, field: 'share', fault: { code: 'number-outside', from: 0, to: 1 } },
      { change: 2, field: 'share', fault: { code: 'number-outside', from: 0, to: 1 } },
      { change: 3, field: 'pencePerYear', fault: { code: 'not-whole' } },
    ]);
  });

  it('gives a world that can be simulated when it is not refused', () => {
    const world = changedTo([
      { kind: 'referral-growth', perYear: -1 },
      { kind: 'detox', places: 0, nights: 0 },
      { kind: 'early-exits', share: 1 },
      { kind: 'refusals', share: 1 },
    ]);
    expect(faultsOfWorld(world)).to.deep.equal([]);
    expect(runWorld(world, { seed: 1, replications: 5 }).decided[0]).to.be.at.least(0);
  });
});
