import { expect } from 'chai';
import fc from 'fast-check';

import { medianWait } from '../../../../src/modules/measures/domain/median-wait.js';
import { seed } from '../../../support/civil-dates.js';

const arrived = (days: number) => ({ days, hasArrived: true });
const waits = (days: number) => ({ days, hasArrived: false });

describe('how long half waited', () => {
  it('is the middle one where everybody has arrived', () => {
    expect(medianWait([3, 9, 5, 7, 1].map(arrived), 1.96).days).to.equal(5);
  });

  it('counts whoever still waits, so that slow ones do not drop out', () => {
    const quick = [10, 20, 30].map(arrived);
    expect(medianWait(quick, 1.96).days).to.equal(20);
    expect(medianWait([...quick, waits(90), waits(90)], 1.96).days).to.equal(30);
    expect(
      medianWait([...quick, ...[90, 90, 90, 90].map(waits)], 1.96).days,
      'fewer than half arrived',
    ).to.equal(null);
  });

  it('is as worked out by hand where somebody was seen for a shorter time', () => {
    // After 6: 1 − 3/21 = 0.857. One is seen until 6 only, so after 7 it is times 1 − 1/17. (Freireich and others, 1963.)
    const remission = [
      ...[6, 6, 6, 7, 10, 13, 16, 22, 23].map(arrived),
      ...[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map(waits),
    ];
    const { days, low, high } = medianWait(remission, 1.959964);
    expect([days, low, high]).to.deep.equal([23, 13, null]);
  });

  it('says nothing of nobody', () => {
    expect(medianWait([], 1.96)).to.deep.equal({ days: null, low: null, high: null });
  });

  it('lies within its interval', () => {
    const wait = fc.record({ days: fc.nat({ max: 60 }), hasArrived: fc.boolean() });
    fc.assert(
      fc.property(fc.array(wait, { maxLength: 40 }), (all) => {
        const { days, low, high } = medianWait(all, 1.96);
        if (days !== null) expect(low).to.be.at.most(days);
        if (days !== null && high !== null) expect(high).to.be.at.least(days);
        if (days === null) expect(high).to.equal(null);
      }),
      { seed, numRuns: 200 },
    );
  });
});
