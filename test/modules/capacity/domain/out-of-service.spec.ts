import { expect } from 'chai';

import { isoDate } from '../../../../src/kernel/iso-date.js';
import {
  backInServiceFrom,
  type OutOfService,
} from '../../../../src/modules/capacity/domain/out-of-service.js';

const period: OutOfService = {
  outOfServiceId: 'period',
  bedId: 'bed',
  fromOn: isoDate('2026-11-23'),
  toOn: isoDate('2026-11-30'),
  reason: 'repair',
  note: null,
  state: 'planned',
  version: 1,
};

describe('a bed put back in service', () => {
  const back = (today: string) => backInServiceFrom(period, isoDate(today));

  it('was never out of it when no night has gone by', () => {
    for (const today of ['2026-11-01', '2026-11-23']) {
      expect(back(today)).to.deep.equal({ period: { ...period, state: 'cancelled' }, fromOn: period.fromOn });
    }
  });

  it('stays out of it for the nights gone by', () => {
    const today = isoDate('2026-11-24');
    expect(back(today)).to.deep.equal({ period: { ...period, toOn: today }, fromOn: today });
    expect(back('2026-11-29')?.fromOn).to.equal('2026-11-29');
  });

  it('has no night left to give back when the period is over', () => {
    expect(back('2026-11-30')).to.equal(null);
    expect(back('2027-01-01')).to.equal(null);
  });
});
